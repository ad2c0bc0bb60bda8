"""The deal screen's pages as rows of text: pure functions of a snapshot."""
