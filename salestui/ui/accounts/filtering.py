"""The filter of the list of accounts."""

from __future__ import annotations

from typing import ClassVar

from salestui.domain.words import Words
from salestui.ui.filtering import FilterLine


class AccountFilter(FilterLine):
    """The same line as the board's, about accounts."""

    kind: ClassVar[str] = "accounts"
    found: ClassVar[Words] = Words("{n} accounts", "{n}家客户")
    found_one: ClassVar[Words] = Words("1 account", "1家客户")
