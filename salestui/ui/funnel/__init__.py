"""The funnel screen's parts."""
