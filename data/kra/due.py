"""Which runs are due, how far they are, and how many in a row were whole. Pure rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from data.calendar.days import onboarding_week
from data.kra.cadence import CADENCES, PERIODS, Span, Works, due_day, earlier, has_work, span_of
from data.kra.run import DONE, NOT_APPLICABLE, NOT_DONE
from data.kra.standard import Assignment, Item, Standard
from data.kra.verdicts import MET, MISSED, UNKNOWN


class DueRun(NamedTuple):
    """A run that is to be done: its standard by code, its days, the day by which, and whether that is past."""

    standard: str
    span: Span
    due: date
    is_overdue: bool


def due_runs(
    assignments: Sequence[Assignment], today: date, works: Works, closed: Collection[tuple[str, Span]]
) -> list[DueRun]:
    """The runs of today's periods, and those of the periods before that were not closed; what is due first goes first.

    ``closed`` are the runs that are closed, by standard and span. What was given up is not due any more. Days and
    periods without any work have no run, and neither has a period that was over before the standard was taken up. Runs
    of events are none of these.
    """
    found: dict[tuple[str, Span], DueRun] = {}
    for assignment in (one for one in assignments if not one.until):
        for cadence in PERIODS:
            present = span_of(cadence, today)
            before = earlier(present, works)
            for span in (present, before):
                if span is None or not is_run_in(assignment, span):
                    continue
                if not has_work(span, works):
                    continue
                due = due_day(span, works)
                is_overdue = span is before
                if not is_overdue or (assignment.standard, span) not in closed:
                    found[assignment.standard, span] = DueRun(assignment.standard, span, due, is_overdue)
    return sorted(found.values(), key=lambda run: (run.due, CADENCES.index(run.span.cadence), run.standard))


def is_run_in(assignment: Assignment, span: Span) -> bool:
    """Whether somebody runs a standard in some days: from the period in which it was taken up to the last whole one."""
    return span.last.isoformat() >= assignment.since and (
        not assignment.until or span.last.isoformat() < assignment.until
    )


def is_in_onboarding(standard: Standard, start: date, span: Span) -> bool:
    """Whether a run lies in the weeks of onboarding for which a standard is made."""
    week = onboarding_week(start, span.last)
    first = onboarding_week(start, span.first)
    return (standard.last_week is None or first <= standard.last_week) and (
        standard.first_week is None or week >= standard.first_week
    )


class Answer(NamedTuple):
    """How an item stands: its state, and the verdict on its number or measure."""

    state: str
    verdict: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was done, or met its target."""
        return self.state == DONE or self.verdict in MET

    @property
    def applies(self) -> bool:
        """Whether it counts at all: not what does not apply, nor what could not be measured."""
        return self.state != NOT_APPLICABLE and self.verdict not in UNKNOWN

    @property
    def is_open(self) -> bool:
        """Whether nobody has said anything of it yet."""
        return not self.state and not self.verdict

    @property
    def is_slipped(self) -> bool:
        """Whether it was not done, or missed its target."""
        return self.state == NOT_DONE or self.verdict in MISSED


class Progress(NamedTuple):
    """How many of the items that apply are done; ``left`` are those of which nobody has said anything."""

    done: int
    of: int
    left: int

    @property
    def is_whole(self) -> bool:
        """Whether everything that applies is done."""
        return self.done == self.of

    @property
    def share(self) -> float | None:
        """Done of all; None where nothing applies."""
        return self.done / self.of if self.of else None


def progress(answers: Iterable[Answer]) -> Progress:
    """How far some items are."""
    applying = [answer for answer in answers if answer.applies]
    return Progress(
        sum(answer.is_done for answer in applying), len(applying), sum(answer.is_open for answer in applying)
    )


def streak(finished: Sequence[Progress | None], *, present_is_whole: bool) -> int:
    """The runs in a row, up to now, in which everything that applied was done: finished ones, the newest first.

    One that was missing altogether (None) ends it; one in which nothing applied is passed over.
    """
    count = 1 if present_is_whole else 0
    for run in finished:
        if run is None or not run.is_whole:
            break
        count += 1 if run.of else 0
    return count


class Slipped(NamedTuple):
    """How often an item was not done, of the times it was due."""

    item: Item
    times: int
    of: int


def slipped_most(times: Iterable[tuple[Item, Answer]], most: int = 5) -> list[Slipped]:
    """The items that were not done most often, the worst first; those that never slipped are left out."""
    counts: dict[str, list[int]] = {}
    items: dict[str, Item] = {}
    for item, answer in times:
        if not answer.applies:
            continue
        items[item.code] = item
        count = counts.setdefault(item.code, [0, 0])
        count[0] += not answer.is_done
        count[1] += 1
    found = [Slipped(items[code], missed, of) for code, (missed, of) in counts.items() if missed]
    found.sort(key=lambda one: (-one.times / one.of, -one.times, one.item.title))
    return found[:most]
