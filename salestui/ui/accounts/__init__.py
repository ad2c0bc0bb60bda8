"""Accounts as lines: the list and the pages of one account, pure functions of a snapshot."""
