"""What the palette offers: keys, kinds, screens, weeks and themes, all from their tables; and leads."""

from __future__ import annotations

from cockpit import themes
from cockpit.screen_list import SCREENS
from data.leads.find import best_matches
from data.leads.lead import Lead
from screens.shell.choices import Choice
from screens.shell.desk import Desk
from screens.shell.keys import BEHIND_LEADER, LEADER_KEYS, leader_of
from screens.shell.main_screen import MainScreen
from screens.shell.palette import Finder
from widgets.keys import Keymap, printed

SKIPPED = frozenset({"go", "palette", "clear"})
"""Keys that make no sense from the palette itself."""

WEEKS = (
    Choice(key="[", title="last week", group="Look at the week before", answer="key week.previous"),
    Choice(key="T", title="this week", group="Back to today", answer="key day.today"),
)
"""What people call keys of time, where the screen in front has them."""

MOST_LEADS = 8


def leads_of(desk: Desk) -> Finder:
    """What finds the leads that whoever sits at the keys may read."""

    async def find(query: str) -> list[Choice]:
        leads = await desk.read(best_matches, desk.actor, query, MOST_LEADS)
        return [_lead_choice(lead) for lead in leads]

    return find


def _lead_choice(lead: Lead) -> Choice:
    """What a lead is called, and what tells it from others."""
    about = (lead.company if lead.name else "", "" if lead.open else lead.status)
    return Choice(
        key="lead",
        title=lead.name or lead.company or lead.first_email or lead.first_phone,
        group=", ".join(part for part in about if part),
        answer=f"record inbox {lead.id}",
    )


def places(keymap: Keymap) -> list[Choice]:
    """The screens that one can go to, with the keys that a person has for them."""
    return [
        Choice(
            key=entry.key.upper() if entry.key.startswith("f") else printed(entry.key),
            title=f"go to {entry.title}",
            group=entry.help,
            answer=f"screen {entry.mode}",
            also=f"{leader_of(keymap)} {entry.letter}",
        )
        for entry in (entry.by(keymap) for entry in SCREENS)
    ]


def everything(front: MainScreen, theme: str) -> list[Choice]:
    """All that can be done with this screen in front and this theme."""
    held = {entry.id for entry in front.all_keys()}
    rows = [choice for choice in front.choices() if choice.answer.partition(" ")[2] not in SKIPPED]
    keymap = front.desk.keymap
    rows += [place for place in places(keymap) if place.answer != f"screen {front.app.current_mode}"]
    rows += [
        Choice(
            key=f"{leader_of(keymap)} {key.shown}",
            title=key.label,
            group=key.help.rstrip("."),
            answer=f"leader {key.id}",
        )
        for key in keymap.table(LEADER_KEYS, BEHIND_LEADER)
        if key.id != "leave"
    ]
    rows += [choice for choice in WEEKS if choice.answer.removeprefix("key ") in held]
    rows += [
        Choice(
            key="",
            title=f"theme {word}",
            group="the colours",
            answer=f"theme {word}",
            reason="it is on" if name == theme else "",
        )
        for word, name in themes.NAMES.items()
    ]
    return rows
