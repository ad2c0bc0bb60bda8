"""Becoming a member of a workspace that others made."""

from __future__ import annotations

from salestui.domain.change import Act, Edit
from salestui.domain.snapshot import Snapshot
from salestui.services.context import Context
from salestui.services.defaults import member_id, member_values


def join_team(snapshot: Snapshot, ctx: Context, handle: str, person: str) -> Act:
    """Enter the person with that handle among the members, unless they are there.

    The id follows from the handle, so that joining on two machines makes one member.
    """
    if any(snapshot.ids("members.handle", handle)) or snapshot.get("members", member_id(handle)):
        return Act("team.join", ())
    return Act("team.join", (Edit("members", member_id(handle), member_values(handle, person)),))
