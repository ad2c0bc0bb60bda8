"""Real exports and hostile files: they stand beside the repository, never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATASETS = Path(__file__).resolve().parents[2].parent / "shared" / "datasets"


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of the data sets; without it tests are skipped, but not in CI."""
    if not DATASETS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the data sets are missing: {DATASETS}")
        pytest.skip("the data sets are not on this machine")
    return DATASETS
