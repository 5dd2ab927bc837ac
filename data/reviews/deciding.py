"""What every command on a week under review decides alike: which week, how it stands, what is said of it, and what it
is guarded by.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from data.calendar.days import day_of
from data.comments.saying import Saying, said
from data.comments.subject import About, week_of_person
from data.kernel.commands import Change, Deciding, Decision
from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.kernel.rows import added, changed
from data.people.person import Person, by_id
from data.reviews.review import (
    REVIEW,
    Review,
    Standing,
    checked_monday,
    refuse_no_week,
    refuse_own,
    sentence,
    standing,
    week_words,
)

if TYPE_CHECKING:
    from typing import Protocol

    from data.kernel.commands import Command

    class OnWeek(Command, Protocol):
        """A command on a week of a person's."""

        @property
        def person_id(self) -> int:
            """Whose week it is."""
            ...

        @property
        def monday(self) -> str:
            """The day on which it begins (ISO)."""
            ...


class Spoken(NamedTuple):
    """What is said of a week, what that does, and who hears of it besides."""

    text: str
    does: str
    also: Sequence[int] = ()


class Meant(NamedTuple):
    """The week that a command is about, as it stands."""

    command: OnWeek
    person: Person
    monday: date
    stands: Standing

    def refuse_signed(self) -> None:
        """Raise Refused where it is signed off."""
        if self.stands.signed is not None:
            raise Refused(
                f"{sentence(self.person, self.monday)} is signed off and closed.", code="week.signed"
            )

    def standing_as(self, state: str, points: int | None = None) -> list[Change]:
        """The change by which it stands otherwise, with so many points; its first one has the id of the command."""
        review, command = self.stands.review, self.command
        if review is None:
            row = Review(command.id, self.person.id, self.monday.isoformat(), state, command.at, points)
            return [added(REVIEW, row)]
        change = changed(
            REVIEW, review, review._replace(state=state, at=command.at, points=points), command.id
        )
        return [] if change is None else [change]

    def unsigned(self) -> Statement:
        """The guard by which what is decided on an open week is decided again where it was signed meanwhile."""
        signed = "select 1 from signed_week where person_id = ? and monday = ?"
        return f"insert into guard values(not exists({signed}))", (self.person.id, self.monday.isoformat())

    def as_it_stands(self) -> Statement:
        """The guard by which it is judged again where it was submitted or returned meanwhile."""
        week, review = (self.person.id, self.monday.isoformat()), self.stands.review
        if review is None:
            none = "not exists(select 1 from review where person_id = ? and monday = ?)"
            return f"insert into guard values({none})", week
        stamp = "select touched from review where person_id = ? and monday = ? and state = ?"
        which = (*week, review.state)
        return (
            f"insert into guard values(exists({stamp}) and ({stamp}) is ?)",
            (*which, *which, review.touched),
        )

    def decided(
        self,
        reader: Deciding,
        done: str,
        changes: Sequence[Change],
        spoken: Spoken,
        guards: Sequence[Statement],
    ) -> Decision:
        """The decision: ``done`` says it behind the week's name, its thread tells it, whoever is concerned hears."""
        called, command = week_words(self.person, self.monday), self.command
        subject = week_of_person(self.person.id, self.monday)
        saying = Saying(subject, About(called, self.person.id), spoken.text, spoken.does, spoken.also)
        return Decision(
            f"{called} {done}",
            [*changes, *said(reader, command, saying)],
            whose=(self.person.id,),
            statements=[*guards],
        )


def meant(reader: Deciding, command: OnWeek, *, is_review: bool = True) -> Meant:
    """The week that a command is about; ``is_review`` is one of whoever reviews it.

    Raises UsageError for what is no Monday, Refused for a week that is no seller's, before the start or yet to begin,
    and where somebody would review the own week although another does.
    """
    person, monday = by_id(reader, command.person_id), checked_monday(command.monday)
    refuse_no_week(person, monday, day_of(command.at, person.zone))
    if is_review:
        refuse_own(reader, command.actor, person)
    return Meant(command, person, monday, standing(reader, person.id, monday))
