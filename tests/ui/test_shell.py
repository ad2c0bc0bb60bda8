"""Stories of the frame around every screen: keys, questions, help, notices, languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widget import MountError

from salestui.config import Config, remembered
from salestui.domain.problems import InputProblem
from salestui.domain.words import Words
from salestui.services.accounts import add_account
from salestui.services.workbench import Workbench
from salestui.ui.commands import COMMANDS
from salestui.ui.helptext import lay_out
from salestui.ui.keymap import Keymap
from salestui.ui.screens.framed import Sheet
from salestui.ui.widgets.lines import Line


def add(bench: Workbench, name: str) -> None:
    """Another program adds an account."""
    bench.commit(lambda s, ctx: add_account(s, ctx, {"name": name}))


async def test_the_frame_says_where_i_am_who_i_am_and_what_the_keys_do(story: Any) -> None:
    async with story() as it:
        lines = it.lines
    assert lines[0].startswith(" Keda > Board") and lines[0].endswith("Anna Li")
    assert lines[-2] == " 0 accounts"
    assert lines[-1] == " enter open  c log  n new  / filter  ? help"


@pytest.mark.parametrize("width", [20, 34, 60, 80, 120])
async def test_every_line_of_the_frame_is_as_wide_as_the_screen(story: Any, width: int) -> None:
    async with story(size=(width, 24), lang="zh") as it:
        strips = it.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {width}
        await it.until(lambda: "帮助" in it.lines[-1])


async def test_a_letter_then_a_line(story: Any) -> None:
    async with story() as it:
        await it.press("c")
        await it.sees("what:")
        await it.press("x", "a")
        await it.sees("say:")
        await it.press("h", "i")
        await it.sees("<hi>")
        await it.press("enter")
        await it.sees("a hi")
        await it.press("j")
        await it.sees("0 accounts")


async def test_keys_typed_in_one_burst_wait_for_their_question(story: Any) -> None:
    async with story() as it:
        it.type("cahello qU?\r")
        await it.sees("a hello qU?")


async def test_esc_drops_a_question_and_changes_nothing(story: Any) -> None:
    async with story() as it:
        it.type("n")
        await it.sees("name:")
        it.type("Hengda")
        await it.sees("name: Hengda")
        await it.press("escape")
        await it.until(lambda: it.app.active.prompt is None)
        await it.until(lambda: not list(it.app.snapshot.live("accounts")))


async def test_what_is_saved_is_shown_and_the_top_line_says_when(story: Any) -> None:
    async with story() as it:
        it.type("nHengda Valve\r")
        await it.sees("  Hengda Valve")
        await it.sees("saved ")
        await it.sees("1 accounts")


async def test_a_refused_text_stays_with_its_reason(story: Any) -> None:
    async with story() as it:
        it.type("nHengda\r")
        await it.sees("  Hengda")
        it.type("n\r")
        await it.until(lambda: bool(it.app.active.prompt))
        it.type("\r")
        await it.pilot.pause()
        await it.until(lambda: it.app.active.prompt is not None)


async def test_a_failed_save_keeps_the_text(story: Any, bench: Workbench) -> None:
    async with story() as it:
        log = bench.store.folder / "log" / bench.store.replica.rep
        it.type("nHengda")
        await it.sees("name: Hengda")
        moved = log.rename(log.with_name("away"))
        log.write_text("no folder")
        it.type("\r")
        await it.sees("Not saved")
        await it.sees("name: Hengda")
        await it.until(lambda: it.app.active.prompt is not None)
        log.unlink()
        moved.rename(log)
        it.type("\r")
        await it.sees("  Hengda")


async def test_undo_and_redo_say_what_they_took_back(story: Any) -> None:
    async with story() as it:
        it.type("nHengda\r")
        await it.sees("  Hengda")
        await it.press("u")
        await it.sees("undone: new account")
        await it.sees_no("  Hengda")
        await it.press("U")
        await it.sees("done again: new account")
        await it.sees("  Hengda")


async def test_nothing_to_undo_is_a_notice(story: Any) -> None:
    async with story() as it:
        await it.press("u")
        await it.sees("Nothing to undo")


async def test_another_programs_edit_appears_by_itself(story: Any, open_bench: Any) -> None:
    async with story() as it:
        add(open_bench(), "Xihe Bearing")
        await it.sees("  Xihe Bearing")


async def test_another_programs_edit_is_shown_though_a_refused_act_read_it(
    story: Any, open_bench: Any, bench: Workbench
) -> None:
    def between_two_looks() -> None:
        add(open_bench(), "Xihe Bearing")
        with pytest.raises(InputProblem):
            add(bench, "")

    async with story() as it:
        await it.app.run_on_store(between_two_looks)
        await it.sees("  Xihe Bearing")


async def test_text_of_people_is_data(story: Any, open_bench: Any) -> None:
    async with story() as it:
        add(open_bench(), "[/b] [red]x \u202e 'q'")
        await it.sees("[/b] [red]x")
        text = it.text
        assert "\u202e" not in text


# -- Chinese input methods


async def test_full_width_keys_act_as_their_ascii_keys(story: Any) -> None:
    async with story() as it:
        it.type("？")
        await it.sees("This deal")
        await it.press("escape")
        await it.sees("0 accounts")
        it.type("ｃ")
        await it.sees("what:")
        it.type("ａ：？\r")
        await it.sees("a ：？")


@pytest.mark.parametrize(
    ("lang", "notice"), [("en", "press Shift to switch"), ("zh", "输入法为中文，按 Shift 切换")]
)
async def test_han_text_reaching_a_list_is_explained(story: Any, lang: str, notice: str) -> None:
    async with story(lang=lang) as it:
        it.type("中")
        await it.sees(notice)
        await it.press("j")
        await it.until(lambda: notice not in it.text)


# -- help, palette, command line


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_help_shows_every_key_of_the_screen(
    story: Any, lang: str, size: tuple[int, int]
) -> None:
    async with story(lang=lang, size=size) as it:
        await it.press("?")
        await it.sees("find:" if lang == "en" else "查找：")
        text = it.text
        page = ""
        while page != it.text:
            page = it.text
            await it.press("pagedown")
            text += it.text
    for command in COMMANDS:
        if command.works_on("board") and command.keys:
            assert command.keys[0].removeprefix("ctrl+") in text
        if command.works_on("board") and not command.row:
            assert command.help.say(lang) in text


async def test_somebody_new_is_told_the_first_keys_once(sit: Any) -> None:
    for greeted in (True, False):
        async with sit(greets=True) as it:
            await it.sees("keys: ? help" if greeted else "? help")
            assert ("keys: ? help" in it.text) is greeted
            await it.press("j")
            await it.sees_no("keys: ? help")


async def test_help_is_searched_by_typing_and_runs_what_is_chosen(story: Any) -> None:
    async with story() as it:
        it.type("?log a\r")
        await it.sees("what:")


async def test_esc_and_nothing_else_closes_help(story: Any) -> None:
    async with story() as it:
        it.type("?q")
        await it.sees("find: q")
        await it.press("escape")
        await it.sees("0 accounts")


def test_help_in_a_narrow_screen_is_one_column() -> None:
    from salestui.ui.helptext import Layout

    page = lay_out(Keymap(), "board", "", Layout("en", 40, "", "-"))
    assert {column for _, column, entry in page.places} == {0}
    for row in page.rows:
        assert sum(len(span.text) for span in row.left) <= 40


async def test_the_palette_finds_a_command_and_runs_it(story: Any) -> None:
    async with story() as it:
        await it.press("ctrl+p")
        await it.sees("log a contact")
        it.type("contact\r")
        await it.sees("what:")


async def test_the_command_line_completes_runs_and_explains(story: Any) -> None:
    async with story() as it:
        it.type(":lan\t\t")
        await it.sees(": lang zh")
        await it.press("enter")
        await it.sees("看板")
        it.type("：主题 light\r")
        await it.until(lambda: it.app.config.theme == "light")


async def test_a_mistake_on_the_command_line_is_pointed_at(story: Any) -> None:
    async with story() as it:
        it.type(":lang xx")
        await it.sees("lang takes one of: en, zh")
        caret = await it.line(lambda line: line.strip() == "^")
        typed = await it.line(lambda line: line.startswith(" : lang"))
        assert typed[caret.index("^")] == "x"
        await it.press("enter")
        await it.until(lambda: it.app.active.prompt is not None)


async def test_the_empty_command_line_lists_all(story: Any) -> None:
    async with story() as it:
        it.type(":\r")
        await it.sees("log a contact")


# -- going about


async def test_screens_keep_what_they_were_and_minus_goes_back(sit: Any) -> None:
    async with sit() as it:
        board = it.app.active
        await it.press("9")
        await it.until(lambda: it.app.active.scope == "funnel")
        await it.press("-")
        await it.until(lambda: it.app.active is board)
        it.type("９?")
        await it.sees("Funnel > Help")
        await it.press("escape")
        await it.until(lambda: it.app.active.scope == "funnel")
        it.type("!2")
        await it.until(lambda: it.app.active is board)
        await it.until(lambda: len(it.app.screen_stack) == 1)


# -- problems, settings, leaving


async def test_odd_settings_are_problems_one_can_read(story: Any) -> None:
    odd = (Words("an odd setting", "奇怪的设置"),)
    async with story(problems=odd, keys={"open": ("u",)}) as it:
        await it.sees("2 problems, press !")
        await it.press("!")
        await it.sees("an odd setting")
        await it.sees("taken by undo")


async def test_own_keys_are_shown_and_work(story: Any) -> None:
    async with story(keys={"log": ("K",)}) as it:
        await it.sees("K log")
        await it.press("K")
        await it.sees("what:")


async def test_q_at_the_root_leaves_and_the_screen_is_remembered(
    story: Any, config: Config
) -> None:
    async with story() as it:
        await it.press("escape", "escape")
        await it.until(lambda: it.app.is_running)
        await it.press("q")
        await it.pilot.pause()
    await it.until(lambda: it.app.return_value == 0)
    assert remembered(config.state) == {"screen": "board"}


async def test_a_mistake_in_what_waits_is_logged_as_what_it_is(story: Any, config: Config) -> None:
    from textual.worker import WorkerFailed

    with pytest.raises(WorkerFailed):
        async with story() as it:
            await it.press("m")
            await it.pilot.pause()
    assert "KeyError: 'worker'" in (config.state / "faults.log").read_text()


async def test_a_mistake_of_the_program_is_logged_and_said_in_one_sentence(
    story: Any, config: Config, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with story() as it:
            await it.press("D")
            await it.pilot.pause()
    log: Path = config.state / "faults.log"
    assert "ZeroDivisionError" in log.read_text()
    fault = it.app.fault
    assert fault is not None and str(log) in fault.en
    assert "Traceback" not in "".join(capfd.readouterr())


async def test_what_finds_its_widgets_gone_on_the_way_out_is_no_mistake(
    story: Any, config: Config
) -> None:
    """The greeting, say, of an app that is told to end while it starts."""
    async with story() as it:
        with pytest.raises(MountError) as gone:
            Sheet().mount(Line())
        it.app.exit()
        it.app._handle_exception(gone.value)
    assert it.app.fault is None
    assert not (config.state / "faults.log").exists()
