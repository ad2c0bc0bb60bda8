"""What the screen of news shows."""
