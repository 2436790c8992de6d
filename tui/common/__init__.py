"""What the full screen and the numbered lines share."""
