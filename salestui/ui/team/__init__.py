"""Drawing the team: who writes to the shared folder, how far each is, what is wrong."""
