"""A timeline told to others: one plain function for each format."""
