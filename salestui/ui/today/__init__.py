"""Today's list as lines: pure functions of the list."""
