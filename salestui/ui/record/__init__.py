"""What the screen of one record's history shows."""
