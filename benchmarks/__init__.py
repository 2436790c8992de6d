"""Speed as ratios to an honest reference in the same run; each runs alone: `python -m benchmarks.NAME [--json]`."""
