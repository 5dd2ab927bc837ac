"""``cockpit board``: the nine numbers, by role, person and period, and the records behind each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.text_tables import WHOLE, Column, text_table
from cockpit.words import line
from data.board.board import Board, Figure, Line, board_side_by_side, opened
from data.board.numbers import NUMBERS, Number, lives_by, number_named, ordered
from data.board.words import beside_words, counts_words, unknown_words, value_words
from data.calendar.days import day_of, short_date
from data.calendar.periods import Period, parse_period
from data.deals.period import Period as DealPeriod
from data.deals.way import unknown_ways
from data.kernel.errors import Refused, UsageError
from data.kernel.ids import reference
from data.kernel.text import clean
from data.kpi.measure import Behind
from data.kpi.meetings import SetMeetingKinds
from data.kpi.opened import Called, called_of
from data.kpi.units import SCALE
from data.kpi.words import record_words
from data.people.person import Person, find, handles_by_id
from data.people.reach import may_read
from data.people.sales_roles import CODES
from data.points.kinds import all_kinds
from data.records.own_currency import company_currency

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit board
  cockpit board --person ana --period "last quarter"
  cockpit board --role LGE --each
  cockpit board --open 6 --period 2026-11
  cockpit board --meetings discovery demo --json

Numbers go by their place on the board: 1 leads, 2 handed over, 3 meetings, 4 requested, 5 presented,
6 closed, 7 worth of a sale, 8 how long customers stay, 9 how much they grow."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose board, and of which period."""
    parser.add_argument(
        "--person", type=line, default="", metavar="WHO", help="one person's (yours, or your team's)"
    )
    parser.add_argument(
        "--role", type=line, default="", metavar="ROLE", help=f"of a role: {', '.join(CODES)}"
    )
    parser.add_argument("--each", action="store_true", help="a line for each person")
    parser.add_argument(
        "--period",
        default="month",
        metavar="PERIOD",
        help="as week, last quarter, 2026-11 or 2026-Q4 (month)",
    )
    parser.add_argument("--open", type=line, default="", metavar="NUMBER", help="the records of a number")
    parser.add_argument(
        "--meetings", nargs="+", type=line, metavar="KIND", help="say which kinds of activity are meetings"
    )
    parser.add_argument("--json", action="store_true", help="the numbers for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Print the board, or open one of its numbers."""
    if options.meetings:
        result = session.apply(SetMeetingKinds, kinds=tuple(options.meetings))
        return say_result(session, result, as_json=options.json)
    period = parse_period(options.period, day_of(session.now, session.person.zone))
    board = board_side_by_side(session.store, session.person, period, session.now)
    whose, people, role = _whose(options, session, board)
    if options.open:
        return _open(number_named(options.open), people, options, session, period)
    ways = unknown_ways(session.store, session.person, DealPeriod(*period.instants(session.person.zone)))
    unknown = sum(count for person, count in ways.items() if people is None or person in people)
    if options.json:
        facts = {**_facts(board, people, role), "history_unknown": unknown}
        say_json({"period": period.label, "of": whose, **facts})
        return 0
    print(f"{whose}   {period.label}, {_days(period, session)}")
    if options.each:
        _print_each(board, people, role)
    else:
        _print_numbers(board, people, role, session)
    for number in NUMBERS:
        if said := unknown_words(number, unknown):
            print(f"{number.place} {number.kpi.name}: {said}")
    return 0


def _whose(
    options: argparse.Namespace, session: Session, board: Board
) -> tuple[str, tuple[int, ...] | None, str]:
    """Whose numbers are told: a word for them, the people's ids (None: of all), and the role that orders them."""
    if options.person and options.role:
        raise UsageError("Say --person WHO or --role ROLE, not both.")
    if options.role:
        role = options.role.upper()
        if role not in CODES:
            raise UsageError(f"{clean(options.role, 20)!r} is no role. Roles: {', '.join(CODES)}.")
        found = board.of_role(role)
        return f"{role}, {len(found)} people", tuple(person.id for person in found), role
    if options.person:
        person = find(session.store, options.person)
        if not may_read(session.store, session.person, person):
            raise Refused(f"{person.name}'s numbers are not yours to read.")
        return _one(person)
    if session.person.leads:
        return "everybody you reach", None, ""
    return _one(session.person)


def _one(person: Person) -> tuple[str, tuple[int, ...], str]:
    role = f", {person.sales_role}" if person.sales_role else ""
    return f"{clean(person.name)}{role}", (person.id,), person.sales_role


def _days(period: Period, session: Session) -> str:
    today = day_of(session.now, session.person.zone)
    return f"{short_date(period.first, today)} to {short_date(period.last, today)}"


def _print_numbers(board: Board, people: tuple[int, ...] | None, role: str, session: Session) -> None:
    kinds = {kind.code: kind.plural for kind in all_kinds(session.store)}
    rows = [
        (
            f"{line.number.place}", line.number.kpi.name, value_words(line.own, board.currency),
            beside_words(line, board.currency), counts_words(line.own, board.currency, kinds),
        )
        for line in board.lines(ordered(role), people)
    ]  # fmt: skip
    columns = [
        Column("", True), Column("number", least=16), Column("value", True, least=WHOLE),
        Column("beside", least=10, is_spare=True), Column("counts", least=10, drop=1, is_spare=True),
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))


