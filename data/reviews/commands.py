"""Commands on weeks under review: submit, return, sign off, adjust."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.comments.saying import TEXT_LIMIT, Saying, said
from data.comments.subject import About, week_of_person
from data.kernel.commands import OWN, TEAM, Change, Command, Deciding, Decision, Reader, command
from data.kernel.engine import Statement
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed
from data.kernel.text import bounded, bounded_lines
from data.people.goal import points_words
from data.people.person import Person, by_id
from data.people.signed_weeks import SignedWeek
from data.reviews.frozen import sealed_with
from data.reviews.made import page_of
from data.reviews.review import (
    ADJUSTED,
    ADJUSTMENT,
    RETURNED,
    REVIEW,
    SIGNED,
    SIGNED_WEEK,
    SUBMITTED,
    Adjustment,
    Review,
    Standing,
    alone,
    checked_monday,
    refuse_no_week,
    refuse_own,
    reviewers,
    sentence,
    standing,
    week_words,
)

REASON_LIMIT = 200
_MARKS = "count(*), ifnull(sum(points), 0), ifnull(max(id), 0), ifnull(max(touched), 0)"
"""What differs once an entry of a week has come, changed or gone."""
MOST_ADJUSTED = 10_000
"""Points that one adjustment brings or takes at most."""


@command("week.submit", OWN)
class SubmitWeek(NamedTuple):
    """Submit a week for review, with words of one's own or none; the manager hears of it."""

    id: int
    actor: int
    at: int
    person_id: int
    monday: str
    words: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a week that is no seller's, is yet to begin, waits for its review, or was signed."""
        person, monday, stands = _week(reader, self, self.person_id, self.monday)
        _refuse_signed(person, monday, stands)
        if stands.state == "submitted":
            raise Refused(f"{sentence(person, monday)} was submitted already.", code="week.submitted")
        words = bounded_lines(self.words, TEXT_LIMIT, "Your words")
        managers = [one.id for one in reviewers(reader, person)]
        return Decision(
            f"{week_words(person, monday)} submitted" + ("" if managers else ", nobody manages it"),
            [
                *_stands(self, stands, SUBMITTED, person, monday),
                *_spoken(reader, self, _Spoken(person, monday, words, SUBMITTED), managers),
            ],
            whose=(person.id,),
            statements=[_unsigned(person, monday)],
        )


@command("week.return", TEAM)
class ReturnWeek(NamedTuple):
    """Return a submitted week, with a reason: it can be submitted again."""

    id: int
    actor: int
    at: int
    person_id: int
    monday: str
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to do so without a reason, a week that was not submitted, and one's own where another reviews it."""
        reason = bounded(self.reason, REASON_LIMIT, "A reason")
        if not reason:
            raise UsageError("Say what is missing, like: Friday's demo is not logged.")
        person, monday, stands = _week(reader, self, self.person_id, self.monday)
        refuse_own(reader, self.actor, person)
        _refuse_signed(person, monday, stands)
        if stands.state != "submitted":
            raise Refused(f"{sentence(person, monday)} is not submitted.")
        return Decision(
            f"{week_words(person, monday)} returned: {reason}",
            [
                *_stands(self, stands, RETURNED, person, monday),
                *_spoken(reader, self, _Spoken(person, monday, reason, RETURNED)),
            ],
            whose=(person.id,),
            statements=[_unsigned(person, monday)],
        )


@command("week.sign_off", TEAM)
class SignWeek(NamedTuple):
    """Sign a week off, with words or none: its entries and its page stay as they are from then on."""

    id: int
    actor: int
    at: int
    person_id: int
    monday: str
    words: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a signed week, one that goes on and was not submitted, one's own where another reviews it."""
        words = bounded_lines(self.words, TEXT_LIMIT, "Your words")
        person, monday, stands = _week(reader, self, self.person_id, self.monday)
        refuse_own(reader, self.actor, person)
        _refuse_signed(person, monday, stands)
        sunday = monday + timedelta(days=6)
        if stands.state != "submitted" and sunday >= day_of(self.at, person.zone):
            raise Refused(
                f"{sentence(person, monday)} goes on, and was not submitted.",
                code="week.goes_on",
            )
        page = page_of(reader, person, monday, self.at)
        (row,) = reader.new_ids(self.at, 1)
        signed = SignedWeek(row, person.id, monday.isoformat(), sunday.isoformat(), self.actor, self.at)
        return Decision(
            f"{week_words(person, monday)} signed off with {points_words(page.total, ',')}"
            f"{alone(reader, self.actor, person)}",
            [
                added(SIGNED_WEEK, sealed_with(reader, signed, page)),
                *_spoken(reader, self, _Spoken(person, monday, words, SIGNED)),
            ],
            whose=(person.id,),
            statements=[_stands_as(stands, person, monday), *_as_read(reader, person, signed)],
        )


