"""How the pipeline changed, as its screens show it."""
