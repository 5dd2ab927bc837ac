"""``cockpit points import``: bring activities in from a spreadsheet of the week or a CRM's export."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cockpit.imports.run import run_import
from cockpit.imports.verb import ImportVerb, MeaningOption, add_options
from cockpit.session import Session
from data.calendar.days import monday_of, week_label
from data.files.findings import counted
from data.people.goal import points_words
from data.people.person import everybody

if TYPE_CHECKING:
    from data.imports.plan import Plan
    from data.imports.spec import ImportSpec

EXAMPLE = """Examples:
  cockpit points import week47.xlsx
  cockpit points import week47.csv --week 2026-W47 --kinds "Coffee chats=conversation, Training=none"
  cockpit points import activities.csv --owner "pam.beesly@example.com=pam" --remember --dry-run

A sheet of kinds by days is keyed by person, day and kind: imported again, a changed number replaces the
one before, and an emptied cell takes its entry away. Records of a CRM are keyed by their own id.
At a terminal it shows what would happen and asks; elsewhere, and with --yes, it imports without asking.
Exit code 1 where rows were rejected; --report FILE lists them."""

_MOST_PEOPLE = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    add_options(parser, IMPORT)


def run(options: argparse.Namespace, session: Session) -> int:
    """Import the files; 0 where every row was taken or needs nothing."""
    return run_import(IMPORT, options, session)


def _activities() -> ImportSpec[Any]:
    from data.points.imports.activity_spec import ACTIVITY_IMPORT

    return ACTIVITY_IMPORT


def _hints() -> Mapping[str, str]:
    """What can be done about rows that are left out, by the reason."""
    from data.points.imports.items import KIND_UNKNOWN, NOT_YOURS, OWNER_UNKNOWN

    return {
        KIND_UNKNOWN.text: "Say what a name counts as: --kinds 'NAME=KIND', or NAME=none to leave it out.",
        OWNER_UNKNOWN.text: "Say whose records they are: --owner 'OWNER=NAME', or OWNER=none to leave them out.",
        NOT_YOURS.text: "Yours are those of your handle, name or e-mail; an admin can map other names.",
    }


def _about_new(plan: Plan[Any], session: Session) -> list[str]:
    """Whose records, of which days and weeks."""
    new = plan.found.new
    if not new:
        return []
    days = {date.fromisoformat(item.day) for item in new}
    mondays = {monday_of(day) for day in days}
    names: dict[int, str] = {person.id: person.name for person in everybody(session.store)}
    people = Counter(names[item.person_id] for item in new)
    shown = ", ".join(f"{name} {count:,}" for name, count in people.most_common(_MOST_PEOPLE))
    more = f" and {len(people) - _MOST_PEOPLE} more" if len(people) > _MOST_PEOPLE else ""
    weeks = (
        f"{week_label(min(mondays))} to {week_label(max(mondays))}"
        if len(mondays) > 1
        else week_label(min(mondays))
    )
    what = f"{counted(len(new), 'entry', 'entries')}, {points_words(plan.found.points, '+,')}"
    span = f"{min(days)} to {max(days)}, {counted(len(mondays), 'week')} ({weeks})"
    return ["", f"  New: {what}, {span}", f"  People: {shown}{more}"]


IMPORT = ImportVerb(
    _activities,
    "a spreadsheet (XLSX, CSV) or an export of activities (JSON too)",
    meanings=MeaningOption(
        "--kinds",
        "kind",
        "'Call/Connected=conversation'",
        "what a name in the file counts as: Call/Connected=conversation, Training=none",
    ),
    takes_week=True,
    for_others=True,
    hints=_hints,
    about_new=_about_new,
    worth=lambda points: points_words(points, "+,"),
)
