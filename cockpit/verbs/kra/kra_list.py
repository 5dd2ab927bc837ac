"""The parts of ``cockpit kra`` that show: the runs of now, one run, what came of the last weeks."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, markdown, markdown_table, text_table
from cockpit.verbs.kra.which_run import add_which, add_whose, run_facts, the_person
from cockpit.verbs.records.record_words import say_field
from data.calendar.days import day_of, short_date, short_day
from data.kernel.errors import Refused
from data.kernel.text import clean
from data.kra.cadence import EACH, parse_span, span_words
from data.kra.history import History, history_of, shade, shades
from data.kra.measuring import measured
from data.kra.overview import ItemView, RunView, run_view, runs_of
from data.kra.run import RunKey
from data.kra.standard import find_standard

if TYPE_CHECKING:
    from cockpit.session import Session

NONE_RUN = (
    "You run no standard yet: it says what you are responsible for, item by item. See them: cockpit kra standards. "
    "Take one up: cockpit kra take sales-executive"
)
_COLUMNS = [
    Column("", least=4), Column("item", least=20), Column("value", True, is_spare=True),
    Column("target", is_spare=True, drop=2), Column("code", least=12, drop=3), Column("note", is_spare=True, drop=1),
]  # fmt: skip


def add_to(parts: Parts) -> None:
    """Add the parts and their options."""
    lister = parts.add("list", "the runs of today's periods, what is due first", "cockpit kra list", _list)
    add_whose(lister)
    shower = parts.add(
        "show",
        "one run, with evidence and comments",
        "cockpit kra show sales-executive --period 2026-W46",
        _show,
    )
    shower.add_argument("named", metavar="STANDARD", help="its code, or the beginning of its title")
    add_which(shower)
    teller = parts.add(
        "history", "what was done in the last weeks", "cockpit kra history --for ben", _history
    )
    add_whose(teller)
    for parser in (lister, shower, teller):
        parser.add_argument("--json", action="store_true", help="all of it, for machines")
        parser.add_argument("--md", action="store_true", help="as Markdown")


def _list(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    runs = runs_of(session.store, person, session.now, measured)
    if options.json:
        say_json([run_facts(run, person) for run in runs])
    elif not runs:
        print(NONE_RUN if person.id == session.person.id else f"{person.name} runs no standard yet.")
    else:
        _say_runs(runs, session, as_markdown=options.md)
    return 0


def _show(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    standard = find_standard(session.store, session.person, options.named)
    today = day_of(session.now, person.zone)
    if options.period:
        span = parse_span(options.period, today)
        key = RunKey(person.id, standard.code, span.cadence, span.first.isoformat())
        found = [run_view(session.store, person, key, session.now, measured)]
    else:
        found = [*runs_of(session.store, person, session.now, measured)]
    runs = [run for run in found if run is not None and run.key.standard == standard.code]
    if not runs:
        raise Refused(f"{standard.title} has no run in that period.", code="kra.no_run")
    if options.json:
        say_json([run_facts(run, person) for run in runs])
        return 0
    _say_runs(runs, session, as_markdown=options.md)
    if not options.md:
        _say_told(runs)
    return 0


def _say_runs(runs: Sequence[RunView], session: Session, *, as_markdown: bool) -> None:
    for place, run in enumerate(runs):
        if place:
            print()
        head = heading(run, session)
        rows = [_cells(view, session) for view in run.items]
        if as_markdown:
            print(f"## {markdown(head)}\n")
            print(markdown_table(_COLUMNS, rows))
        else:
            print(head)
            print(text_table(_COLUMNS, rows, screen_width()))


def heading(run: RunView, session: Session) -> str:
    """``Sales executive, this week (2026-W47): 12 of 20 done, 6 open, due Fri 20 Nov``."""
    today = session.today
    progress = run.progress
    about = f"{run.run.event}: {run.run.about}" if run.run and run.run.event else ""
    when = about or f"{run.span.words(today)} ({span_words(run.span)})"
    parts = [f"{progress.done} of {progress.of} done" if progress.of else "nothing applies"]
    parts += [f"{progress.left} open"] if progress.left and not run.is_closed else []
    if run.is_closed:
        parts.append("closed")
    else:
        parts.append(f"{'overdue since' if run.is_overdue else 'due'} {short_day(run.due, today)}")
    if run.run and run.run.reopened:
        parts.append(f"opened again: {run.run.reopened}")
    return clean(f"{run.standard.title}, {EACH[run.key.cadence]}, {when}: {', '.join(parts)}")


MARKS = {"done": "[x]", "not done": "[-]", "n/a": "n/a"}


def _cells(view: ItemView, session: Session) -> tuple[object, ...]:
    answer, row = view.answer, view.row
    mark = MARKS.get(answer.state, answer.verdict if view.item.judged == "measured" else "[ ]")
    if view.item.judged == "number" and answer.verdict:
        mark = answer.verdict
    notes = [row.reason] if row and row.reason else []
    notes += (
        [f"left from {short_date(date.fromisoformat(view.carried_from), session.today)}"]
        if view.carried_from
        else []
    )
    notes += [f"with {view.item.shared_with}"] if view.item.shared_with else []
    notes += [f"{len(view.evidence)} evidence"] if view.evidence else []
    notes += ["evidence asked for"] if view.is_asked_for_evidence else []
    return (mark, view.item.title, view.value, view.target, view.item.code, ", ".join(notes))


def _say_told(runs: Sequence[RunView]) -> None:
    """Evidence, comments, and the counts behind what is measured."""
    for run in runs:
        for view in run.items:
            if view.counts:
                say_field(view.item.code, view.counts)
            for one in view.evidence:
                about = f" ({one.about_table})" if one.about_table else ""
                say_field(f"{view.item.code}", f"evidence: {one.text}{about}")
            for comment in view.comments:
                say_field(f"{view.item.code}", f"comment: {comment.text}")
        for comment in run.comments:
            say_field("comment", comment.text)


def _history(options: argparse.Namespace, session: Session) -> int:
    person = the_person(session, options)
    found = history_of(session.store, person, session.now)
    if options.json:
        say_json(_history_facts(found))
        return 0
    if not found.rows:
        print(f"Nothing was run yet by {person.name}.")
        return 0
    weeks = [short_date(monday, session.today) for monday in found.mondays]
    columns = [
        Column("item", least=16),
        Column("standard", least=8, drop=1),
        Column(f"{weeks[0]} - {weeks[-1]}", least=13),
    ]
    rows = [
        (row.item.title, row.standard.title, "".join(shade(heat) for heat in row.weeks).replace(" ", "_"))
        for row in found.rows
    ]
    print(markdown_table(columns, rows) if options.md else text_table(columns, rows, screen_width()))
    print()
    print(", ".join(f"{mark if mark != ' ' else '_'} {meaning}" for mark, meaning in shades().items()))
    for one in found.streaks:
        unit = f"{one.cadence}{'' if one.runs == 1 else 's'}"
        print(f"in a row: {one.runs} {unit} of {clean(one.standard.title)}")
    for slip in found.slipped:
        print(f"slipped: {clean(slip.item.title)}, {slip.times} of {slip.of} times")
    return 0


def _history_facts(found: History) -> dict[str, object]:
    return {
        "weeks": [monday.isoformat() for monday in found.mondays],
        "items": [
            {
                "standard": row.standard.code, "item": row.item.code, "title": row.item.title,
                "done": [heat.done for heat in row.weeks], "due": [heat.of for heat in row.weeks],
            }
            for row in found.rows
        ],
        "streaks": [
            {"standard": one.standard.code, "cadence": one.cadence, "runs": one.runs} for one in found.streaks
        ],
        "slipped": [
            {"item": one.item.code, "title": one.item.title, "times": one.times, "of": one.of}
            for one in found.slipped
        ],
    }  # fmt: skip
