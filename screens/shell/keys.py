"""The keys that hold on every screen, and those behind the leader ``g``."""

from __future__ import annotations

from widgets.keys import KeyEntry, Keymap

SHELL_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="undo",
        keys=("u",),
        action="undo",
        label="undo",
        help="Take back your last change, and say which.",
        group="Change",
        rank=1,
        stands_last=True,
        also="back mistake wrong",
        asks_nothing=True,
    ),
    KeyEntry(
        id="redo",
        keys=("U", "ctrl+r"),
        action="redo",
        label="redo",
        help="Bring back what undo took back.",
        group="Change",
        rank=85,
        also="again",
        asks_nothing=True,
    ),
    KeyEntry(
        id="go",
        keys=("g",),
        action="app.go",
        label="go to",
        help="Go to another screen: shows the letters that follow.",
        group="Go",
        rank=2,
        stands_last=True,
        also="screens switch",
    ),
    KeyEntry(
        id="palette",
        keys=("ctrl+p",),
        action="app.palette",
        label="all",
        help="Find anything by name: what can be done, and records.",
        group="Go",
        rank=80,
        also="search find command leads",
    ),
    KeyEntry(
        id="help",
        keys=("question_mark", "f1"),
        action="app.help",
        label="help",
        help="Explain this screen and its keys.",
        group="Go",
        rank=3,
        stands_last=True,
        also="keys",
    ),
    KeyEntry(
        id="quit",
        keys=("ctrl+q",),
        action="app.quit",
        label="quit",
        help="Leave. Everything logged is on disk.",
        group="Go",
        rank=4,
        stands_last=True,
        also="q exit leave close end stop",
    ),
    KeyEntry(
        id="clear",
        keys=("escape",),
        action="clear",
        label="clear",
        help="Forget a number typed so far; clear the message.",
        group="Change",
    ),
)
"""Keys of every screen."""

COUNT_HELP = (
    ("0-9", "A number multiplies: 12c is one entry of 12 calls."),
    ("a-z", "A kind's letter logs one of it at once:"),
)
"""The rows of the help page on logging."""

BEHIND_LEADER = "g."
"""What stands before the id of a key behind the leader, where a person changes it."""


def leader_of(keymap: Keymap) -> str:
    """How the leader key is printed."""
    return keymap.of(next(entry for entry in SHELL_KEYS if entry.id == "go")).shown


LEADER_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="top",
        keys=("g",),
        action="first_row",
        label="first row",
        help="Go to the first row of the list.",
        group="Go",
    ),
    KeyEntry(
        id="theme",
        keys=("l",),
        action="app.next_theme",
        label="next theme",
        help="Change the colours: dark, light, plain.",
        group="Go",
    ),
    KeyEntry(
        id="unfinished",
        keys=("u",),
        action="app.take_up",
        label="unfinished",
        help="Take up what was half typed when the last session ended.",
        group="Go",
        also="draft note lost",
    ),
    KeyEntry(
        id="notices",
        keys=("n",),
        action="app.notices",
        label="notices",
        help="What others said to you: read it, answer.",
        group="Go",
        also="comments messages mentions thread",
    ),
    KeyEntry(
        id="quiet",
        keys=("z",),
        action="app.quiet",
        label="quiet",
        help="No bell and no notification for now; or again.",
        group="Go",
        also="alerts bell notification silence sound",
    ),
    KeyEntry(
        id="leave",
        keys=("q",),
        action="app.quit",
        label="quit",
        help="Leave.",
        group="Go",
        also="q exit close end stop",
    ),
)
"""Keys behind ``g`` beside the screens' letters."""


def chord(keymap: Keymap, entry_id: str) -> str:
    """How the leader key and one behind it are printed."""
    entry = next(entry for entry in LEADER_KEYS if entry.id == entry_id)
    return f"{leader_of(keymap)} {keymap.of(entry, BEHIND_LEADER).shown}"
