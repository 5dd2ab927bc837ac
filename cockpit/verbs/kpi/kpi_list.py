"""The parts of ``cockpit kpi`` that give many: the scorecard, and which KPIs there are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import WHOLE, Column, markdown_table, text_table
from cockpit.verbs.kpi.which_kpi import add_whose, period_asked, progress_of, row_facts, scope_of
from data.calendar.periods import Period
from data.kernel.errors import UsageError
from data.kpi.kpi import Kpi, all_kpis, areas
from data.kpi.measures import measure_of
from data.kpi.scorecard import Row, Scorecard, answering_for, scorecard
from data.kpi.units import figure_words
from data.kpi.words import counts_words, lacks_words, target_words
from data.people.person import handles_by_id
from widgets.charts.sparkline import sparkline

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    card = parts.add(
        "scorecard", "every KPI against its target", "cockpit kpi scorecard --period last month", _scorecard
    )
    add_whose(card)
    _add_area(card)
    form = card.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help="as a page of Markdown")
    form.add_argument("--json", action="store_true", help="for machines")
    lister = parts.add(
        "list", "which KPIs there are, and how each is made", "cockpit kpi list --area market", _list
    )
    _add_area(lister)
    lister.add_argument("--entered", action="store_true", help="only those for which people enter something")
    form = lister.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help="as a table of Markdown")
    form.add_argument("--json", action="store_true", help="for machines")


def _add_area(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--area", default="", metavar="AREA", help="only those of one area")


def _of_area(text: str) -> list[Kpi]:
    """The KPIs of an area. Raises UsageError where there is no such one."""
    if not text:
        return list(all_kpis())
    word = text.strip().casefold()
    found = [area.code for area in areas() if word in (area.code, area.name)]
    if not found:
        raise UsageError(f"There is no area {text!r}. Areas: {', '.join(area.code for area in areas())}.")
    return [one for one in all_kpis() if one.area in found]


def _scorecard(options: argparse.Namespace, session: Session) -> int:
    wanted = _of_area(options.area)
    scope, period = scope_of(options, session), period_asked(options, session)
    card = scorecard(
        session.store,
        scope,
        period,
        session.person.zone,
        session.now,
        codes=[one.code for one in wanted],
        back=1 if scope.person is None else 6,
        progress=progress_of(scope),
        answering=answering_for(session.store, scope),
    )
    if options.json:
        handles = handles_by_id(session.store)
        say_json(
            {
                "of": scope.title,
                "period": period.label,
                "from": period.first.isoformat(),
                "to": period.last.isoformat(),
                "currency": card.currency,
                "kpis": [row_facts(row, handles) for row in card.rows],
            }
        )
        return 0
    print(_markdown(card) if options.md else _text(card))
    return 0


_COLUMNS = (
    Column("KPI", least=14), Column("in", is_spare=True, drop=4), Column("value", True),
    Column("made of", True, drop=4), Column("target", True), Column("verdict"), Column("before", True, drop=2),
    Column("year before", True, "a year ago", drop=3), Column("trend", drop=5), Column("target is without", drop=6),
)  # fmt: skip


def _cells(row: Row, period: Period, currency: str) -> Sequence[object]:
    unit = row.kpi.unit
    return (
        row.kpi.name,
        "" if row.period == period else row.period.label,
        figure_words(unit, row.value.figure, currency),
        counts_words(row.kpi, row.value, currency),
        target_words(row.kpi, row.target, currency),
        row.word,
        figure_words(unit, row.before.figure, currency),
        figure_words(unit, row.year_before.figure, currency),
        sparkline([None if figure is None else round(figure) for figure in row.figures], missing=" "),
        lacks_words(row.target),
    )


def _of_each_area(card: Scorecard) -> list[tuple[str, str, list[Row]]]:
    """The rows by area: its name, what must be done, and the rows."""
    found = [(area, [row for row in card.rows if row.kpi.area == area.code]) for area in areas()]
    return [(area.name, area.duty, rows) for area, rows in found if rows]


def _text(card: Scorecard) -> str:
    """One table for all areas, so that columns stand below each other."""
    lines = [f"{card.scope.title}, {card.period.label}", ""]
    rows = [_cells(row, card.period, card.currency) for row in card.rows]
    head, *body = text_table(_COLUMNS, rows, screen_width()).splitlines()
    drawn = dict(zip((row.kpi.code for row in card.rows), body, strict=True))
    for name, duty, of_area in _of_each_area(card):
        lines += [f"{name.upper()}   {duty}", head, *(drawn[row.kpi.code] for row in of_area), ""]
    return "\n".join(lines).rstrip()


def _markdown(card: Scorecard) -> str:
    lines = [f"# Scorecard of {card.scope.title}, {card.period.label}", ""]
    for name, duty, rows in _of_each_area(card):
        cells = [_cells(row, card.period, card.currency) for row in rows]
        said = [
            at for at, column in enumerate(_COLUMNS) if not column.is_spare or any(one[at] for one in cells)
        ]
        table = markdown_table([_COLUMNS[at] for at in said], [[one[at] for at in said] for one in cells])
        lines += [f"## {name.capitalize()}", "", duty, "", table, ""]
    return "\n".join(lines).rstrip()


def _list(options: argparse.Namespace, session: Session) -> int:
    found = [one for one in _of_area(options.area) if how_made(one) == "entered" or not options.entered]
    if options.json:
        say_json([_kpi_facts(one) for one in found])
        return 0
    columns = [
        Column("code", least=WHOLE), Column("name", least=14, drop=2), Column("unit", drop=3), Column("better", drop=4),
        Column("each", drop=4), Column("how", drop=1), Column("formula", least=24),
    ]  # fmt: skip
    rows = [
        (one.code, one.name, one.unit, "up" if one.up else "down", one.cadence, how_made(one), one.formula)
        for one in found
    ]
    print(markdown_table(columns, rows) if options.md else text_table(columns, rows, screen_width()))
    return 0


def _kpi_facts(wanted: Kpi) -> dict[str, Any]:
    """A KPI for machines, with the one statement that its records are read by."""
    measure = measure_of(wanted)
    made = {} if measure is None else {"records": measure.about, "sql": measure.sql.strip()}
    return {**wanted._asdict(), "facts": list(wanted.facts), **made}


def how_made(wanted: Kpi) -> str:
    """Where a KPI comes from, in one word: what people enter for it alone, or what they do."""
    measure = measure_of(wanted)
    return "entered" if measure is not None and (measure.reads or measure.enters) else "measured"
