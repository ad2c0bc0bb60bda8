"""`salestui views`: the saved views, one's own and those that the team shares."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Spec
from salestui.domain.names import member_short
from salestui.domain.words import Words
from salestui.exchange.columns import Column, laid_out
from salestui.exchange.listing import headed
from salestui.services.views import View, views_for

HEADS = (Words("View", "视图"), Words("Shown as", "形式"), Words("Whose", "归属"),
         Words("Filter", "筛选"))  # fmt: skip
RULES = (Column("", least=8), Column(""), Column(""), Column("", least=10, weight=1))
BOARD, LIST = Words("board", "看板"), Words("list", "列表")
MINE, MINE_SHARED = Words("mine", "我的"), Words("mine, shared", "我的，已共享")

NONE = Words(
    "No view is saved yet: press F on the board to save one.",
    "还没有保存的视图：在看板按 F 保存。",
)


def list_views(session: Session) -> None:
    """Print the views."""
    reading = session.read()
    found = views_for(reading.snapshot, reading.me)
    if session.json:
        from salestui.exchange.viewshapes import views_shape

        output.put_json(views_shape(reading, found))
        return
    if not found:
        output.put([NONE.say(session.lang)])
        return

    def whose(view: View) -> str:
        if reading.me and view.owner == reading.me:
            return (MINE_SHARED if view.shared else MINE).say(reading.lang)
        return member_short(reading.snapshot, view.owner)

    rows = [
        (view.name, (LIST if view.list else BOARD).say(reading.lang), whose(view), view.filter)
        for view in found
    ]
    laid = laid_out(headed(RULES, HEADS, reading.lang), rows, session.cells)
    output.put([session.ink(laid.head, "dim"), *laid.lines])


spec = Spec(
    Words(
        "Lists the saved views: mine, and those that the team shares.",
        "列出已保存的视图：我的与团队共享的。",
    ),
    list_views,
    examples=("salestui views", "salestui deals --view East"),
)
