"""The goals screen's parts."""
