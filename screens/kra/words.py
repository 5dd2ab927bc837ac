"""How the KRA screen words its rows, headings, areas, weeks and the card of an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.calendar.days import clock_time, day_of, short_date, short_day
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.kra.cadence import EACH
from data.kra.due import Progress
from data.kra.glance import Glance, Waiting
from data.kra.history import Heat, History, HistoryRow
from data.kra.overview import ItemView, RunView
from data.people.person import Person
from data.points.headline import GAP, Part
from widgets.paged_list import Cell, Column

ITEM_COLUMNS = (
    Column("", 3),
    Column("item", 24, flex=3),
    Column("value", 4, align="right", drop_below=50),
    Column("note", 6, flex=1, drop_below=60),
)
AREA_COLUMNS = (
    Column("area", 16, flex=1),
    Column("", 10, drop_below=40),
    Column("done", 7, align="right"),
    Column("open", 7, align="right", drop_below=50),
)
EMPTY_HINT = (
    "A standard says what you are responsible for, item by item:\n"
    "what to do each day, each week, each month. You run none yet.\n"
    "\n"
    "S shows the standards, and space takes one up.\n"
    "Its items stand here then. Space ticks them, and what\n"
    "the store knows it judges by itself."
)
EMPTY_FOR_MANAGERS = f"{EMPTY_HINT}\n\nV shows the runs of your team."
EMPTY_WEEK = "Nothing was due in that week."
EMPTY_HEAT = "No week is over yet. What is done stands here, week by week."
MARKS: dict[str, tuple[str, Tone]] = {
    "done": ("[x]", "good"), "not done": ("[-]", "bad"), "n/a": ("n/a", "dim"), "": ("[ ]", ""),
}  # fmt: skip
JUDGED: dict[str, tuple[str, Tone]] = {
    "met": ("(x)", "good"), "on pace": ("(x)", "good"), "behind": ("(-)", "warn"), "missed": ("(-)", "bad"),
}  # fmt: skip
UNJUDGED = ("( )", "dim")
NAMED = 4
"""Open items that are called by their titles when a run is closed."""
BAR = 10
"""Cells of a bar of progress."""


def mark(view: ItemView) -> Cell:
    """``[x]`` where somebody ticked it, ``(x)`` where the store or a number judged it."""
    answer = view.answer
    if not answer.state and (view.item.judged == "measured" or answer.verdict):
        text, tone = JUDGED.get(answer.verdict, UNJUDGED)
        return Cell(text, tone)  # type: ignore[arg-type]
    text, tone = MARKS[answer.state]
    return Cell(text, tone)


def item_cells(view: ItemView, today: date) -> tuple[Cell, ...]:
    """Mark, title, value of its target, and what there is besides."""
    is_settled = not view.answer.is_open or not view.is_mine_to_answer
    title = Cell(view.item.title, "dim" if is_settled and not view.answer.is_slipped else "")
    return (
        mark(view),
        title,
        Cell(_against(view.value, view.target), mark(view).tone, short=view.value or view.target),
        Cell(_notes(view, today), "warn" if view.is_asked_for_evidence else "dim"),
    )


def _against(value: str, target: str) -> str:
    """``91 of 60 min``: a value and its target, the unit of both once."""
    if not value or not target:
        return value or target
    _, blank, unit = value.rpartition(" ")
    shown = value.removesuffix(f" {unit}") if blank and target.endswith(f" {unit}") else value
    return f"{shown} of {target}"


def _notes(view: ItemView, today: date) -> str:
    notes = ["evidence?"] if view.is_asked_for_evidence else []
    notes += [f"left {short_date(date.fromisoformat(view.carried_from), today)}"] if view.carried_from else []
    notes += [view.row.reason] if view.row is not None and view.row.reason else []
    notes += [view.answer.verdict] if view.answer.verdict in ("on pace", "behind") else []
    notes += [f"{len(view.evidence)} shown"] if view.evidence else []
    notes += ["said"] if view.comments and not view.is_asked_for_evidence else []
    return ", ".join(notes)


def run_heading(run: RunView, today: date) -> tuple[Cell, ...]:
    """``Sales executive, today: 2 of 3 done``, and by when."""
    progress = run.progress
    about = ": ".join(filter(None, (run.run.event, run.run.about))) if run.run and run.run.event else ""
    when = about or run.span.words(today)
    done = f"{progress.done} of {progress.of} done" if progress.of else "nothing to judge yet"
    return Cell(f"{run.standard.title}, {when}: {done}"), Cell(_by_when(run, today))


def _by_when(run: RunView, today: date) -> str:
    if run.is_closed:
        return "closed"
    if not run.left and run.due <= today:
        return "! C closes it" if run.is_overdue else "C closes it"
    if run.is_overdue:
        return f"! overdue since {short_day(run.due, today)}"
    word = "due today" if run.due == today else f"due {short_day(run.due, today)}"
    return f"opened again, {word}" if run.run and run.run.reopened else word


def area_cells(title: str, progress: Progress) -> tuple[Cell, ...]:
    """An area and how far it is."""
    tone: Tone = "dim" if not progress.of else "good" if progress.is_whole else ""
    done = f"{progress.done} of {progress.of}" if progress.of else "n/a"
    left = f"{progress.left} open" if progress.left else ""
    return Cell(title), Cell(bar(progress), tone), Cell(done, tone), Cell(left)


def bar(progress: Progress) -> str:
    """Progress as a bar; empty where nothing applies."""
    share = progress.share
    if share is None:
        return ""
    full = round(share * BAR)
    return "■" * full + "□" * (BAR - full)


def head_line(glance: Glance, today: date, pane: str) -> list[Part]:
    """Whose runs, of when, what is looked at, and how many items are left today and before."""
    back = glance.look.back
    when = "now" if not back else f"{back} week{'' if back == 1 else 's'} ago"
    parts = [
        Part(f"{glance.whose.name if glance.whose.id != glance.score.week.person.id else 'mine'}", "strong")
    ]
    parts += [Part(f"{GAP}{when}", "dim"), Part(f"{GAP}{pane}", "dim")]
    open_runs = [run for run in glance.runs if not run.is_closed]
    due = sum(len(run.left) for run in open_runs if run.due == today)
    late = sum(len(run.left) for run in open_runs if run.is_overdue)
    whole = sum(not run.left and run.due <= today for run in open_runs)
    parts += [Part(f"{GAP}{due} due today")] if due else []
    parts += [Part(f"{GAP}{late} overdue", "warn")] if late else []
    parts += [Part(f"{GAP}{whole} to close")] if whole else []
    return parts


def card_lines(run: RunView, view: ItemView, person: Person, now: int, names: Mapping[int, str]) -> list[str]:
    """An item at a glance: what it is, how it is judged, what shows it, what was said; then the areas of its run."""
    item, today = view.item, day_of(now, person.zone)
    judged = {
        "tick": "ticked",
        "number": f"judged by a number: {view.target}",
        "measured": "measured from the store",
    }
    owned = f"shared with {item.shared_with}" if item.shared_with else "one's own"
    lines = [clean(item.title), f"{item.area}, {EACH[item.cadence]}, {owned}", judged[item.judged]]
    if view.value:
        lines.append(" ".join(filter(None, (view.value, f"({view.counts})" if view.counts else ""))))
    if view.target and item.judged == "measured":
        lines.append(f"target {view.target}: {view.answer.verdict}")
    if view.row is not None and view.row.reason:
        lines.append(f"does not apply: {view.row.reason}")
    lines += [
        "",
        *(_shown(one.text, one.about_table, names.get(one.about_id or 0, "")) for one in view.evidence),
    ]
    lines += [
        f"{names.get(comment.author_id, '')} {_moment(comment.at, person, today)}: {comment.text}"
        for comment in (*view.comments, *run.comments)
    ]
    lines += ["", *(f"{bar(progress) or 'n/a':<{BAR}} {area}" for area, progress in run.areas().items())]
    return [clean(line) for line in lines]


def detail_lines(
    run: RunView, view: ItemView, person: Person, now: int, names: Mapping[int, str]
) -> list[str]:
    """An item in two lines, where there is no room for its card: its whole title; all else that is known of it."""
    title, *known = card_lines(run, view, person, now, names)
    of_item = known[: known.index("", known.index("") + 1)]
    return [title, "; ".join(filter(None, of_item))]


def _shown(text: str, table: str, name: str) -> str:
    about = f"{table} {name}".strip()
    return f"shown: {', '.join(filter(None, (' '.join(text.split()), about)))}"


def _moment(at: int, person: Person, today: date) -> str:
    day = day_of(at, person.zone)
    return clock_time(at, person.zone) if day == today else short_date(day, today)


def heat_columns(history: History) -> tuple[Column, ...]:
    """The item, and a column a week by its number."""
    weeks = (Column(f"{monday.isocalendar().week:02}", 2) for monday in history.mondays)
    return (Column("item", 12, flex=1), *weeks)


def heat_cells(row: HistoryRow) -> tuple[Cell, ...]:
    """The item, and how often it was done in each week."""
    return (Cell(row.item.title), *map(_heat_cell, row.weeks))


def _heat_cell(heat: Heat) -> Cell:
    if not heat.of:
        return Cell("  ")
    if heat.done == heat.of:
        return Cell("■■", "good")
    if not heat.done:
        return Cell("··", "bad")
    return Cell("■·" if 2 * heat.done >= heat.of else "▪·", "warn")


HEAT_LEGEND = "■■ all done   ■· half or more   ▪· less   ·· none   blank: nothing due"


def told_lines(history: History, most: int = 3) -> list[str]:
    """The streaks, and what slipped most."""
    streaks = ", ".join(
        f"{one.runs} {one.cadence}{'' if one.runs == 1 else 's'} of {one.standard.title}"
        for one in history.streaks[:most]
    )
    slips = ", ".join(f"{one.item.title} ({one.times} of {one.of})" for one in history.slipped[:most])
    return [f"in a row: {streaks or 'none yet'}", f"slipped most: {slips or 'nothing'}"]


def waiting_words(one: Waiting) -> str:
    """``ben``, and how many items were due before today."""
    return f"{one.person.handle} {one.items.overdue} late" if one.items.overdue else one.person.handle


def run_name(run: RunView) -> str:
    """``Sales executive, 2026-W47``, or at which event and about what."""
    about = ": ".join(filter(None, (run.run.event, run.run.about))) if run.run and run.run.event else ""
    return f"{run.standard.title}, {about or run.span.label}"


def open_titles(views: Sequence[ItemView]) -> str:
    """How many are open, and what, in words."""
    titles = [view.item.title for view in views[:NAMED]]
    more = f" and {len(views) - NAMED} more" if len(views) > NAMED else ""
    return f"{len(views)} open: {', '.join(titles)}{more}"
