"""``cockpit forecast``: what each product line is to bring each month, committed to, and how accurate that was."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json, say_result
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, text_table
from cockpit.verbs.deals.which_deal import add_narrowing, line_there_is, narrowing
from cockpit.verbs.records.record_words import instant
from cockpit.words import line, shown, whole
from data.calendar.days import day_of
from data.deals.quotas import checked_month
from data.forecasts.accuracy import Cell, Sheet, around, sheet_of
from data.forecasts.forecast import NO_LINE, CommitForecasts, EnterForecast
from data.kernel.errors import UsageError
from data.people.person import find
from data.records.money import money_in, money_words
from data.records.own_currency import company_currency

if TYPE_CHECKING:
    from cockpit.session import Session

EXAMPLE = """\
examples:
  cockpit forecast list
  cockpit forecast enter 12000 --product-line Sites --month 2026-12
  cockpit forecast commit --month 2026-12
  cockpit forecast accuracy --team --months 6"""
_AHEAD, _BACK, _MOST = 2, 6, 60
"""Months that are listed ahead of this one, months whose accuracy is told, and how many may be."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The parts of the verb; without one, the list."""
    parts = Parts(parser)
    lister = parts.add(
        "list", "forecasts by month and product line, beside the pipeline", "cockpit forecast list", _list
    )
    add_narrowing(lister)
    enterer = parts.add(
        "enter",
        "say what a product line is to bring",
        "cockpit forecast enter 12000 --product-line Sites",
        _enter,
    )
    enterer.add_argument("amount", metavar="AMOUNT", help="in the company's currency, as 12000; or none")
    committer = parts.add(
        "commit", "commit to what was entered", "cockpit forecast commit --month 2026-12", _commit
    )
    for writer in (enterer, committer):
        writer.add_argument("--for", dest="who", type=line, metavar="WHO", help="whose (yours)")
    enterer.add_argument(
        "--product-line",
        dest="line",
        type=line,
        default="",
        metavar="NAME",
        help="the line (deals without products)",
    )
    committer.add_argument(
        "--product-line", dest="line", type=line, metavar="NAME", help="one line alone (all)"
    )
    for one in (lister, enterer, committer):
        one.add_argument("--month", default="", metavar="MONTH", help="as 2026-12 (this month)")
    teller = parts.add(
        "accuracy",
        "what was committed to against what came",
        "cockpit forecast accuracy --months 6",
        _accuracy,
    )
    add_narrowing(teller)
    teller.add_argument("--months", default=str(_BACK), metavar="N", help=f"how many months back ({_BACK})")
    for one in (lister, enterer, committer, teller):
        one.add_argument("--json", action="store_true", help="the result for machines")


def run(options: argparse.Namespace, session: Session) -> int:
    """Do one part."""
    code: int = options.run_part(options, session)
    return code


def _month(options: argparse.Namespace, session: Session) -> str:
    today = day_of(session.now, session.person.zone)
    return checked_month(options.month) if options.month else today.isoformat()[:7]


def _person(options: argparse.Namespace, session: Session) -> int | None:
    return find(session.store, options.who).id if options.who else None


