"""A sales team's planning desk and pipeline board in one terminal."""

__version__ = "0.1.0"
