"""A week under review as it stands in the store: its state, who signed it, what was adjusted since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from data.calendar.days import week_label
from data.kernel.commands import Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import select_records
from data.kernel.text import clean
from data.people.person import Person, by_ids
from data.people.signed_weeks import SignedWeek

REVIEW, ADJUSTMENT, SIGNED_WEEK = "review", "adjustment", "signed_week"
State = Literal["open", "submitted", "returned", "signed"]
STATES: tuple[State, ...] = get_args(State)
SUBMITTED, RETURNED, SIGNED, ADJUSTED = "submitted", "returned", "signed", "adjusted"
"""What a comment on a week did besides saying something."""


class Review(NamedTuple):
    """A week that was submitted, or returned since; ``at`` is when. ``points`` are those that it was submitted with;
    None where that is unknown, and of a returned one.
    """

    id: int
    person_id: int
    monday: str
    state: str
    at: int
    points: int | None = None
    touched: int | None = None

    @property
    def stands(self) -> State:
        """How its week stands as long as nobody has signed it."""
        return "returned" if self.state == RETURNED else "submitted"


class Adjustment(NamedTuple):
    """Points that a signed week has more, or less, than it was signed with, and why."""

    id: int
    person_id: int
    monday: str
    points: int
    reason: str
    adjusted_by: int
    at: int
    touched: int | None = None


class Standing(NamedTuple):
    """How a week stands under review."""

    state: State
    review: Review | None
    signed: SignedWeek | None
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def adjusted(self) -> int:
        """The sum of all adjustments, in points."""
        return sum(one.points for one in self.adjustments)


def checked_monday(text: str) -> date:
    """The Monday of a week. Raises UsageError for what is none."""
    try:
        monday = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{clean(text, 40)!r} is no day. Write it like 2026-11-23.") from None
    if monday.weekday():
        raise UsageError("A week is meant by its Monday.")
    return monday


def standing(reader: Reader, person_id: int, monday: date) -> Standing:
    """How a week of somebody's stands."""
    which = (person_id, monday.isoformat())
    where = "where person_id = ? and monday = ?"
    review = next(iter(select_records(reader, Review, REVIEW, where, which)), None)
    signed = next(iter(select_records(reader, SignedWeek, SIGNED_WEEK, where, which)), None)
    adjustments = select_records(reader, Adjustment, ADJUSTMENT, f"{where} order by at, id", which)
    return Standing(_state(review, signed), review, signed, tuple(adjustments))


def _state(review: Review | None, signed: SignedWeek | None) -> State:
    if signed is not None:
        return "signed"
    return "open" if review is None else review.stands


def week_words(person: Person, monday: date) -> str:
    """``week 2026-W48 of Ana Costa``."""
    return f"week {week_label(monday)} of {person.name}"


def sentence(person: Person, monday: date) -> str:
    """The same at the beginning of a sentence."""
    words = week_words(person, monday)
    return words[0].upper() + words[1:]


def refuse_no_week(person: Person, monday: date, today: date) -> None:
    """Raise Refused for a week that is no seller's, before the start, or yet to begin."""
    if not person.sells:
        raise Refused(f"{person.name} does not sell: there is no week to review.", code="week.of_no_seller")
    if monday + timedelta(days=6) < person.start:
        raise Refused(f"{person.name} was not there yet in week {week_label(monday)}.")
    if monday > today:
        raise Refused(f"Week {week_label(monday)} has not begun.")


def reviewers(reader: Reader, person: Person) -> list[Person]:
    """Who reviews somebody's week: the manager, if there is an active one."""
    found = by_ids(reader, [] if person.manager_id is None else [person.manager_id])
    return [manager for manager in found if manager.active]


def refuse_own(reader: Reader, actor: int, person: Person) -> None:
    """Raise Refused where somebody would review the own week although another does."""
    managers = reviewers(reader, person)
    if actor == person.id and managers:
        raise Refused(
            f"Nobody reviews their own week: {managers[0].name} reviews yours.", code="week.own_review"
        )


def alone(reader: Reader, actor: int, person: Person) -> str:
    """The words that say so where somebody reviews the own week, as nobody else does."""
    is_alone = actor == person.id and not reviewers(reader, person)
    return ", by themself, as nobody manages them" if is_alone else ""


def adjusted_words(adjustments: Sequence[Adjustment]) -> str:
    """``+10``, ``-5``, or nothing."""
    total = sum(one.points for one in adjustments)
    return f"{total:+,d}" if adjustments else ""
