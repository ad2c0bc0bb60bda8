"""How long tests wait for what must come: far longer than any machine takes that does not hang."""

from __future__ import annotations

PATIENCE = 60.0
"""Seconds."""
