"""What the inbox shows: its pages, a line for each thing and what is to be known of it."""
