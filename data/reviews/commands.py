"""Commands on weeks under review: submit, return, sign off, adjust."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.comments.saying import TEXT_LIMIT
from data.kernel.commands import OWN, TEAM, Deciding, Decision, Reader, command
from data.kernel.engine import Statement
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added
from data.kernel.text import bounded_lines, reason_given
from data.people.goal import points_words
from data.people.signed_weeks import SignedWeek
from data.points.standing import week_points
from data.reviews.deciding import Spoken, meant
from data.reviews.frozen import sealed_with
from data.reviews.made import page_of
from data.reviews.review import (
    ADJUSTED,
    ADJUSTMENT,
    RETURNED,
    SIGNED,
    SIGNED_WEEK,
    SUBMITTED,
    Adjustment,
    alone,
    reviewers,
    sentence,
)

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
        week = meant(reader, self, is_review=False)
        week.refuse_signed()
        if week.stands.state == "submitted":
            raise Refused(
                f"{sentence(week.person, week.monday)} was submitted already.", code="week.submitted"
            )
        words = bounded_lines(self.words, TEXT_LIMIT, "Your words")
        managers = [one.id for one in reviewers(reader, week.person)]
        done = "submitted" if managers else "submitted, nobody manages it"
        spoken = Spoken(words, SUBMITTED, managers)
        changes = week.standing_as(SUBMITTED, week_points(reader, week.person.id, week.monday))
        return week.decided(reader, done, changes, spoken, [week.unsigned()])


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
        reason = reason_given(self.reason, "Say what is missing, like: Friday's demo is not logged.")
        week = meant(reader, self)
        week.refuse_signed()
        if week.stands.state != "submitted":
            raise Refused(f"{sentence(week.person, week.monday)} is not submitted.")
        spoken = Spoken(reason, RETURNED)
        return week.decided(
            reader, f"returned: {reason}", week.standing_as(RETURNED), spoken, [week.unsigned()]
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
        week = meant(reader, self)
        week.refuse_signed()
        person, monday = week.person, week.monday
        sunday = monday + timedelta(days=6)
        if week.stands.state != "submitted" and sunday >= day_of(self.at, person.zone):
            raise Refused(f"{sentence(person, monday)} goes on, and was not submitted.", code="week.goes_on")
        page = page_of(reader, person, monday, self.at)
        (row,) = reader.new_ids(self.at, 1)
        signed = SignedWeek(row, person.id, monday.isoformat(), sunday.isoformat(), self.actor, self.at)
        done = f"signed off with {points_words(page.total, ',')}{alone(reader, self.actor, person)}"
        guards = [week.as_it_stands(), week.unsigned(), _as_read(reader, signed)]
        changes = [added(SIGNED_WEEK, sealed_with(reader, signed, page))]
        return week.decided(reader, done, changes, Spoken(words, SIGNED), guards)


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
        reason = reason_given(self.reason, "Say why, like: the demo of Friday was logged twice.")
        if not self.points or abs(self.points) > MOST_ADJUSTED:
            raise UsageError(
                f"An adjustment is a whole number of points, as +10 or -25, up to {MOST_ADJUSTED:,}."
            )
        week = meant(reader, self)
        signed = week.stands.signed
        if signed is None:
            raise Refused(
                f"{sentence(week.person, week.monday)} is open: its entries can be corrected.",
                code="week.not_signed",
            )
        left = page_of(reader, week.person, week.monday, self.at).total + week.stands.adjusted + self.points
        if left < 0:
            raise UsageError(f"That would leave {left:,} points, and no week has fewer than none.")
        (row,) = reader.new_ids(self.at, 1)
        monday = week.monday.isoformat()
        adjustment = Adjustment(row, week.person.id, monday, self.points, reason, self.actor, self.at)
        words = f"{self.points:+,d}: {reason}"
        return week.decided(
            reader,
            f"adjusted by {words}",
            [added(ADJUSTMENT, adjustment)],
            Spoken(words, ADJUSTED),
            [_still_signed(signed)],
        )


def _still_signed(signed: SignedWeek) -> Statement:
    """The guard by which nothing is adjusted in a week whose signature was taken back meanwhile."""
    return ("insert into guard values(exists(select 1 from signed_week where id = ?))", (signed.id,))


def _as_read(reader: Reader, signed: SignedWeek) -> Statement:
    """The guard by which a week is read again where an entry came, changed or went while it was signed."""
    entries = "from activity where person_id = ? and day between ? and ?"
    week = (signed.person_id, signed.monday, signed.sunday)
    found = reader.select(f"select {_MARKS} {entries}", week)[0]
    return (f"insert into guard values((select ({_MARKS}) = (?, ?, ?, ?) {entries}))", (*found, *week))
