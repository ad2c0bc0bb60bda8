"""What the path editor's screens are made of."""
