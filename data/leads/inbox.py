"""Everything on the inbox, read in one go: the ids of a view, and what the strip needs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from data.kernel import journal
from data.kernel.commands import Reader
from data.leads.attention import MINUTE, Attention, attentions, next_step
from data.leads.fields import LEADS
from data.leads.lead import Lead, by_ids
from data.leads.preview import Preview, preview_of
from data.leads.queue import ALL, Counts, Order, View, queue
from data.people.person import Person, everybody
from data.points.score import Score, score_of
from data.records.choices import Choice, choices
from data.records.own_currency import company_currency
from data.records.search import filtered, first_filtered, nearly

FIRST, ENOUGH = 1_000, 100
"""Leads of a long list that are read before the rest: of a view, and of what a filter leaves of it."""


class Lists(NamedTuple):
    """What is chosen from while leads are worked with: the company's lists, and the handles of its people."""

    reasons: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    people: tuple[str, ...]
    unit: str
    """The currency in which the company counts."""

    def of_fields(self) -> dict[str, list[str]]:
        """The names that may be chosen for a particular, by its column."""
        return {
            "source": [choice.name for choice in self.sources],
            "channel": [choice.name for choice in self.channels],
        }


class Look(NamedTuple):
    """What one wants to see of an inbox: a view, in an order, narrowed by a filter's words."""

    view: View
    order: Order = "what matters"
    words: str = ""

    @property
    def shows_owners(self) -> bool:
        """Whether leads of several owners are in sight: a team's, or those of people who have left."""
        return self.view in ("team", "unassigned")


class Inbox(NamedTuple):
    """A person's leads as one looks at them. ``ids`` are those that the filter's words leave of ``whole``.

    Where ``is_near``, none has the words as typed, and these have some spelled nearly so. Where there ``is_more``,
    only the first were read, so that they are seen at once. ``revision`` and ``now`` tell what the rest was read from.
    """

    look: Look
    ids: array[int]
    whole: array[int]
    lists: Lists
    score: Score
    revision: int
    now: int
    is_near: bool = False
    is_more: bool = False

    @property
    def counts(self) -> Counts:
        """How many leads want what."""
        counted = self.score.counted["leads"]
        if not isinstance(counted, Counts):
            raise TypeError(counted)
        return counted

    def holds(self, revision: int, now: int) -> bool:
        """Whether what was read still holds: nothing was changed, and no clock shows another minute."""
        return revision == self.revision and now // MINUTE == self.now // MINUTE

    @property
    def is_whole(self) -> bool:
        """Whether ``whole`` is all of the view."""
        return not self.is_more or bool(self.look.words.strip())


class Row(NamedTuple):
    """One lead of the list: why it is there, and the handle of whoever owns it."""

    lead: Lead
    attention: Attention
    owner: str


class Glance(NamedTuple):
    """What of a view is seen first: its first rows by lead, and the preview of the first lead."""

    inbox: Inbox
    rows: dict[int, Row]
    preview: Preview | None


def inbox_of(
    reader: Reader, person: Person, look: Look, now: int, earlier: Inbox | None = None, first: bool = False
) -> Inbox:
    """A person's leads as one wants to look at them; ``first``: of a long list the first are enough.

    Of ``earlier``, what was read before, all is taken that still holds: typing in the filter only narrows.
    """
    revision, most = journal.newest(reader), FIRST if first and not look.words.strip() else ALL
    if earlier is None or not earlier.holds(revision, now):
        earlier = _read(reader, person, look, revision, now, most)
    elif earlier.look[:2] != look[:2] or not earlier.is_whole:
        whole = queue(reader, person, look.view, now, look.order, most)
        earlier = earlier._replace(whole=whole, is_more=len(whole) == most)
    else:
        earlier = earlier._replace(is_more=False)
    if not look.words.strip():
        return earlier._replace(look=look, ids=earlier.whole, is_near=False)
    return _narrowed(reader, earlier._replace(look=look, is_near=False), first)


def _narrowed(reader: Reader, inbox: Inbox, first: bool) -> Inbox:
    """What the filter's words leave of a whole view."""
    whole, words = inbox.whole, inbox.look.words
    if first and len(whole) > FIRST and (ids := first_filtered(reader, LEADS, whole, words, ENOUGH)):
        return inbox._replace(ids=ids, is_more=True)
    if ids := filtered(reader, LEADS, whole, words):
        return inbox._replace(ids=ids)
    near = nearly(reader, LEADS, whole, words)
    return inbox._replace(ids=near, is_near=bool(near))


def glance_at(
    reader: Reader, person: Person, look: Look, now: int, earlier: Inbox | None = None, rows: int = 0
) -> Glance:
    """An inbox as ``inbox_of`` reads it, with its first ``rows`` rows and the preview of the lead on top.

    Read in one go, so that a list can be painted once: of a long one the first, and more after that. Without rows
    there is no preview either, and nothing is left out.
    """
    inbox = inbox_of(reader, person, look, now, earlier, first=rows > 0)
    if not rows or not inbox.ids:
        return Glance(inbox, {}, None)
    return Glance(
        inbox, rows_of(reader, person, inbox, inbox.ids[:rows], now), preview_of(reader, inbox.ids[0])
    )


def _read(reader: Reader, person: Person, look: Look, revision: int, now: int, most: int) -> Inbox:
    ids = queue(reader, person, look.view, now, look.order, most)
    return Inbox(
        look=look,
        ids=ids,
        whole=ids,
        lists=lists_of(reader),
        score=score_of(reader, person, now),
        revision=revision,
        now=now,
        is_more=len(ids) == most,
    )


def lists_of(reader: Reader) -> Lists:
    """What is chosen from while leads are worked with."""
    return Lists(
        reasons=tuple(choices(reader, "reason")),
        outcomes=tuple(choices(reader, "outcome")),
        sources=tuple(choices(reader, "source")),
        channels=tuple(choices(reader, "channel")),
        people=tuple(person.handle for person in everybody(reader, active_only=True)),
        unit=company_currency(reader),
    )


def rows_of_leads(reader: Reader, person: Person, leads: Sequence[Lead], now: int) -> list[Row]:
    """Leads with why each wants attention, as a person sees them, and with the handle of whoever owns them."""
    names = {one.id: one.handle for one in everybody(reader)}
    reasons = attentions(reader, person, leads, now)
    return [Row(lead, reasons[lead.id], names.get(lead.owner_id or 0, lead.owner_name)) for lead in leads]


def rows_of(reader: Reader, person: Person, inbox: Inbox, ids: Sequence[int], now: int) -> dict[int, Row]:
    """The rows of these ids that exist, with why each is where it is."""
    names = {one.id: one.handle for one in everybody(reader)} if inbox.look.shows_owners else {}
    leads = by_ids(reader, ids)
    if inbox.look.view == "agenda":
        reasons = {lead.id: next_step(lead, person.hours, now) for lead in leads}
    else:
        reasons = attentions(reader, person, leads, now)
    return {
        lead.id: Row(lead, reasons[lead.id], names.get(lead.owner_id or 0, lead.owner_name)) for lead in leads
    }
