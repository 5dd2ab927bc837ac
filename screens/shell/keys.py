"""The keys that hold on every screen, and those behind the leader ``g``."""

from __future__ import annotations

from widgets.keys import KeyEntry

SHELL_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="undo",
        keys=("u",),
        shown="u",
        action="undo",
        label="undo",
        help="Take back your last change, and say which.",
        group="Change",
        rank=20,
    ),
    KeyEntry(
        id="redo",
        keys=("U", "ctrl+r"),
        shown="U",
        action="redo",
        label="redo",
        help="Bring back what undo took back.",
        group="Change",
        rank=85,
    ),
    KeyEntry(
        id="go",
        keys=("g",),
        shown="g",
        action="app.go",
        label="go to",
        help="Go to another screen: shows the letters that follow.",
        group="Go",
        rank=60,
    ),
    KeyEntry(
        id="palette",
        keys=("ctrl+p",),
        shown="ctrl+p",
        action="app.palette",
        label="all",
        help="Find anything by name: what can be done, leads, deals.",
        group="Go",
        rank=80,
    ),
    KeyEntry(
        id="help",
        keys=("question_mark", "f1"),
        shown="?",
        action="help",
        label="help",
        help="Explain this screen and its keys.",
        group="Go",
        rank=10,
    ),
    KeyEntry(
        id="quit",
        keys=("ctrl+q",),
        shown="ctrl+q",
        action="app.quit",
        label="quit",
        help="Leave. Everything logged is on disk.",
        group="Go",
        rank=90,
    ),
    KeyEntry(
        id="clear",
        keys=("escape",),
        shown="esc",
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

LEADER_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="top",
        keys=("g",),
        shown="g",
        action="first_row",
        label="first row",
        help="Go to the first row of the list.",
        group="Go",
    ),
    KeyEntry(
        id="theme",
        keys=("t",),
        shown="t",
        action="app.next_theme",
        label="next theme",
        help="Change the colours: dark, light, plain.",
        group="Go",
    ),
    KeyEntry(id="leave", keys=("q",), shown="q", action="app.quit", label="quit", help="Leave.", group="Go"),
)
"""Keys behind ``g`` beside the screens' letters."""
