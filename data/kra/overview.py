"""Somebody's runs with their items as they stand: what the screen and the command line show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of, week_days
from data.comments.comment import Comment
from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.kra.answering import items_in
from data.kra.cadence import PERIODS, Span, due_day, has_work, span_of
from data.kra.due import Answer, DueRun, Progress, due_runs, is_in_onboarding, is_run_in, progress
from data.kra.numbers import number_words, reached, target_words
from data.kra.run import Evidence, Run, RunItem, RunKey, evidence_of
from data.kra.said import OnRun, comments_by_run
from data.kra.standard import Item, Standard, Versions, assignments_of, versions_of
from data.kra.verdicts import Measure, Measured
from data.kra.working_days import working_days
from data.people.person import Person

LONGEST_LOOK = 200
"""Days back within which the earlier period of every cadence lies."""


class ItemView(NamedTuple):
    """An item of a run as it stands. ``value`` is its number or measure in words, ``counts`` both counts behind it."""

    item: Item
    row: RunItem | None
    carried_from: str
    answer: Answer
    value: str = ""
    counts: str = ""
    target: str = ""
    evidence: tuple[Evidence, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def is_asked_for_evidence(self) -> bool:
        """Whether somebody has asked for evidence and none came since."""
        asked = [comment.at for comment in self.comments if comment.asks]
        return bool(asked) and not any(one.at > asked[-1] for one in self.evidence)

    @property
    def is_mine_to_answer(self) -> bool:
        """Whether it is ticked or entered, not measured."""
        return self.item.judged != "measured"

    @property
    def is_unmeasured(self) -> bool:
        """Whether it is yet to be measured."""
        return self.item.judged == "measured" and not self.answer.verdict


class RunView(NamedTuple):
    """A run with its items. ``standard`` is the version whose wording it has."""

    key: RunKey
    standard: Standard
    span: Span
    due: date
    is_overdue: bool
    run: Run | None
    items: tuple[ItemView, ...]
    comments: tuple[Comment, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return self.run is not None and self.run.closed_at is not None

    @property
    def left(self) -> tuple[ItemView, ...]:
        """What somebody has yet to answer."""
        return tuple(view for view in self.items if view.answer.is_open and view.is_mine_to_answer)

    @property
    def progress(self) -> Progress:
        """How far it is; what is yet to be measured does not count."""
        return progress(view.answer for view in self.items if not view.is_unmeasured)

    def areas(self) -> Mapping[str, Progress]:
        """How far each area is, in their order."""
        found: dict[str, list[Answer]] = {}
        for view in self.items:
            found.setdefault(view.item.area, [])
            if not view.is_unmeasured:
                found[view.item.area].append(view.answer)
        return {area: progress(answers) for area, answers in found.items()}


def runs_of(reader: Reader, person: Person, now: int, measure: Measure) -> list[RunView]:
    """Somebody's runs that are to be done now: of today's periods, those left before, of events. Those in which
    something is left go first, of these what is due first.

    One that was left and is measured altogether is not among them: nobody has anything to do in it.
    """
    today = day_of(now, person.zone)
    works = working_days(
        reader, person, today - timedelta(days=LONGEST_LOOK), today + timedelta(days=LONGEST_LOOK)
    )
    assignments = assignments_of(reader, [person.id])
    stored = select_records(
        reader,
        Run,
        "kra_run",
        "where person_id = ? and (first_day >= ? or closed_at is null)",
        (person.id, (today - timedelta(days=LONGEST_LOOK)).isoformat()),
    )
    if not assignments and not stored:
        return []
    closed = {(run.standard, run.key.span) for run in stored if run.closed_at is not None}
    due = due_runs(assignments, today, works, closed)
    keys = {RunKey(person.id, one.standard, one.span.cadence, one.span.first.isoformat()): one for one in due}
    for run in stored:
        # What an event began, and what was opened again, is to be done however old it is.
        if run.closed_at is None and run.key not in keys:
            until = due_day(run.key.span, works)
            keys[run.key] = DueRun(run.standard, run.key.span, until, until < today)
    views = views_of(reader, person, keys, stored, now, measure)
    shown = [
        view for view in views if not view.is_overdue or any(one.is_mine_to_answer for one in view.items)
    ]
    return sorted(
        shown, key=lambda view: (view.is_closed, not view.left, view.due, view.standard.title, view.key)
    )


def runs_of_week(reader: Reader, person: Person, monday: date, now: int, measure: Measure) -> list[RunView]:
    """Somebody's runs that are due in a week, closed ones too, and those that events began in it.

    A run whose days have not begun is not among them: nothing of it can be done or missed yet.
    """
    today, sunday = day_of(now, person.zone), monday + timedelta(days=6)
    works = working_days(reader, person, monday - timedelta(days=LONGEST_LOOK), sunday)
    stored = select_records(
        reader,
        Run,
        "kra_run",
        "where person_id = ? and first_day between ? and ?",
        (person.id, (monday - timedelta(days=LONGEST_LOOK)).isoformat(), sunday.isoformat()),
    )
    keys: dict[RunKey, DueRun] = {}
    for assignment in assignments_of(reader, [person.id]):
        for day in week_days(monday):
            for cadence in PERIODS:
                span = span_of(cadence, day)
                due = due_day(span, works)
                if span.first > today or not monday <= due <= sunday:
                    continue
                if has_work(span, works) and is_run_in(assignment, span):
                    key = RunKey(person.id, assignment.standard, cadence, span.first.isoformat())
                    keys[key] = DueRun(assignment.standard, span, due, span.last < today)
    for run in stored:
        if run.cadence == "event" and run.first_day >= monday.isoformat():
            keys[run.key] = DueRun(run.standard, run.key.span, run.key.span.last, run.closed_at is None)
    views = views_of(reader, person, keys, stored, now, measure)
    return sorted(views, key=lambda view: (view.due, view.standard.title, view.key))


def run_view(reader: Reader, person: Person, key: RunKey, now: int, measure: Measure) -> RunView | None:
    """One run, closed or open; None where the standard has no items for it."""
    today, span = day_of(now, person.zone), key.span
    works = working_days(reader, person, span.first - timedelta(days=1), span.last)
    due = due_day(span, works)
    stored = select_records(
        reader,
        Run,
        "kra_run",
        "where person_id = ? and standard = ? and cadence = ? and first_day = ?",
        (key.person_id, key.standard, key.cadence, key.first_day),
    )
    views = views_of(
        reader, person, {key: DueRun(key.standard, span, due, due < today)}, stored, now, measure
    )
    return views[0] if views else None


def views_of(
    reader: Reader,
    person: Person,
    keys: Mapping[RunKey, DueRun],
    stored: Sequence[Run],
    now: int,
    measure: Measure,
) -> list[RunView]:
    """The runs of these keys with their items; those in which a standard has none are left out."""
    versions = versions_of(reader, sorted({key.standard for key in keys}))
    first = min((key.first_day for key in keys), default="9")
    rows = _by_run(
        select_records(
            reader,
            RunItem,
            "kra_item",
            "where person_id = ? and first_day >= ? order by id",
            (person.id, first),
        )
    )
    said = comments_by_run(reader, person.id, first)
    shown = [row.id for key in keys for row in rows.get(key, ())]
    evidence: dict[int, list[Evidence]] = {}
    for one in evidence_of(reader, shown) if shown else ():
        evidence.setdefault(one.item_id, []).append(one)
    runs = {run.key: run for run in stored}
    found = []
    for key, due in keys.items():
        run = runs.get(key)
        standard = _version(versions, key, run)
        if standard is None or (
            key.run_id is None and not is_in_onboarding(standard, person.start, due.span)
        ):
            continue
        comments = said.get(key, ())
        items = _item_views(
            items_in(versions.items(standard), key, run), rows.get(key, []), evidence, comments
        )
        if not items:
            continue
        is_closed = run is not None and run.closed_at is not None
        if not is_closed:
            codes = [view.item.metric for view in items if view.item.judged == "measured"]
            values = measure(reader, person, codes, due.span, now) if codes else {}
            items = [judged(view, values) for view in items]
        whole = tuple(one.comment for one in comments if not one.item)
        overdue = due.is_overdue and not is_closed
        found.append(RunView(key, standard, due.span, due.due, overdue, run, tuple(items), whole))
    return found


def _version(versions: Versions, key: RunKey, run: Run | None) -> Standard | None:
    if run is not None and run.standard_id is not None:
        return versions.version(run.standard_id)
    return versions.in_force(key.standard, key.span.last)


def _item_views(
    items: Iterable[Item],
    rows: Sequence[RunItem],
    evidence: Mapping[int, Sequence[Evidence]],
    comments: Sequence[OnRun],
) -> list[ItemView]:
    """The items of a run, those that were left over from earlier periods before their own."""
    found = []
    for item in items:
        own = [row for row in rows if row.item == item.code]
        carried = sorted((row for row in own if row.carried_from), key=lambda row: row.carried_from)
        plain = next((row for row in own if not row.carried_from), None)
        said = tuple(one.comment for one in comments if one.item == item.code)
        for row in (*carried, plain):
            origin = row.carried_from if row is not None else ""
            shown = tuple(evidence.get(row.id, ())) if row is not None else ()
            found.append(_as_stored(item, row, origin, shown, () if origin else said))
    return found


def _as_stored(
    item: Item,
    row: RunItem | None,
    origin: str,
    evidence: tuple[Evidence, ...],
    comments: tuple[Comment, ...],
) -> ItemView:
    target = target_words(item.bound, item.target, item.unit)
    if row is None:
        return ItemView(item, None, origin, Answer(""), target=target, comments=comments)
    number = number_words(row.number, item.unit)
    return ItemView(
        item,
        row,
        origin,
        Answer(row.state, row.verdict),
        row.said or number,
        row.counts,
        row.target or target,
        evidence,
        comments,
    )


def judged(view: ItemView, values: Mapping[str, Measured]) -> ItemView:
    """An item of an open run, judged by its number or by what was measured."""
    item = view.item
    if item.judged == "measured":
        found = values.get(item.metric, Measured())
        return view._replace(
            answer=Answer("", found.verdict), value=found.value, counts=found.counts, target=found.target
        )
    if item.judged == "number" and item.target is not None and view.row is not None:
        number = view.row.number
        if number is not None:
            verdict = "met" if reached(number, item.bound, item.target) else "missed"
            return view._replace(answer=view.answer._replace(verdict=verdict))
    return view


def _by_run(rows: Iterable[RunItem]) -> dict[RunKey, list[RunItem]]:
    found: dict[RunKey, list[RunItem]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
