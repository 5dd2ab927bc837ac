"""``cockpit audit``: who changed what, when, from what to what."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.verbs.records.record_words import instant as iso_instant
from cockpit.words import day, line, shown, whole
from data.audit.told import Auditor, Step, Told
from data.audit.trail import Wanted, steps
from data.calendar.days import day_of, full_moment, instant
from data.kernel.errors import Refused, UsageError
from data.kernel.ids import reference
from data.kernel.text import clean
from data.people.person import Person, find
from data.records.find import Match, referred

if TYPE_CHECKING:
    from cockpit.session import Session
    from data.kernel.store import Store

EXAMPLE = """\
examples:
  cockpit audit
  cockpit audit --by ben --since mon
  cockpit audit --of ana --since 2026-11-16 --until 2026-11-20
  cockpit audit --record acme
  cockpit audit --record 0dqj3v9k2m7xa --json

One reads what oneself and one's team did, and what others did with their records; an admin reads all."""

MOST, FEWEST = 1_000, 1
CHANGES_SHOWN = 12
"""Changes of one step that are printed; --json gives all that are told."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """By whom, of whom, of which record, when."""
    parser.add_argument("--by", type=line, metavar="WHO", help="what somebody did")
    parser.add_argument("--of", type=line, metavar="WHO", help="what was done with somebody's records")
    parser.add_argument("--record", type=line, metavar="WHICH", help="one record: its name or reference")
    parser.add_argument("--since", type=line, metavar="DAY", help="from a day on, as mon, 16/11, 2026-11-16")
    parser.add_argument("--until", type=line, metavar="DAY", help="up to a day")
    parser.add_argument("-n", "--number", type=line, default="50", metavar="N", help="steps at most (50)")
    parser.add_argument("--json", action="store_true", help="the steps for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the steps, the newest first."""
    store, person = session.store, session.person
    most = whole(options.number)
    if most is None or not FEWEST <= most <= MOST:
        raise UsageError(
            f"-n takes a whole number from {FEWEST} to {MOST}, not {shown(options.number)}. Type it like: -n 50"
        )
    wanted = Wanted(
        by=find(store, options.by) if options.by else None,
        of=find(store, options.of) if options.of else None,
        record=_record(store, person, options.record) if options.record else None,
        since=_bound(options.since, session, 0),
        until=_bound(options.until, session, 1),
        most=most,
    )
    auditor = Auditor(store, person.zone)
    found = [auditor.step(entry) for entry in steps(store, person, wanted)]
    if options.json:
        say_json([_facts(step, person) for step in found])
        return 0
    if not found:
        print("Nothing was changed there, or nothing that is yours to read.")
    for step in found:
        print("\n".join(_lines(step, person)))
    if len(found) == most:
        print(
            f"The newest {most}. More: -n {min(2 * most, MOST)}, or a shorter time: --since DAY --until DAY"
        )
    return 0


def _bound(text: str | None, session: Session, after: int) -> int | None:
    """The beginning of a day, or of the one after it, where whoever asks is."""
    if not text:
        return None
    zone = session.person.zone
    named: date = day(text, day_of(session.now, zone), zone) + timedelta(days=after)
    return instant(datetime.combine(named, time(), zone))


def _record(store: Store, person: Person, word: str) -> tuple[str, int]:
    """The record that is meant: by its reference, else the one that has the words in its name."""
    for noun_table, table in store.registry.tables().items():
        if table.called and (identifier := referred_in(store, noun_table, word)) is not None:
            return noun_table, identifier
    matches: list[Match] = [
        match for finder in store.registry.finders() for match in finder(store, person, word, 6)
    ]
    exact = [
        match for match in matches if word.casefold() in (match.title.casefold(), match.about.casefold())
    ]
    likely = exact or matches
    if not likely:
        raise Refused(f"No record that you reach is called {shown(word)}.")
    if len(likely) > 1:
        names = "; ".join(
            f"{match.table} {clean(match.title, 40)} {reference(match.id)}" for match in likely[:6]
        )
        raise Refused(f"{shown(word)} could be several: {names}. Type a reference.")
    return likely[0].table, likely[0].id


def referred_in(store: Store, table: str, word: str) -> int | None:
    """The row of a table that a reference means."""
    has_merges = any(one.column == "merged_into" for one in store.registry.table(table).references)
    return referred(store, table, word) if has_merges else None


def _lines(step: Step, person: Person) -> list[str]:
    entry = step.entry
    whose = f", with records of {clean(step.whose)}" if step.whose else ""
    taken_back = "   (taken back)" if step.undone else ""
    lines = [
        f"{full_moment(entry.at, person.zone)}  {clean(step.who)}{whose}: {clean(entry.summary)}{taken_back}"
    ]
    lines += [f"    {_change(told)}" for told in step.changes[:CHANGES_SHOWN]]
    left = len(step.changes) - CHANGES_SHOWN
    rows = step.more + max(left, 0)
    return [*lines, f"    and {rows:,} more"] if rows else lines


def _change(told: Told) -> str:
    """``lead Ana Costa, Acme: owner Ana Rep \u2192 Ben Rep``; ``activity 3 calls: deleted``."""
    what = f"{told.table.replace('_', ' ')} {told.record}".strip()
    if not told.field:
        return f"{what}: {told.before or told.after}"
    return f"{what}: {told.field} {told.before} \u2192 {told.after}"


def _facts(step: Step, person: Person) -> dict[str, Any]:
    entry = step.entry
    return {
        "at": iso_instant(entry.at, person.zone),
        "by": step.who,
        "of": step.whose or None,
        "command": entry.name,
        "what": entry.summary,
        "reference": reference(entry.id),
        "taken_back": step.undone,
        "changes": [
            {
                "table": told.table, "reference": reference(told.id), "record": told.record,
                "field": told.field or None, "before": told.before or None, "after": told.after or None,
            }
            for told in step.changes
        ],
        "more_rows": step.more,
    }  # fmt: skip
