"""Everything about one week under review, read in one go: its page, how it stands, what was said of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.comments.comment import Said, thread
from data.comments.subject import week_of_person
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.people.person import Person, by_ids
from data.people.reach import may_read
from data.reviews.frozen import Sealed, sealed
from data.reviews.made import page_of
from data.reviews.page import WeekPage
from data.reviews.review import Standing, reviewers, standing


class Reviewed(NamedTuple):
    """A week of somebody's. ``page`` is the one that was signed where there is such, else made of what there is now;
    ``names`` are those of who signed and adjusted, by id.
    """

    person: Person
    monday: date
    page: WeekPage
    stands: Standing
    sealed: Sealed | None
    said: tuple[Said, ...]
    names: dict[int, str]
    reviewer: str
    """What the manager is called who reviews it; empty where nobody does."""

    @property
    def signer(self) -> str:
        """Who signed it; empty where nobody has."""
        return self.names.get(self.stands.signed.signed_by, "") if self.stands.signed else ""

    @property
    def total(self) -> int:
        """Its points with what was adjusted since."""
        return self.page.total + self.stands.adjusted


def reviewed(reader: Reader, actor: Person, person: Person, monday: date, now: int) -> Reviewed:
    """A week of somebody's as whoever asks sees it. Raises Refused for who may not read it."""
    if not may_read(reader, actor, person):
        raise Refused(f"The weeks of {person.name} are for {person.name}, the manager and admins.")
    stands = standing(reader, person.id, monday)
    signed = None if stands.signed is None else sealed(reader, stands.signed)
    page = (
        signed.page
        if signed is not None and signed.page is not None
        else page_of(reader, person, monday, now)
    )
    hands = {one.adjusted_by for one in stands.adjustments} | (
        {stands.signed.signed_by} if stands.signed else set()
    )
    names = {one.id: one.name for one in by_ids(reader, [*hands])}
    said = tuple(thread(reader, week_of_person(person.id, monday)))
    reviewer = next((one.name for one in reviewers(reader, person)), "")
    return Reviewed(person, monday, page, stands, signed, said, names, reviewer)
