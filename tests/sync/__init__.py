"""Tests of syncing: several homes, one shared place that misbehaves."""
