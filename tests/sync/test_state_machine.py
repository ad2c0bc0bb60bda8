"""Whatever happens to homes, clocks and the shared place: nobody loses an edit, all end equal."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from .memory import FAULTS
from .team import DAY, Team

WHO = st.integers(0, 5)
SITE = st.integers(0, 2)
SKEW = st.sampled_from([0, 0, -3 * DAY, 90_000, 3_600_000, 400 * DAY])


class Machine(RuleBasedStateMachine):
    """A team under everything that the protocol has to bear."""

    team: Team

    @initialize(seed=st.integers(0, 1000), keeps=st.booleans(), skews=st.tuples(SKEW, SKEW, SKEW))
    def start(self, seed: int, keeps: bool, skews: tuple[int, int, int]) -> None:
        self.team = Team(seed, keeps_losers=keeps)
        for member, skew in zip(self.team.homes, skews, strict=False):
            member.skew = skew
        self.keeps = keeps

    @rule(
        who=WHO,
        what=st.sampled_from(["step", "step", "create", "stage", "shared", "unknown", "path"]),
        doc=st.integers(0, 2),
    )
    def edit(self, who: int, what: str, doc: int) -> None:
        self.team.edit(who, what, doc)

    @rule(who=WHO, full=st.booleans())
    def sync(self, who: int, full: bool) -> None:
        self.team.sync(who, full=full)

    @rule(who=WHO, room=st.integers(0, 900))
    def torn(self, who: int, room: int) -> None:
        self.team.torn(who, room)

    @rule(one=SITE, two=SITE, fault=st.sampled_from(FAULTS), share=st.sampled_from([0.5, 1.0]))
    def carry(self, one: int, two: int, fault: str, share: float) -> None:
        if one != two:
            self.team.net.carry(one, two, fault, share)

    @rule(one=SITE, two=SITE, doc=st.integers(0, 1))
    def answer(self, one: int, two: int, doc: int) -> None:
        """Somebody edits what somebody else has just written."""
        self.team.edit(one, "step", doc)
        self.team.sync(one)
        if one != two:
            self.team.net.carry(one, two)
        self.team.sync(two)
        self.team.edit(two, "step", doc)

    @rule(who=WHO, ms=SKEW)
    def skew(self, who: int, ms: int) -> None:
        self.team.skew(who, ms)

    @rule(who=WHO, at=st.integers(1, 40), doc=st.integers(0, 2), syncing=st.booleans())
    def lose_power(self, who: int, at: int, doc: int, syncing: bool) -> None:
        self.team.lose_power(who, at, doc, syncing=syncing)

    @rule(doc=st.integers(0, 2), form=st.booleans())
    def update(self, doc: int, form: bool) -> None:
        self.team.update(doc, form=form)

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        self.team.restart(who)

    @rule(who=WHO)
    def checkpoint(self, who: int) -> None:
        self.team.checkpoint(who)

    @rule(who=WHO, site=SITE, keep_name=st.booleans())
    def clone(self, who: int, site: int, keep_name: bool) -> None:
        self.team.clone(who, site, keep_name=keep_name)

    @rule(who=WHO)
    def keep(self, who: int) -> None:
        self.team.keep(who)

    # A replicator that throws losers away, and a home that lost them too: then they are lost.
    @precondition(lambda self: self.keeps)
    @rule(who=WHO)
    def set_back(self, who: int) -> None:
        self.team.set_back(who)

    def teardown(self) -> None:
        if hasattr(self, "team"):
            try:
                self.team.check()
            finally:
                self.team.close()


def campaign(examples: int, steps: int) -> None:
    """Run the machine."""
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_short_campaign() -> None:
    campaign(25, 20)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_long_campaign() -> None:
    campaign(int(os.environ.get("SALESTUI_EXAMPLES", "2000")), 40)
