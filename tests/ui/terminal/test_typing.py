"""What is typed: in order however fast, Chinese or no text at all, into a window unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from salestui.services.setup import open_workbench
from tests.emulator import Terminal

Opener = Callable[..., Terminal]
ESC, ENTER, QUIT = "\x1b", "\r", "\x11"


def steps(home: Path) -> set[str]:
    """The next steps on disk."""
    bench = open_workbench(home, user="lina", lang="en")
    found = {str(doc.get("next_step")) for doc in bench.snapshot.live("deals")}
    bench.close()
    return found


@pytest.mark.parametrize("way", ["at once", pytest.param("key by key", marks=pytest.mark.long)])
def test_letters_and_editing_keys_keep_their_order(
    opened: Opener, tmp_path: Path, way: str
) -> None:
    it = opened()
    keys = ["s", "\x15", *"abc", "\x7f", "d", "\x1b[D", "\x1b[D", "x", "\x1b[H", "y", "\x1b[F", "z"]
    if way == "at once":
        it.type("".join(keys))
    else:
        it.press(*keys)
    it.wait_for("next step: yaxbdz")
    it.type("\x1b[D\x1b[3~!" + ENTER)
    it.wait_for("  yaxbd!")
    assert "yaxbd!" in steps(tmp_path / "home")


def test_a_form_typed_in_one_burst_is_what_was_typed(opened: Opener) -> None:
    it = opened(size=(80, 40))
    it.type("nAcmx\x7fe\tti\x7f\x7ftitle\x1b[D\x1b[D_\t120k\x7f5\t")
    it.wait_for("Expected close")
    it.wait_for(" 1205")
    assert " Acme " in it.text and " tit_le " in it.text


def test_a_window_in_the_background_keeps_its_field(opened: Opener) -> None:
    it = opened()
    it.press("s", "\x15", "\x1b[O")
    it.type("sent from elsewhere")
    it.wait_for("next step: sent from elsewhere")
    it.type("\x1b[I and on")
    it.wait_for("next step: sent from elsewhere and on")


ODD = (
    b"\xff\xfe", b"\xe4\xf6\xb9\xfa", b"\x1b[200~\xff\x80abc\x1b[201~", b"\x1b[999999999999999~",
    b"\x1b[1114112;1u", b"\x1b[99999999999;1u", b"\x1b[<99999;99999;1M", b"\x00" * 50,
    b"\x1b[48;1;1;1;1t", b"\x1b]11;rgb:00/00/00\x07", b"\x1bP>|x\x1b\\", b"\xc2\x9b31m",
    b"\x1b[200~" + b"x [/b] \n" * 20_000 + b"\x1b[201~",
)  # fmt: skip


@pytest.mark.long
def test_bytes_that_are_no_keys_do_no_harm(opened: Opener) -> None:
    it = opened()
    for prompt in (b"", b"s"):
        it.type(prompt)
        for data in ODD:
            it.type(data)
            it.settle(0.05)
            assert it.process.poll() is None, data[:40]
        it.press(ESC, ESC)
    it.settle(0.3)
    it.repaint()
    it.press("9")
    it.wait_for("reached")
    it.type(QUIT)
    assert it.ended() == 0
    assert it.sane


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_full_width_keys_act(opened: Opener, lang: str) -> None:
    it = opened(lang=lang)

    def saw(key: str, text: dict[str, str], *then: str) -> None:
        it.type(key)
        it.wait_for(text[lang])
        it.press(*then)
        it.wait_for_no(text[lang])

    saw("？", {"en": "This screen", "zh": "这个屏幕"}, ESC)
    saw("！", {"en": "To decide", "zh": "待决定"}, ESC)
    saw("９", {"en": "reached", "zh": "到达"}, "２")
    saw("：", {"en": "lists all", "zh": "列出全部"}, ESC)
    saw("；", {"en": "lists all", "zh": "列出全部"}, ESC)
    saw("ｚ", {"en": "Next step ─", "zh": "下一步 ─"}, "ｚ")
    before = it.text
    it.type("ｊ")
    it.answered(patience=10)
    assert it.text != before
    it.press("／", "amount>1", ENTER)
    it.wait_for("/amount>1")
    it.type(ESC)
    it.wait_for_no("amount")
    it.type(ENTER)
    it.wait_for({"en": "[Overview]", "zh": "[概况]"}[lang])
    it.type("】")
    it.wait_for({"en": "[Fields]", "zh": "[字段]"}[lang])
    it.type("【")
    it.wait_for({"en": "[Overview]", "zh": "[概况]"}[lang])
    it.type("ｑｑ")
    assert it.ended() == 0


@pytest.mark.long
def test_chinese_letters_in_a_list_say_why_nothing_happens(opened: Opener) -> None:
    for lang, words in (("en", "press Shift"), ("zh", "按 Shift")):
        it = opened(lang=lang, SALESTUI_LANG=lang)
        it.type("你")
        it.wait_for(words)
        it.press("好", "𠮷")
        it.wait_for(words)
        it.repaint()


def test_chinese_text_in_prompts_is_text(opened: Opener, tmp_path: Path) -> None:
    it = opened(lang="zh")
    it.type("s\x15发合同：下周五？《草案》！ＡＢ１２")
    it.wait_for("１２")
    it.repaint()
    it.press(*["\x1b[D"] * 5, "\x7f", "新")
    it.repaint()
    it.press(ENTER)
    it.repaint()
    it.type(QUIT)
    assert it.ended() == 0
    assert any("发合同：" in step and "新" in step for step in steps(tmp_path / "home"))


@pytest.mark.long
def test_long_chinese_text_scrolls_in_its_line(opened: Opener) -> None:
    it = opened(lang="zh")
    for way in ("s", "/", ":"):
        it.type(way + "\x15" + "恒达阀门二号线泄漏监测" * 12 + "a@b")
        it.wait_for("a@b")
        it.repaint()
        it.press("\x1b[H", "\x1b[C", "\x1b[C", "\x1b[3~")
        it.repaint()
        it.press(ESC)
