"""Several people's local stores become one through nothing but a directory."""
