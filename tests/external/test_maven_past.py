"""Looking back and the pipeline's change on a real export of 8,800 deals."""

from __future__ import annotations

from pathlib import Path

from salestui.services.workbench import Workbench
from tests.external.test_maven_import import load
from tests.properties.test_sample_past import check_change, check_past, days_of

FILTERS = ("", "stage:won", "is:open", "amount>=1000", "owner.region:West", "account:none",
           "product:GTXPro or product:MG", "-is:lost")  # fmt: skip


def test_ten_days_and_the_change_between_them(bench: Workbench, datasets: Path) -> None:
    load(bench, datasets)
    days = days_of(bench, 5, 10)
    check_past(bench, days)
    assert check_change(bench, days, FILTERS) > 5000
