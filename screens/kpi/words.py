"""How the scorecard is told: cells of its rows and records, and the lines below the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.calendar.days import short_date
from data.calendar.periods import Period
from data.kernel.tones import Tone
from data.kpi.kpi import Kpi
from data.kpi.measure import Behind
from data.kpi.measures import measure_of
from data.kpi.opened import Split
from data.kpi.scorecard import Row
from data.kpi.units import figure_words
from data.kpi.verdict import TONES, trend
from data.kpi.words import counts_words, lacks_words, record_words, target_words, uncounted_words
from widgets.charts.sparkline import sparkline
from widgets.paged_list import Cell, Column

ROW_COLUMNS = (
    Column("KPI", 18, flex=3),
    Column("value", 11, align="right"),
    Column("target", 9, align="right", drop_below=46),
    Column("verdict", 9),
    Column("before", 10, align="right", drop_below=76),
    Column("a year ago", 10, align="right", drop_below=104),
    Column("trend", 8, align="right", drop_below=62),
    Column("made of", 16, flex=1, drop_below=122, takes_rest=True),
)
RECORD_COLUMNS = (
    Column("day", 11),
    Column("record", 18, flex=3),
    Column("whose", 8, flex=1, drop_below=52),
    Column("by", 8, flex=1, drop_below=66),
    Column("part", 8, align="right"),
    Column("of", 8, align="right", drop_below=44),
)
_WORSE: Mapping[str, str] = {"better": "better", "worse": "worse", "same": "the same"}


def row_cells(row: Row, period: Period, currency: str) -> tuple[Cell, ...]:
    """The cells of a KPI; one that is looked at in a longer period says in which."""
    unit = row.kpi.unit
    longer = "" if row.period == period else f", {row.period.label.rpartition('-')[2]}"
    return (
        Cell(f"{row.kpi.name}{longer}"),
        Cell(figure_words(unit, row.value.figure, currency), "" if row.value.figure is None else "strong"),
        Cell(target_words(row.kpi, row.target, currency), "dim"),
        Cell(row.word, TONES[row.word]),
        Cell(figure_words(unit, row.before.figure, currency), _tone(row)),
        Cell(figure_words(unit, row.year_before.figure, currency), "dim"),
        Cell(sparkline([None if figure is None else round(figure) for figure in row.figures], missing=" ")),
        Cell(counts_words(row.kpi, row.value, currency), "dim"),
    )


def _tone(row: Row) -> Tone:
    """An earlier value that was better is told apart; that it was is said in words below the list."""
    is_worse = trend(row.value.figure, row.before.figure, up=row.kpi.up) == "worse"
    return "warn" if is_worse else "dim"


def detail_lines(row: Row, owners: Mapping[int, str], currency: str) -> Sequence[str]:
    """What is said of the KPI under the cursor: how it is made, its target, and how it stands to former ones."""
    wanted = row.kpi
    counts = counts_words(wanted, row.value, currency)
    measure = measure_of(wanted)
    lines = [f"{wanted.name}: {wanted.formula}{f': {counts}' if counts else ''}"]
    if row.target is not None:
        said = f"target {target_words(wanted, row.target, currency)}, {row.target.level}"
        owner = owners.get(row.target.owner_id or 0, row.target.agreed_with)
        lines.append(
            ", ".join(
                filter(
                    None,
                    (
                        said,
                        owner and f"owned by {owner}",
                        row.target.due and f"due {row.target.due}",
                        lacks_words(row.target),
                    ),
                )
            )
        )
    else:
        lines.append("no target, no owner, no date: T sets one")
    lines.append(
        f"{_compared('the period before', row, row.before.figure, currency)}; "
        f"{_compared('a year before', row, row.year_before.figure, currency)}"
    )
    if row.value.uncounted:
        lines.append(f"{row.value.uncounted:,} in no sum: {uncounted_words(wanted)}")
    elif measure is not None and (measure.reads or measure.enters):
        lines.append("entered by people: R enters one")
    return lines


def _compared(what: str, row: Row, figure: float | None, currency: str) -> str:
    shown = figure_words(row.kpi.unit, figure, currency)
    word = _WORSE.get(trend(row.value.figure, figure, up=row.kpi.up), "")
    return f"{what} {shown}{f', now {word}' if word else ''}"


def record_cells(
    one: Behind, name: str, wanted: Kpi, names: Mapping[int, str], currency: str
) -> tuple[Cell, ...]:
    """The cells of a record that a number counts."""
    part, whole = record_words(wanted, one.part, one.whole, currency)
    return (
        Cell(f"{short_date(one.day, one.day)} {one.day.year}", "dim"),
        Cell(name or one.record),
        Cell(names.get(one.person_id or 0, "nobody"), "dim"),
        Cell(one.split, "dim"),
        Cell(part),
        Cell(whole, "dim"),
    )


def opened_lines(row: Row, splits: Sequence[Split], currency: str) -> Sequence[str]:
    """How a KPI is made, and what it comes to by what it is told by: ``meeting 6.3 days, new 5.4 days``."""
    counts = counts_words(row.kpi, row.value, currency)
    parts = ", ".join(
        f"{one.name or 'the rest'} {figure_words(row.kpi.unit, one.value.figure, currency)}"
        for one in splits
        if one.value.figure is not None
    )
    return [f"{row.kpi.formula}{f': {counts}' if counts else ''}", *([parts] if parts else [])]
