"""`salestui task add|set|assign|start|done|drop|lag|output`."""

from __future__ import annotations

from salestui.cli import output
from salestui.cli.session import Session
from salestui.cli.spec import Arg, Opt, Spec
from salestui.cli.telling import MISSING
from salestui.cli.writes import DRY_RUN, joined, perform, records, split_pairs, typed
from salestui.domain.change import Act
from salestui.domain.load import Picker
from salestui.domain.problems import InputProblem, NotFound, Refused, UsageProblem
from salestui.domain.refs import find
from salestui.domain.schema import LAG_REASONS
from salestui.domain.snapshot import Snapshot
from salestui.domain.tasks import is_open
from salestui.domain.words import Words
from salestui.services import tasks as services
from salestui.services.context import Context
from salestui.services.surveys import raise_surveys

NOBODY = Words("Nobody can be suggested for {task}", "找不到可承接“{task}”的人")
NAME_ONE = Words("Name a member with --to", "请用 --to 指定成员")
NO_WORDS = Words("This takes no words", "此命令不带其他词")
NO_REASON = Words("{text} is no lag reason", "没有滞后原因“{text}”")
WHY_LATE = Words("Give the reason with --reason", "请用 --reason 指定原因")
REOPEN_HOW = Words(
    "`salestui task set REF status=todo` opens it again",
    "可用 `salestui task set REF status=todo` 重新打开",
)
SKIPPED = Words("{n} finished already and left as they are", "{n} 项任务早已结束，未改动")
REASONS = Words(", ".join(LAG_REASONS), "、".join(words.zh for words in LAG_REASONS.values()))


