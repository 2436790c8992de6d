"""What meets the terminal: the numbered lines and the wall clock."""
