"""What a command is, the groups of the help screen and the screens that commands work on."""

from __future__ import annotations

from dataclasses import dataclass

from salestui.domain.words import Words

DEAL = "deal"
TASK = "task"
ACCOUNT = "account"
BOARD = "board"
ANY = "any"
SCREENS = "screens"

GROUPS: dict[str, Words] = {
    DEAL: Words("This deal", "这个商机"),
    TASK: Words("This task", "这项任务"),
    ACCOUNT: Words("This account", "这个客户"),
    BOARD: Words("This screen", "这个屏幕"),
    ANY: Words("Everywhere", "各处"),
    SCREENS: Words("Screens", "屏幕"),
}
"""The groups of the help screen, in its order."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for. The screen or the app has a method `do_<id>` for it."""

    id: str
    keys: tuple[str, ...]
    """As written in help: `L`, `?`, `ctrl+p`, `enter`, `esc`; the first is the one shown."""
    group: str
    label: Words
    """A word or two, for the bottom line."""
    help: Words
    """A few words, for help and palette."""
    screens: frozenset[str] = frozenset()
    """Names of the screens where it works; empty means everywhere."""
    row: str = ""
    """Commands with the same row share one line of the help screen."""
    in_text: bool = False
    """Works while a text field has the keyboard."""
    values: tuple[str, ...] = ()
    """What may follow it on the `:` line; it then needs one of them."""
    acts: bool = False
    """Changes something, so it is refused while another day than today is shown."""
    called: str = ""
    """What it is called on the `:` line where that isn't its id."""

    @property
    def name(self) -> str:
        """What it is called on the `:` line."""
        return self.called or self.id.replace("_", "-")

    def works_on(self, screen: str) -> bool:
        """Whether the command exists on a screen."""
        return not self.screens or screen in self.screens


ON_BOARD = frozenset(("board",))
ON_DEAL = frozenset(("deal",))
ON_TODAY = frozenset(("today",))
ON_FIGURE = frozenset(("figure",))
IN_GOALS = frozenset(("goals",))
ON_ACCOUNTS = frozenset(("accounts",))
ON_ACCOUNT = frozenset(("account",))
ACCOUNT_SCREENS = ON_ACCOUNTS | ON_ACCOUNT
WITH_CARDS = ON_BOARD | ON_DEAL
"""Screens that say of a deal all that its card says."""
ON_STAGE = frozenset(("stage",))
SIDEWAYS = WITH_CARDS | ON_ACCOUNT | ON_STAGE
"""Screens on which one also goes to the left and right."""
DEALS = ON_BOARD | ON_DEAL | ON_TODAY | ON_FIGURE
"""Screens that show deals."""
ON_FUNNEL = frozenset(("funnel",))
IN_INBOX = frozenset(("inbox",))
IN_CHANGES = frozenset(("changes",))
ON_CHANGED = frozenset(("changed",))
IN_NEWS = frozenset(("news",))
IN_RECORD = frozenset(("record",))
COUNTED = ON_BOARD | ON_FUNNEL
"""Screens that are about some of the deals and lead to how those changed."""
ON_TASKS = frozenset(("tasks",))
ON_TASK = frozenset(("task",))
IN_LAG = frozenset(("lag",))
IN_REQUESTS = frozenset(("requests",))
IN_PATH = frozenset(("path",))
PATH_SCREENS = IN_PATH | ON_STAGE
LEADS_TO_PATHS = WITH_CARDS | ON_TODAY | ON_TASKS | ON_TASK | ACCOUNT_SCREENS
"""Screens from which a key leads to the sales paths."""
CHOSEN = COUNTED | ON_TODAY | ON_ACCOUNTS | IN_CHANGES | ON_TASKS | IN_LAG | IN_REQUESTS | IN_GOALS
"""Screens that are about some of the records."""
SORTED = ON_BOARD | ON_ACCOUNTS
"""Screens whose order one chooses."""
IN_TEAM = frozenset(("team",))
EXPLAINED = ON_FUNNEL | IN_CHANGES | IN_LAG
"""Screens of figures."""
IN_EXPLANATION = frozenset(("explain",))
DETAILED = IN_INBOX | IN_NEWS | IN_RECORD | IN_PATH
"""Screens of a list with the details of one line below it."""
PAGED = ON_DEAL | ON_ACCOUNT | IN_INBOX | IN_GOALS | PATH_SCREENS
"""Screens with pages."""
ON_LINES = (
    ON_CHANGED
    | IN_TEAM
    | ON_TASKS
    | ON_TASK
    | ON_STAGE
    | DETAILED
    | IN_EXPLANATION
    | IN_GOALS
    | IN_REQUESTS
)
"""Screens of lines that are no deals."""
ENDS = DEALS | ACCOUNT_SCREENS | EXPLAINED | ON_LINES
LISTS = ENDS
"""Screens that one goes up and down on."""
IN_HELP = frozenset(("help",))


def a_command(
    id: str,
    keys: str,
    group: str,
    label: tuple[str, str],
    help: tuple[str, str] | None = None,
    *,
    on: frozenset[str] = frozenset(),
    row: str = "",
    in_text: bool = False,
    values: tuple[str, ...] = (),
    acts: bool = False,
    called: str = "",
) -> Command:
    """A line of the table below: keys apart by spaces, words in English and Chinese."""
    return Command(
        id=id,
        keys=tuple(keys.split()),
        group=group,
        label=Words(*label),
        help=Words(*(help or label)),
        screens=on,
        row=row,
        in_text=in_text,
        values=values,
        acts=acts,
        called=called,
    )
