"""What people type, read into the values of the engine: times, facts, steps and other names."""
