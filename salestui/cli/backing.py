"""`salestui backup` and `salestui restore`: the workspace in one file, and back."""

from __future__ import annotations

from salestui.cells import visible
from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import FLAG, Arg, Opt, Spec
from salestui.config import user_path
from salestui.domain.problems import NotFound
from salestui.domain.words import Words

NO_FILE = Words("There is no file {file}", "没有文件 {file}")
KEPT = Words(
    "Backed up {name} to {file}: {files} files, {size} KB before compression.",
    "已将“{name}”备份到 {file}：{files} 个文件，压缩前 {size} KB。",
)
BACK = Words("Brought the workspace back to {folder}.", "工作区已恢复到 {folder}。")
OWN_NAME = Words(
    "It goes on as a replica of its own; what you had not published goes out at the next sync.",
    "它将作为新的副本继续；尚未发出的更改会在下次同步时发出。",
)
DAMAGE = Words("This was damaged when the backup was made: {what}", "备份时已有损坏：{what}")
FILE = Arg("file", "FILE")


def keep(session: Session, file: str, replace: bool) -> int:
    """Write the workspace to a file."""
    from salestui.services.backup import backup as back_up

    # Opening names the replica, which a backup has to tell, and mends what a crash left.
    folder = session.open().folder
    target = user_path(file).absolute()
    packed = back_up(folder, target, now=session.clock(), replace=replace)
    if session.json:
        output.put_json(
            {
                "schema": 1,
                "id": packed.workspace,
                "file": str(target),
                "files": packed.files,
                "bytes": packed.bytes,
            }
        )
        return 0
    kept = KEPT.fill(
        name=folder.name, file=target, files=packed.files, size=f"{packed.bytes // 1024:,}"
    )
    output.put([visible(kept.say(session.lang))])
    return 0


def bring_back(session: Session, file: str) -> int:
    """Make a workspace of a backup."""
    from salestui.cli.init import refuse_second
    from salestui.services.backup import restore as restored

    source = user_path(file).absolute()
    refuse_second(session)
    if not source.is_file():
        raise NotFound(NO_FILE.fill(file=file))
    found = restored(source, session.config.home)
    if session.json:
        output.put_json(
            {
                "schema": 1,
                "id": found.packed.workspace,
                "folder": str(found.folder),
                "files": found.packed.files,
                "problems": list(found.problems),
            }
        )
        return 0
    lang = session.lang
    output.put([visible(BACK.fill(folder=found.folder).say(lang)), OWN_NAME.say(lang)])
    for problem in found.problems:
        output.note(DAMAGE.fill(what=problem).say(lang))
    return 0


backup = Spec(
    Words(
        "Writes the workspace to one file, everybody's log as far as it is here.",
        "把工作区备份到一个文件，包括本机已有的所有成员的日志。",
    ),
    keep,
    (FILE,),
    (Opt("--replace", Words("write over an older backup", "覆盖旧备份"), type=FLAG),),
    ("salestui backup ~/sales.backup",),
)
restore = Spec(
    Words(
        "Brings a backup back where no workspace is yet.",
        "在没有工作区的数据目录中恢复备份。",
    ),
    bring_back,
    (FILE,),
    examples=("salestui restore ~/sales.backup",),
)