@command("week.adjust", TEAM)
class AdjustWeek(NamedTuple):
    """Correct a signed week: points more or less, with a reason. What was signed stays as it is beside that."""

    id: int
    actor: int
    at: int
    person_id: int
    monday: str
    points: int
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a week that is open, no points, no reason, and one's own week where another reviews it."""
        reason = bounded(self.reason, REASON_LIMIT, "A reason")
        if not reason:
            raise UsageError("Say why, like: the demo of Friday was logged twice.")
        if not self.points or abs(self.points) > MOST_ADJUSTED:
            raise UsageError(
                f"An adjustment is a whole number of points, as +10 or -25, up to {MOST_ADJUSTED:,}."
            )
        person, monday, stands = _week(reader, self, self.person_id, self.monday)
        refuse_own(reader, self.actor, person)
        if stands.signed is None:
            raise Refused(
                f"{sentence(person, monday)} is open: its entries can be corrected.",
                code="week.not_signed",
            )
        (row,) = reader.new_ids(self.at, 1)
        adjustment = Adjustment(row, person.id, monday.isoformat(), self.points, reason, self.actor, self.at)
        words = f"{self.points:+,d}: {reason}"
        return Decision(
            f"{week_words(person, monday)} adjusted by {words}",
            [
                added(ADJUSTMENT, adjustment),
                *_spoken(reader, self, _Spoken(person, monday, words, ADJUSTED)),
            ],
            whose=(person.id,),
            statements=[_still_signed(stands.signed)],
        )


class _Spoken(NamedTuple):
    """What is said of a week, and what else that does."""

    person: Person
    monday: date
    text: str
    does: str


def _spoken(
    reader: Deciding, command: Command, spoken: _Spoken, also: list[int] | None = None
) -> list[Change]:
    whose = About(week_words(spoken.person, spoken.monday), spoken.person.id)
    subject = week_of_person(spoken.person.id, spoken.monday)
    return said(reader, command, Saying(subject, whose, spoken.text, spoken.does, also or ()))


def _week(reader: Reader, command: Command, person_id: int, monday: str) -> tuple[Person, date, Standing]:
    person, first = by_id(reader, person_id), checked_monday(monday)
    refuse_no_week(person, first, day_of(command.at, person.zone))
    return person, first, standing(reader, person_id, first)


def _refuse_signed(person: Person, monday: date, stands: Standing) -> None:
    if stands.signed is not None:
        raise Refused(f"{sentence(person, monday)} is signed off and closed.", code="week.signed")


def _stands(command: Command, stands: Standing, state: str, person: Person, monday: date) -> list[Change]:
    """The change by which a week stands otherwise; its first one has the id of the command."""
    if stands.review is None:
        return [added(REVIEW, Review(command.id, person.id, monday.isoformat(), state, command.at))]
    after = stands.review._replace(state=state, at=command.at)
    change = changed(REVIEW, stands.review, after, command.id)
    return [] if change is None else [change]


def _unsigned(person: Person, monday: date) -> Statement:
    """The guard by which what is decided on an open week is decided again where it was signed meanwhile."""
    signed = "select 1 from signed_week where person_id = ? and monday = ?"
    return (f"insert into guard values(not exists({signed}))", (person.id, monday.isoformat()))


def _stands_as(stands: Standing, person: Person, monday: date) -> Statement:
    """The guard by which a week is judged again where it was submitted or returned meanwhile."""
    review = "select touched from review where person_id = ? and monday = ? and state = ?"
    if stands.review is None:
        none = "not exists(select 1 from review where person_id = ? and monday = ?)"
        return (f"insert into guard values({none})", (person.id, monday.isoformat()))
    week = (person.id, monday.isoformat(), stands.review.state)
    return (
        f"insert into guard values(exists({review}) and ({review}) is ?)",
        (*week, *week, stands.review.touched),
    )


def _still_signed(signed: SignedWeek) -> Statement:
    """The guard by which nothing is adjusted in a week whose signature was taken back meanwhile."""
    return ("insert into guard values(exists(select 1 from signed_week where id = ?))", (signed.id,))


def _as_read(reader: Reader, person: Person, signed: SignedWeek) -> list[Statement]:
    """The guards by which a week is read again where an entry came, changed or went while it was signed."""
    entries = "from activity where person_id = ? and day between ? and ?"
    week = (person.id, signed.monday, signed.sunday)
    found = reader.select(f"select {_MARKS} {entries}", week)[0]
    return [
        _unsigned(person, date.fromisoformat(signed.monday)),
        (f"insert into guard values((select ({_MARKS}) = (?, ?, ?, ?) {entries}))", (*found, *week)),
    ]
