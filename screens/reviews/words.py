"""How the review screen words its rows."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.days import week_label
from data.kernel.tones import Tone
from data.reviews.glance import Reviewed
from data.reviews.listing import WeekRow
from data.reviews.review import State
from data.reviews.words import Line, Section, reached_words, seal_words, standing_words, title
from widgets.paged_list import Cell, Column
from widgets.width import width_of

OWN_COLUMNS = (
    Column("week", 8),
    Column("state", 9, flex=1),
    Column("points", 6, align="right"),
    Column("goal", 5, align="right", drop_below=32),
)
TEAM_COLUMNS = (
    Column("week", 8),
    Column("who", 8, flex=1),
    Column("state", 9),
    Column("points", 6, align="right"),
    Column("goal", 5, align="right", drop_below=50),
)
PAGE_COLUMNS = (
    Column("", 14, flex=2),
    Column("", 7, align="right"),
    Column("", 6, align="right"),
    Column("", 12, flex=4, drop_below=44),
)
STATE_TONES: dict[State, Tone] = {"open": "", "submitted": "accent", "returned": "warn", "signed": "good"}
COLUMNS_NAMED = frozenset({"kinds", "kpis"})
"""The sections of which a line does not say by itself what its columns are."""
SPOKEN = frozenset({"said", "adjusted"})
"""The sections of what people say: shown in whole, in as many lines as it takes."""
NO_WEEKS = "No week stands so. F shows all of them."
NO_SELLER = "Who does not sell has no week to review, and nobody who sells is yours to review yet."
READING = "Reading the week..."


def week_cells(row: WeekRow, *, is_team: bool) -> tuple[Cell, ...]:
    """Which week, whose where it is a team's, how it stands, and its points.

    What was not submitted in time is marked, and what has other points than it was submitted with.
    """
    late = row.state == "open" and row.is_over
    who = (Cell(row.person.name),) if is_team else ()
    adjusted = f" {row.adjusted:+d}" if row.adjusted else ""
    return (
        Cell(week_label(row.monday), "dim"),
        *who,
        Cell(f"! {row.state}", "warn") if late or row.is_other else Cell(row.state, STATE_TONES[row.state]),
        Cell(f"{row.points:,}{adjusted}"),
        Cell("n/a" if row.goal is None else f"{row.goal:,}", "dim"),
    )


def heading_cells(section: Section) -> tuple[Cell, ...]:
    """The title of a section, and over each column what it is; over those of the days their first letters."""
    if section.part not in COLUMNS_NAMED:
        return (Cell(section.title),)
    first, second, *rest = section.columns[1:]
    further = _further(section, section.lines[0]) if section.lines else []
    last = " ".join(name[:1] for name in rest) if further else ", ".join(rest)
    return (Cell(section.title), Cell(first), Cell(second), Cell(last, each=_each(section)))


def spoken_words(section: Section, line: Line) -> str:
    """What somebody said or adjusted, in one text: who, when, and the words."""
    if section.part == "said":
        who, when, words = line.cells
        return f"{who}, {when}: {words}"
    points, why, who, when = line.cells
    return f"{points}: {why} ({who}, {when})"


def line_cells(section: Section, line: Line) -> tuple[Cell, ...]:
    """A line of a section: a text to the left, two numbers, and what there is besides, further numbers in columns."""
    texts = [cell for place, cell in enumerate(line.cells) if place not in section.numbers]
    numbers = [cell for place, cell in enumerate(line.cells) if place in section.numbers]
    numbers += [""] * (2 - len(numbers))
    first, *rest = texts or [""]
    rest.append(" ".join(numbers[2:]))
    tone: Tone = line.tone
    return (
        Cell(first, "dim" if tone == "dim" else ""),
        Cell(numbers[0], "dim" if tone == "dim" else ""),
        Cell(numbers[1], "dim"),
        Cell(": ".join(filter(None, rest)), tone, each=_each(section)),
    )


def _each(section: Section) -> int:
    """How wide each column of further numbers is."""
    further = (one.cells[place] for one in section.lines for place in _further(section, one))
    return max(map(width_of, further), default=0)


def _further(section: Section, line: Line) -> list[int]:
    """The places of a line's numbers after the first two."""
    return [place for place in range(len(line.cells)) if place in section.numbers][2:]


def head_words(found: Reviewed) -> Sequence[str]:
    """What stands above the page: which week and how it stands, its points, and a warning where there is one."""
    adjusted = (
        f"; {found.stands.adjusted:+,d} adjusted, {found.total:,} in all" if found.stands.adjustments else ""
    )
    return (
        f"{title(found.page)}   {standing_words(found)}",
        f"{reached_words(found)}{adjusted}",
        seal_words(found),
    )
