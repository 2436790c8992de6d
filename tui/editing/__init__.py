"""The plan editor without a terminal: a text being written, what its keys do, what is known about the plan in it."""
