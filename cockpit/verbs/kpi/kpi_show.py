"""The part of ``cockpit kpi`` that opens one number: its formula with both counts, and the records behind it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, markdown, markdown_table, text_table
from cockpit.verbs.kpi.which_kpi import add_whose, period_asked, row_facts, scope_of
from cockpit.verbs.leads.which_lead import most_listed
from data.calendar.periods import Period
from data.kernel.ids import reference
from data.kpi.kpi import Kpi, kpi
from data.kpi.measure import Behind
from data.kpi.measures import measure_of
from data.kpi.opened import Split, called_of, records_of, splits_of
from data.kpi.scope import Scope, of_person
from data.kpi.scorecard import Row, judge
from data.kpi.units import figure_words
from data.kpi.words import counts_words, lacks_words, record_words, target_words, uncounted_words
from data.people.person import everybody, handles_by_id
from data.records.own_currency import company_currency

if TYPE_CHECKING:
    from cockpit.session import Session

Table = Callable[[Sequence[Column], Sequence[Sequence[object]]], str]
"""What draws a table."""
_MOST = 20


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    shower = parts.add(
        "show", "one KPI with the records behind it", "cockpit kpi show win-rate --of ben", _show
    )
    shower.add_argument("kpi", metavar="KPI", help="its code or name")
    add_whose(shower)
    shower.add_argument(
        "-n", dest="most", type=most_listed, default=_MOST, metavar="N", help=f"how many records ({_MOST})"
    )
    shower.add_argument("--each", action="store_true", help="of each of the people, in place of the records")
    form = shower.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help="as a page of Markdown")
    form.add_argument("--json", action="store_true", help="all of it, for machines")


def _show(options: argparse.Namespace, session: Session) -> int:
    store, zone, now = session.store, session.person.zone, session.now
    wanted, scope = kpi(options.kpi), scope_of(options, session)
    period = period_asked(options, session, wanted)
    if options.each:
        return _show_each(options, session, wanted, scope, period)
    row = judge(store, wanted.code, scope, period, zone, now)
    period = row.period
    splits = splits_of(store, wanted, scope, period, zone, now)
    records = records_of(store, wanted, scope, period, zone, now)
    handles = handles_by_id(store)
    if options.json:
        facts = row_facts(row, handles)
        say_json(
            {
                "of": scope.title,
                **facts,
                "by": [{"what": one.name, "value": _units(one.value.figure)} for one in splits],
                "behind": [_record_facts(one, handles) for one in records],
            }
        )
        return 0
    table = table_of(options)
    title = f"{wanted.name} of {scope.title}, {period.label}"
    print(f"# {markdown(title)}\n" if options.md else title)
    for line in _lines(row, session):
        print(f"- {markdown(line)}" if options.md else line)
    if splits:
        print(f"\n{_splits(row, splits, session, table)}")
    if records:
        print(f"\n{_records(row, records[: options.most], handles, session, table)}")
    if len(records) > options.most:
        print(f"and {len(records) - options.most:,} more: -n {len(records)}")
    return 0


def table_of(options: argparse.Namespace) -> Table:
    """How tables are drawn: as Markdown where that is asked for, else as wide as the screen."""
    return markdown_table if options.md else lambda columns, rows: text_table(columns, rows, screen_width())


def _show_each(
    options: argparse.Namespace, session: Session, wanted: Kpi, scope: Scope, period: Period
) -> int:
    """The KPI of each person of the scope, by name."""
    store, zone, now, currency = session.store, session.person.zone, session.now, _currency(session)
    found = [
        (person, judge(store, wanted.code, of_person(store, session.person, person), period, zone, now))
        for person in scope.people
    ]
    if options.json:
        handles = handles_by_id(store)
        say_json([{"person": person.handle, **row_facts(row, handles)} for person, row in found])
        return 0
    columns = [
        Column("person", least=12), Column("value", True), Column("made of", True, drop=2), Column("target", True),
        Column("verdict"), Column("before", True, drop=1),
    ]  # fmt: skip
    rows = [
        (
            person.name, figure_words(wanted.unit, row.value.figure, currency),
            counts_words(wanted, row.value, currency), target_words(wanted, row.target, currency), row.word,
            figure_words(wanted.unit, row.before.figure, currency),
        )
        for person, row in found
    ]  # fmt: skip
    title = f"{wanted.name}, {found[0][1].period.label if found else period.label}: {wanted.formula}"
    print(f"# {markdown(title)}\n" if options.md else title)
    print(table_of(options)(columns, rows))
    return 0


def _lines(row: Row, session: Session) -> list[str]:
    wanted, currency = row.kpi, _currency(session)
    value = figure_words(wanted.unit, row.value.figure, currency)
    lines = [f"{value}   {wanted.formula}: {counts_words(wanted, row.value, currency)}"]
    if row.target is not None:
        owner = f", owned by {_owner(row, session)}" if row.target.owner_id else ""
        due = f", due {row.target.due}" if row.target.due else ""
        lines.append(
            f"target {target_words(wanted, row.target, currency)} ({row.target.level}{owner}{due}): {row.word}"
        )
    if lacks := lacks_words(row.target):
        lines.append(f"{lacks}: cockpit kpi target {wanted.code} VALUE --owner WHO --due DAY")
    before, earlier = (
        figure_words(wanted.unit, one.figure, currency) for one in (row.before, row.year_before)
    )
    lines.append(f"period before {before}, a year before {earlier}")
    measure = measure_of(wanted)
    if row.value.uncounted:
        lines.append(f"{row.value.uncounted:,} in no sum: {uncounted_words(wanted)}")
    if measure is not None and measure.enters and not row.value.records:
        lines.append(f"Nothing has been entered. Enter it: cockpit kpi add {measure.enters} TITLE")
    if wanted.reads and not row.value.records:
        lines.append(f"Nothing has been entered. Enter it: cockpit kpi set {wanted.code} VALUE")
    return lines


def _owner(row: Row, session: Session) -> str:
    owner = row.target.owner_id if row.target else None
    return next((person.handle for person in everybody(session.store) if person.id == owner), "")


def _splits(row: Row, splits: Sequence[Split], session: Session, table: Table) -> str:
    currency = _currency(session)
    columns = [Column("by"), Column("value", True), Column("made of", True)]
    rows = [
        (
            one.name or "the rest",
            figure_words(row.kpi.unit, one.value.figure, currency),
            counts_words(row.kpi, one.value, currency),
        )
        for one in splits
    ]
    return table(columns, rows)


def _records(
    row: Row, records: Sequence[Behind], handles: dict[int, str], session: Session, table: Table
) -> str:
    columns = [
        Column("day"), Column("what", drop=3), Column("record", least=16), Column("part", True), Column("whole", True),
        Column("by", drop=2), Column("whose", drop=2), Column("reference", drop=1),
    ]  # fmt: skip
    currency, called = _currency(session), called_of(session.store, records)
    rows = [
        (
            one.day.isoformat(), one.record, named.name, *record_words(row.kpi, one.part, one.whole, currency),
            one.split, handles.get(one.person_id or 0, "nobody"), reference(one.id),
        )
        for one, named in zip(records, called, strict=True)
    ]  # fmt: skip
    return table(columns, rows)


def _record_facts(record: Behind, handles: dict[int, str]) -> dict[str, Any]:
    return {
        "record": record.record,
        "reference": reference(record.id),
        "person": handles.get(record.person_id or 0),
        "day": record.day.isoformat(),
        "part": record.part,
        "whole": record.whole,
        "by": record.split,
    }


def _units(figure: float | None) -> float | None:
    return None if figure is None else round(figure / 100, 4)


def _currency(session: Session) -> str:
    return company_currency(session.store)
