"""The commands: what `salestui VERB` does and prints."""
