"""What the palette offers: keys, kinds, screens, weeks and themes, all from their tables; and leads."""

from __future__ import annotations

from cockpit import themes
from cockpit.app import SCREENS
from data.leads.find import best_matches
from data.leads.lead import Lead
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.keys import LEADER_KEYS
from screens.shell.main_screen import ShellScreen
from screens.shell.palette import Finder

SKIPPED = frozenset({"go", "palette", "clear"})
"""Keys that make no sense from the palette itself."""

WEEKS = (
    ("last week", "Look at the week before", "[", "week.previous"),
    ("this week", "Back to today", "T", "day.today"),
)
"""What people call keys of time, where the screen in front has them: title, words, key, entry."""

MOST_LEADS = 8


def leads_of(desk: Desk) -> Finder:
    """What finds the leads that whoever sits at the keys may read."""

    async def find(query: str) -> list[Choice]:
        leads = await desk.read(best_matches, desk.actor, query, MOST_LEADS)
        return [Choice("lead", *_called(lead), f"lead {lead.id}") for lead in leads]

    return find


def _called(lead: Lead) -> tuple[str, str]:
    """What a lead is called, and what tells it from others."""
    title = lead.name or lead.company or lead.first_email or lead.first_phone
    about = (lead.company if lead.name else "", "" if lead.open else lead.status)
    return title, ", ".join(part for part in about if part)


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
