"""What tab makes of the end of a filter."""

from __future__ import annotations

import pytest

from salestui.domain.query import Env, compile_filter
from salestui.domain.query.fields import field_names
from salestui.domain.snapshot import Snapshot
from salestui.services.filtercomplete import completions


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("ow", "en", "owner:"),
        ("is:open am", "en", "is:open amount:"),
        ("-is:ro", "en", "-is:rotten"),
        ("(stage:", "en", "(stage:lead"),
        ("source:expo,re", "en", "source:expo,referral"),
        ("owner:", "en", "owner:me"),
        ("by:an", "en", "by:anna"),
        ("sort:clo", "en", "sort:closed_on"),
        ("负", "zh", "负责人:"),
        ("负责人：an", "zh", "负责人:anna"),
        ("来源:展", "zh", "来源:展会"),
        ("来源:c", "zh", "来源:cold"),
    ],
)
def test_the_likeliest_end_comes_first(team: Snapshot, text: str, lang: str, first: str) -> None:
    assert completions(text, "deals", team, lang)[0] == first


@pytest.mark.parametrize("text", ["", "is:open ", "nothing:", "amount>=1", '"own', "owner:zzz"])
def test_where_nothing_fits_nothing_is_offered(team: Snapshot, text: str) -> None:
    assert not completions(text, "deals", team, "en")


def test_a_value_of_several_words_is_quoted(team: Snapshot) -> None:
    named = [str(doc["name"]) for doc in team.live("accounts") if " " in str(doc["name"])]
    assert named
    for name in named:
        assert f'account:"{name}"' in completions("account:" + name[0], "deals", team, "en")


@pytest.mark.parametrize("kind", ["deals", "accounts", "tasks"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everything_that_is_offered_is_a_filter(
    team: Snapshot, env: Env, kind: str, lang: str
) -> None:
    offered = 0
    for name in field_names(kind, lang):
        for text in completions(name + ":", kind, team, lang):
            compile_filter(text, kind, team, env)
            offered += 1
    assert offered