def _print_each(board: Board, people: tuple[int, ...] | None, role: str) -> None:
    numbers = ordered(role)
    rows = [
        (
            clean(person.name, 20), person.sales_role,
            *(value_words(one.own, board.currency) for one in board.lines(numbers, (person.id,))),
        )
        for person in board.people
        if people is None or person.id in people
    ]  # fmt: skip
    columns = [Column("person", least=8), Column("role", is_spare=True)]
    columns += [Column(f"{number.place} {number.code.replace('_', ' ')}", True) for number in numbers]
    print(text_table(columns, rows, screen_width()))


def _facts(board: Board, people: tuple[int, ...] | None, role: str) -> dict[str, Any]:
    numbers = ordered(role)
    return {
        "currency": board.currency,
        "role": role,
        "numbers": [_line_facts(one, role) for one in board.lines(numbers, people)],
        "people": [
            {
                "person": person.handle,
                "role": person.sales_role,
                "numbers": {
                    one.number.code: _figure_facts(one.own)
                    for one in board.lines(NUMBERS, (person.id,))
                },
            }
            for person in board.people
            if people is None or person.id in people
        ],
    }  # fmt: skip


def _line_facts(one: Line, role: str) -> dict[str, Any]:
    number = one.number
    return {
        "number": number.place,
        "code": number.code,
        "kpi": number.kpi.code,
        "name": number.kpi.name,
        "unit": number.kpi.unit,
        "formula": number.kpi.formula,
        "lives_by": lives_by(role, number),
        "own": _figure_facts(one.own),
        "beside": None if one.beside is None else _figure_facts(one.beside),
    }


def _figure_facts(figure: Figure) -> dict[str, Any]:
    value, is_mean = figure.value, figure.number.is_mean
    return {
        "value": None if value.figure is None else _units(value.figure),
        "records": value.records,
        "counted": round(value.whole or 0) if is_mean else round(value.part),
        "sum": _units(value.part * SCALE[figure.number.kpi.unit]) if is_mean else None,
        "uncounted": value.uncounted,
        "parts": {part: round(sums.part) for part, sums in figure.parts if part},
    }


def _units(figure: float) -> float:
    """A figure in its unit, as whole a number as it is."""
    units = round(figure / 100, 2)
    return int(units) if units == int(units) else units


def _open(
    number: Number,
    people: tuple[int, ...] | None,
    options: argparse.Namespace,
    session: Session,
    period: Period,
) -> int:
    found = opened(session.store, session.person, number, period, people, session.now)
    called = called_of(session.store, found)
    wanted, currency = number.kpi, company_currency(session.store)
    handles = handles_by_id(session.store)
    if options.json:
        say_json(
            {
                "number": number.code, "kpi": wanted.code, "formula": wanted.formula, "period": period.label,
                "records": [_opened_facts(*one, number, handles) for one in zip(found, called, strict=True)],
            }
        )  # fmt: skip
        return 0
    print(f"{wanted.name}, {period.label}: {wanted.formula}")
    today = day_of(session.now, session.person.zone)
    rows = [
        (
            short_date(one.day, today), clean(named.name, 40), handles.get(one.person_id or 0, "nobody"), one.split,
            *record_words(wanted, one.part, one.whole, currency), reference(one.id),
        )
        for one, named in zip(found, called, strict=True)
    ]  # fmt: skip
    columns = [
        Column("day", least=6), Column("record", least=12), Column("person", least=6),
        Column("by", is_spare=True, drop=2), Column("part", True), Column("of", True, is_spare=True),
        Column("reference", least=WHOLE, drop=1),
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()) if rows else "No record counts for it.")
    return 0


def _opened_facts(one: Behind, called: Called, number: Number, handles: dict[int, str]) -> dict[str, Any]:
    amount = one.part if number.is_mean else None
    return {
        one.record: reference(one.id),
        "name": called.name,
        "person": handles.get(one.person_id or 0),
        "day": one.day.isoformat(),
        "part": one.split,
        "times": 1 if number.is_mean else round(one.part or 0),
        "amount": None if amount is None else _units(amount * SCALE[number.kpi.unit]),
    }
