"""What the palette offers: keys, kinds, screens, weeks and themes, all from their tables."""

from __future__ import annotations

from cockpit import themes
from cockpit.app import SCREENS
from screens.choices import Choice
from screens.shell import ShellScreen
from screens.shell_keys import LEADER_KEYS

SKIPPED = frozenset({"go", "palette", "clear"})
"""Keys that make no sense from the palette itself."""

WEEKS = (
    ("last week", "Look at the week before", "[", "week.previous"),
    ("this week", "Back to today", "T", "day.today"),
)
"""What people call keys of time, where the screen in front has them: title, words, key, entry."""


def everything(front: ShellScreen, theme: str) -> list[Choice]:
    """All that can be done with this screen in front and this theme."""
    known = {entry.id for entry in front.all_keys()}
    rows = [choice for choice in front.choices() if choice.answer.partition(" ")[2] not in SKIPPED]
    rows += [
        Choice(entry.key, f"go to {entry.title}", entry.help, f"screen {entry.mode}")
        for entry in SCREENS
        if entry.mode != front.app.current_mode
    ]
    rows += [
        Choice(f"g {key.shown}", key.label, key.help.rstrip("."), f"leader {key.id}")
        for key in LEADER_KEYS
        if key.id != "leave"
    ]
    rows += [
        Choice(key, title, words, f"key {entry}") for title, words, key, entry in WEEKS if entry in known
    ]
    rows += [
        Choice("", f"theme {word}", "the colours", f"theme {word}", "it is on" if name == theme else "")
        for word, name in themes.NAMES.items()
    ]
    return rows
