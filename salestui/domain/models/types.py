"""The types that fields of records share: what they accept is what may be written."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from salestui.domain.instants import FIRST_MS, LAST_MS
from salestui.domain.schema.ranges import LARGEST
from salestui.domain.text import MAX_BYTES

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date", "a date is written YYYY-MM-DD")


def _short_enough(value: str) -> str:
    if len(value.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise PydanticCustomError("too_long", "the text is too long")
    return value


def _mark(value: object) -> bool | str | dict[str, Any]:
    if isinstance(value, str):
        return _short_enough(value)
    if isinstance(value, bool | dict):
        return value
    raise PydanticCustomError("mark", "a member is there or says something")


Text = Annotated[str, AfterValidator(_short_enough)]
"""At most 64 KiB of UTF-8."""
Ref = Annotated[str, Field(min_length=1, max_length=200)]
"""The id of another record."""
Day = Annotated[date, BeforeValidator(_date)]
"""A local date, stored as YYYY-MM-DD."""
Number = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Money = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
"""Minor units of the currency that stands beside it."""
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""A currency's three-letter code."""
Instant = Annotated[int, Field(ge=FIRST_MS, le=LAST_MS)]
"""Milliseconds since the epoch, UTC."""
Percent = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[int, Field(ge=1, le=5)]
"""A judgement from 1, low, to 5, high."""
Sentiment = Annotated[int, Field(ge=-2, le=2)]
Count = Annotated[int, Field(ge=0, le=LARGEST)]
Days = Annotated[int, Field(ge=0, le=36_500)]
Year = Annotated[int, Field(ge=1, le=9999)]
Marks = dict[str, Annotated[bool | str | dict[str, Any], PlainValidator(_mark)]]
"""A map field: each member is there (true) or says something; below it may stand newer fields."""
