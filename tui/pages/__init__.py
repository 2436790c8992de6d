"""One pure function for each screen and part: from a view to lines. Nothing here knows a terminal or a key."""
