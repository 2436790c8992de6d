"""Drills: a plan lived many times over on a simulated clock, by simulated people, before a simulated crowd."""