def _enter(options: argparse.Namespace, session: Session) -> int:
    own = company_currency(session.store)
    amount = None if options.amount == "none" else money_in(options.amount, own, "Forecasts are")
    result = session.apply(
        EnterForecast,
        month=_month(options, session),
        amount=amount,
        product_line=options.line if amount is None else line_there_is(session, options.line),
        person_id=_person(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _commit(options: argparse.Namespace, session: Session) -> int:
    result = session.apply(
        CommitForecasts,
        month=_month(options, session),
        product_line=options.line,
        person_id=_person(options, session),
    )
    return say_result(session, result, as_json=options.json)


def _list(options: argparse.Namespace, session: Session) -> int:
    today = day_of(session.now, session.person.zone)
    months = (checked_month(options.month),) if options.month else around(today, 0, _AHEAD)
    sheet = _sheet(options, session, months)
    if options.json:
        say_json(_facts(sheet, session))
        return 0
    columns = [
        Column("month"), Column("product line"), Column("entered", True), Column("committed", True),
        Column("on", drop=5, is_spare=True), Column("came", True), Column("commit", True, drop=3),
        Column("best case", True, drop=3), Column("pipeline", True, drop=3), Column("suggested", True),
        Column("missing", drop=2, is_spare=True),
    ]  # fmt: skip
    rows = [
        (
            cell.month, _line(cell), _money(cell.entered), _money(cell.committed), _committed_on(cell, session),
            _money(cell.came.worth), _money(cell.ahead.commit), _money(cell.ahead.best_case),
            _money(cell.ahead.pipeline), _money(cell.suggested), _missing(cell),
        )
        for month in sheet.months
        for cell in _cells_of(sheet, month)
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    print(
        f"\nin {sheet.currency}; suggested: what came, and the open deals that are expected, weighted. "
        f"{_missing_words(sheet)}"
    )
    return 0


def _accuracy(options: argparse.Namespace, session: Session) -> int:
    back = whole(options.months)
    if back is None or not 1 <= back <= _MOST:
        raise UsageError(f"--months takes a whole number from 1 to {_MOST}, not {shown(options.months)}.")
    today = day_of(session.now, session.person.zone)
    sheet = _sheet(options, session, around(today, back, -1))
    if options.json:
        say_json(_facts(sheet, session))
        return 0
    columns = [
        Column("month"), Column("product line"), Column("committed", True), Column("on", drop=2, is_spare=True),
        Column("came", True), Column("accuracy", True), Column("not committed", drop=3, is_spare=True),
    ]  # fmt: skip
    rows = [
        (
            cell.month, _line(cell), _money(cell.committed), _committed_on(cell, session),
            _money(cell.came_to_them if cell.committed is not None else cell.came.worth), percent(cell.accuracy),
            ", ".join((*cell.missing, *cell.uncommitted)),
        )
        for month in sheet.months
        for cell in _cells_of(sheet, month)
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    print(
        f"\nin {sheet.currency}; accuracy = 1 - |committed - came| / came, of those who committed; "
        "n/a where nothing came or none was committed to"
    )
    return 0


def _sheet(options: argparse.Namespace, session: Session, months: tuple[str, ...]) -> Sheet:
    return sheet_of(session.store, session.person, narrowing(options, session), months, session.now)


def _cells_of(sheet: Sheet, month: str) -> list[Cell]:
    """The lines of a month, and all together where there are several."""
    cells = [sheet.cell(row, month) for row in range(len(sheet.rows))]
    return cells if len(cells) > 2 else cells[:-1]


def _line(cell: Cell) -> str:
    return cell.product_line or NO_LINE


def _money(hundredths: int | None) -> str:
    return "" if hundredths is None else money_words(round(hundredths / 100) * 100, "")


def percent(share: float | None) -> str:
    """``84.0 %``, or ``n/a``."""
    return "n/a" if share is None else f"{share * 100:.1f} %"


def _committed_on(cell: Cell, session: Session) -> str:
    return "" if cell.committed_at is None else day_of(cell.committed_at, session.person.zone).isoformat()


def _missing(cell: Cell) -> str:
    return ", ".join(cell.missing) if not cell.is_total else ""


def _missing_words(sheet: Sheet) -> str:
    if not sheet.missing:
        return "No forecast is missing."
    return f"{sheet.missing:,} missing. Enter one: cockpit forecast enter 12000 --product-line LINE --month MONTH"


def _facts(sheet: Sheet, session: Session) -> dict[str, Any]:
    return {
        "currency": sheet.currency,
        "missing": sheet.missing,
        "forecasts": [
            {
                "month": cell.month, "product_line": cell.product_line, "all_lines": cell.is_total,
                "entered": _whole(cell.entered), "committed": _whole(cell.committed),
                "committed_at": instant(cell.committed_at, session.person.zone),
                "missing": list(cell.missing), "not_committed": list(cell.uncommitted),
                "came": cell.came.worth / 100, "came_to_those_who_committed": cell.came_to_them / 100,
                "won_deals": cell.came.deals, "accuracy": cell.accuracy, "over": cell.is_over,
                "commit": cell.ahead.commit / 100, "best_case": cell.ahead.best_case / 100,
                "pipeline": cell.ahead.pipeline / 100, "weighted": cell.ahead.weighted / 100,
                "open_deals": cell.ahead.deals, "suggested": cell.suggested / 100,
                "not_counted": cell.came.uncounted + cell.ahead.uncounted,
            }
            for month in sheet.months
            for cell in _cells_of(sheet, month)
        ],
    }  # fmt: skip


def _whole(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