def add(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Plan a task."""
    names, pairs = split_pairs(words)
    given = [*([("title", " ".join(names))] if names else []), *pairs]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.add_task(snapshot, ctx, typed("tasks", given, {}, snapshot, ctx))

    perform(session, "tasks", use_case, dry_run=dry_run)


def change(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Set fields of tasks."""
    first, *rest = words
    names, pairs = split_pairs(rest)
    if not pairs:
        raise UsageProblem(MISSING.fill(name=Words("FIELD=VALUE", "字段=值")))
    docs = records(session, "tasks", " ".join([first, *names]))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        acts = [
            services.set_task(snapshot, ctx, doc["_id"], typed("tasks", pairs, doc, snapshot, ctx))
            for doc in docs
        ]
        return joined("task.set", acts)

    perform(session, "tasks", use_case, dry_run=dry_run)


def assign(session: Session, words: tuple[str, ...], to: str, dry_run: bool) -> None:
    """Give tasks their owner: the one named, else for each the one who suits best."""
    docs = records(session, "tasks", " ".join(words))

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        if to.strip():
            member = str(find(snapshot, "members", to)["_id"])
            return services.assign(snapshot, ctx, {doc["_id"]: member for doc in docs})
        picker = Picker(snapshot, ctx.today)
        owners = {doc["_id"]: picker.pick(doc) for doc in docs}
        for doc in docs:
            if not owners[doc["_id"]]:
                raise NotFound(NOBODY.fill(task=str(doc.get("title", ""))), hint=NAME_ONE)
        return services.assign(snapshot, ctx, owners)

    perform(session, "tasks", use_case, dry_run=dry_run)


def _ends(status: str) -> Spec:
    says = {
        "doing": Words("Says that a task is being worked on.", "标记任务进行中。"),
        "waiting": Words("Says that a task waits for somebody.", "标记任务等待中。"),
        "done": Words("Says that a task is done.", "标记任务完成。"),
        "dropped": Words("Gives a task up.", "取消任务。"),
    }

    def body(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
        ids = [doc["_id"] for doc in records(session, "tasks", " ".join(words))]
        skipped: dict[str, int] = {}

        def use_case(snapshot: Snapshot, ctx: Context) -> Act:
            ended = sum(not is_open(snapshot.get("tasks", id) or {}) for id in ids)
            skipped["skipped"] = ended
            try:
                return services.work_on(snapshot, ctx, ids, status)
            except Refused as problem:
                problem.hint = REOPEN_HOW if ended == len(ids) else problem.hint
                raise

        perform(session, "tasks", use_case, dry_run=dry_run, more=skipped)
        if skipped["skipped"] and not session.json:
            output.put([SKIPPED.fill(n=skipped["skipped"]).say(session.lang)])

    return Spec(says[status], body, (OLD,), (DRY_RUN,), (f"salestui task {VERB[status]} T-4",))


def lag(session: Session, words: tuple[str, ...], reason: str, note: str, dry_run: bool) -> None:
    """Say why tasks lag."""
    docs = records(session, "tasks", " ".join(words))
    key = _reason(reason)

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.log_lag(snapshot, ctx, [doc["_id"] for doc in docs], key, note)

    perform(session, "tasks", use_case, dry_run=dry_run)


def _reason(text: str) -> str:
    """The key of a lag reason that is called so in either language. Raises InputProblem."""
    wanted = text.strip().casefold()
    if not wanted:
        raise InputProblem(WHY_LATE, hint=REASONS, where="--reason")
    for key, words in LAG_REASONS.items():
        if wanted in (key, words.en.casefold(), words.zh):
            return key
    raise InputProblem(NO_REASON.fill(text=text), hint=REASONS, where="--reason")


def bring(session: Session, words: tuple[str, ...], text: str, dry_run: bool) -> None:
    """One more thing that a task is to bring."""
    doc = records(session, "tasks", " ".join(words))[0]

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.add_output(snapshot, ctx, doc["_id"], text)

    perform(session, "tasks", use_case, dry_run=dry_run)


def surveys(session: Session, words: tuple[str, ...], dry_run: bool) -> None:
    """Make this quarter's survey of every customer who was not asked yet."""
    if words:
        raise UsageProblem(NO_WORDS, where=" ".join(words))
    perform(session, "tasks", raise_surveys, dry_run=dry_run)


def hand_over(session: Session, words: tuple[str, ...], to: str, dry_run: bool) -> None:
    """Give a leaver's open tasks and deals and the accounts to somebody else."""
    snapshot = session.present().snapshot
    if not to.strip():
        raise UsageProblem(MISSING.fill(name="--to"), hint=NAME_ONE)
    leaver = str(find(snapshot, "members", " ".join(words))["_id"])
    heir = str(find(snapshot, "members", to)["_id"])

    def use_case(snapshot: Snapshot, ctx: Context) -> Act:
        return services.hand_over(snapshot, ctx, leaver, {"": heir})

    perform(session, "tasks", use_case, dry_run=dry_run)


VERB = {"doing": "start", "waiting": "wait", "done": "done", "dropped": "drop"}
NEW = Arg("words", "TITLE FIELD=VALUE...", required=True, many=True)
OLD = Arg("words", "REF|FILTER", required=True, many=True)
OLD_PAIRS = Arg("words", "REF|FILTER FIELD=VALUE...", required=True, many=True)
spec: dict[str, Spec] = {
    "add": Spec(
        Words("Plans a task.", "新建任务。"),
        add,
        (NEW,),
        (DRY_RUN,),
        ('salestui task add "call Ms Qiu" deal=Jiading due=fri owner=hao',),
    ),
    "set": Spec(
        Words("Sets fields of a task, or of all that match.", "修改一个或所有符合条件的任务。"),
        change,
        (OLD_PAIRS,),
        (DRY_RUN,),
        ("salestui task set T-4 due=+3d",),
    ),
    "assign": Spec(
        Words(
            "Gives tasks their owner: the one named, else whoever suits best.",
            "指派负责人；不指定时按特长与负荷推荐。",
        ),
        assign,
        (OLD,),
        (Opt("--to", Words("the member", "成员"), "MEMBER"), DRY_RUN),
        ("salestui task assign T-4 --to hao", "salestui task assign is:unowned"),
    ),
    **{name: _ends(status) for status, name in VERB.items()},
    "handover": Spec(
        Words(
            "Gives all that a member owns and that is open to another one, as one act.",
            "把某成员未完成的任务、商机与客户一次交接给另一成员。",
        ),
        hand_over,
        (Arg("words", "MEMBER", required=True, many=True),),
        (Opt("--to", Words("who takes it over", "接手人"), "MEMBER"), DRY_RUN),
        ("salestui task handover lei --to min",),
    ),
    "surveys": Spec(
        Words(
            "Makes this quarter's satisfaction survey of every customer who was not asked yet; the"
            " app makes its user's by itself.",
            "为本季尚未调研的老客户生成满意度调研任务；应用会自动生成自己客户的。",
        ),
        surveys,
        (Arg("words", "", required=False, many=True),),
        (DRY_RUN,),
        ("salestui task surveys --dry-run",),
    ),
    "lag": Spec(
        Words("Says why a task lags.", "登记滞后原因。"),
        lag,
        (OLD,),
        (
            Opt("--reason", Words("silent, resources, scope, …", "客户无回应、需求变更等"), "KEY"),
            Opt("--note", Words("a few words more", "补充说明")),
            DRY_RUN,
        ),
        ("salestui task lag T-4 --reason silent",),
    ),
    "output": Spec(
        Words("Adds something that a task is to bring.", "为任务增加一项产出。"),
        bring,
        (OLD,),
        (Opt("--text", Words("what it is", "产出内容")), DRY_RUN),
        ('salestui task output T-4 --text "signed note"',),
    ),
}
"""The verbs under `salestui task`."""
