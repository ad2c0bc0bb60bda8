"""Whatever goes wrong: one sentence, an exit code, nothing changed, never a traceback."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from salestui.cli import board, guard
from salestui.cli.session import Session
from salestui.domain.problems import Refused
from salestui.domain.words import Words

MISUSES = (
    (["bord"], "no command bord", "没有命令 bord"),
    (["deal"], "Say what to do", "请写明要做什么"),
    (["deal", "frob"], "no command frob", "没有命令 frob"),
    (["deal", "set"], "is missing", "缺少"),
    (["deal", "set", "Hengda"], "FIELD=VALUE is missing", "缺少 字段=值"),
    (["deal", "won", "Hengda", "--amnt", "3"], "no option --amnt", "没有选项 --amnt"),
    (["deal", "won", "Hengda", "--amount"], "--amount needs a value", "--amount 后面需要一个值"),
    (["board", "--limit", "x"], "--limit takes a whole number", "--limit 须为整数"),
    (["board", "--lang", "fr"], "--lang takes one of en, zh", "--lang 可用：en, zh"),
    (["export", "--format", "xml"], "--format takes one of csv, json, ics", "--format 可用"),
    (["completion", "tcsh"], "no completion for tcsh", "没有适用于 tcsh 的补全脚本"),
    (["completion", "bash", "zsh"], "Too many words: zsh", "多余的参数"),
    (["contact", "add", "Wang"], "account=REF is missing", "缺少 客户=REF"),
    (["show"], "REF is missing", "缺少 REF"),
    (["restore"], "FILE is missing", "缺少 FILE"),
    (["account", "merge"], "KEEP is missing", "缺少 KEEP"),
)


@pytest.mark.parametrize(("argv", "en", "zh"), MISUSES, ids=lambda v: str(v)[:40])
def test_misuse_in_both_languages(cli: Any, argv: list[str], en: str, zh: str) -> None:
    for lang, said in (("en", en), ("zh", zh)):
        ran = cli(*argv, SALESTUI_LANG=lang)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert ran.err.count("\n") == 1


def test_a_fault_of_ours_is_a_sentence_and_a_log(
    cli: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(board, "stage_sums", broken)
    ran = cli("board")
    log = tmp_path / "state" / "salestui" / "faults.log"
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert str(log) in ran.err
    assert "Traceback" not in ran.err + ran.out
    assert "secret detail" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert cli("board", "--json").json["error"]["kind"] == "store"


def test_the_log_of_faults_may_be_impossible(
    cli: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file stands in the way")
    monkeypatch.setattr(board, "stage_sums", None)
    ran = cli("board")
    assert (ran.code, ran.err.count("\n")) == (4, 1)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), 4, "No space left on device (/x)"),
        (Refused(Words("No\x1b[2J way", "不行")), 1, "No?[2J way"),
        (RecursionError(), 4, "RecursionError"),
        (UnicodeEncodeError("ascii", "客", 0, 1, "no"), 4, "UnicodeEncodeError"),
    ],
    ids=lambda v: type(v).__name__,
)
def test_every_end_has_its_code(
    error: BaseException, code: int, said: str, capfd: Any, tmp_path: Path
) -> None:
    def work() -> None:
        raise error

    env = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "SALESTUI_LANG": "en"}
    session = Session(["board"], env)
    assert guard._guarded(session, work) == code if code != 141 else True
    if code == 141:
        with pytest.raises(BrokenPipeError):
            guard._guarded(session, work)
    err = capfd.readouterr().err
    assert said in err
    assert "\x1b" not in err


def test_a_wrong_config_is_told_by_every_command(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "config" / "salestui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('theme = "pink"\n')
    ran = cli("board")
    assert ran.code == 2
    assert f"{path}:1" in ran.err
    ran = cli("doctor")
    assert ran.code == 4
    assert "!!  config" in ran.out
    assert str(path) in "".join(line.strip() for line in ran.out.splitlines())


def test_a_damaged_quick_copy_is_no_harm(cli: Any) -> None:
    before = cli.ok("board").out
    (copy,) = cli.home.glob("*/quick.*")
    good = copy.read_bytes()
    for bad in (b"", b"x", good[:-1], good[:60] + b"\0" + good[61:], good[: len(good) // 2]):
        copy.write_bytes(bad)
        assert cli.ok("board").out == before
        assert copy.read_bytes()[:9] == b"salestui "


def test_a_home_that_can_only_be_read(cli: Any) -> None:
    before = cli.ok("board").out
    (folder,) = (path for path in cli.home.iterdir() if path.is_dir())
    copy = next(folder.glob("quick.*"))
    copy.unlink()
    copy.mkdir()
    assert cli.ok("board").out == before


def test_hostile_names_reach_no_terminal(cli: Any) -> None:
    names = ("\x1b]0;pwned\x07Evil", "a\u202eb", "[red]bold[/]", "tab\there", "=cmd|'/c'!A0")
    for name in names:
        cli("account", "add", name)
        cli("deal", "add", name, "amount=1", f"title={name}")
    for argv in (["board", "--limit", "0"], ["deals", "--limit", "0"], ["accounts", "--limit", "0"],
                 ["history", "--limit", "0"], ["export"], ["deals", "--json"]):  # fmt: skip
        out = cli.ok(*argv).out
        assert not any(c in out for c in "\x1b\x07\u202e\x9b"), argv
    assert "[red]bold[/]" in cli.ok("accounts", "--limit", "0").out
