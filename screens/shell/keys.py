"""The keys that hold on every screen, and those behind the leader ``g``."""

from __future__ import annotations

from widgets.keys import KeyEntry

SHELL_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry("undo", ("u",), "u", "undo", "undo", "Take back your last change, and say which.", "Change", 20),
    KeyEntry("redo", ("U", "ctrl+r"), "U", "redo", "redo", "Bring back what undo took back.", "Change", 85),
    KeyEntry(
        "go", ("g",), "g", "app.go", "go to", "Go to another screen: shows the letters that follow.", "Go", 60
    ),
    KeyEntry(
        "palette",
        ("ctrl+p",),
        "ctrl+p",
        "app.palette",
        "all",
        "Find anything by name: what can be done, and leads.",
        "Go",
        80,
    ),
    KeyEntry(
        "help", ("question_mark", "f1"), "?", "help", "help", "Explain this screen and its keys.", "Go", 10
    ),
    KeyEntry(
        "quit", ("ctrl+q",), "ctrl+q", "app.quit", "quit", "Leave. Everything logged is on disk.", "Go", 90
    ),
    KeyEntry(
        "clear",
        ("escape",),
        "esc",
        "clear",
        "clear",
        "Forget a number typed so far; clear the message.",
        "Change",
    ),
)
"""Keys of every screen."""

COUNT_HELP = (
    ("0-9", "A number multiplies: 12c is one entry of 12 calls."),
    ("a-z", "A kind's letter logs one of it at once:"),
)
"""The rows of the help page on logging."""

LEADER_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry("top", ("g",), "g", "first_row", "first row", "Go to the first row of the list.", "Go"),
    KeyEntry(
        "theme", ("t",), "t", "app.next_theme", "next theme", "Change the colours: dark, light, plain.", "Go"
    ),
    KeyEntry("leave", ("q",), "q", "app.quit", "quit", "Leave.", "Go"),
)
"""Keys behind ``g`` beside the screens' letters."""
