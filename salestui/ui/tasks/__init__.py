"""The tasks screen and the page of a task: what they say, line by line."""
