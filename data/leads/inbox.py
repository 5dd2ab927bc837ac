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
from data.people.person import Person, everybody, handles_by_id
from data.points.score import Score, score_again
from data.records.choices import Choice, choices
from data.records.own_currency import company_currency
from data.records.search import filtered, first_filtered, nearly

FIRST, ENOUGH = 1_000, 100
"""Leads of a long list that are read before the rest: of a view, and of what a filter leaves of it."""
NONE: array[int] = array("q")


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

    Where ``is_near``, none has the words as typed, and these have some spelled nearly so. ``whole`` is the view, or
    its first leads unless it ``is_whole``. Where there ``is_more``, ``ids`` are the first that were found, so that
    they are seen at once: ``rest_of`` reads the others. ``revision`` and ``now`` tell what all was read from.
    """

    look: Look
    ids: array[int]
    whole: array[int]
    lists: Lists
    score: Score
    revision: int
    now: int
    is_near: bool = False
    is_whole: bool = False
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
    def is_unseen(self) -> bool:
        """Whether none of the first leads has the words: nothing can be shown yet."""
        return self.is_more and not self.ids

    @property
    def has_enough(self) -> bool:
        """Whether so many leads are there that one can wait for more."""
        return not self.is_more or len(self.ids) >= ENOUGH


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
    revision = journal.newest(reader)
    score = score_again(reader, person, now, earlier.score if earlier else None)
    if earlier is None or not earlier.holds(revision, now):
        inbox = Inbox(look, NONE, NONE, lists_of(reader), score, revision, now)
        return _narrowed(reader, _viewed(reader, person, inbox, first), first)
    inbox = earlier._replace(look=look, score=score)
    if look[:2] != earlier.look[:2] or not (first or earlier.is_whole):
        inbox = _viewed(reader, person, inbox, first)
    return _narrowed(reader, inbox, first)


def rest_of(reader: Reader, person: Person, inbox: Inbox, now: int) -> Inbox:
    """All of an inbox of which the first leads are known. Its score stays as it was, and so may be older."""
    revision = journal.newest(reader)
    if not inbox.holds(revision, now):
        inbox = inbox._replace(lists=lists_of(reader), revision=revision, now=now, is_whole=False)
    whole = inbox if inbox.is_whole else _viewed(reader, person, inbox, first=False)
    return _narrowed(reader, whole, first=False)


def _viewed(reader: Reader, person: Person, inbox: Inbox, first: bool) -> Inbox:
    """The leads of the view that is looked at, or its ``first``."""
    most, look = FIRST if first else ALL, inbox.look
    whole = queue(reader, person, look.view, inbox.now, look.order, most)
    return inbox._replace(whole=whole, is_whole=len(whole) != most)


def _narrowed(reader: Reader, inbox: Inbox, first: bool) -> Inbox:
    """What the filter's words leave of a view; ``first``: of a long one the first few that were found."""
    whole, words = inbox.whole, inbox.look.words
    inbox = inbox._replace(is_near=False, is_more=not inbox.is_whole)
    if not words.strip():
        return inbox._replace(ids=whole)
    if first and (inbox.is_more or len(whole) > FIRST):
        return inbox._replace(ids=first_filtered(reader, LEADS, whole, words, ENOUGH), is_more=True)
    if ids := filtered(reader, LEADS, whole, words):
        return inbox._replace(ids=ids)
    near = nearly(reader, LEADS, whole, words)
    return inbox._replace(ids=near, is_near=bool(near))


def glance_at(
    reader: Reader,
    person: Person,
    look: Look,
    now: int,
    earlier: Inbox | None = None,
    rows: int = 0,
    first: bool = True,
) -> Glance:
    """An inbox as ``inbox_of`` reads it, with its first ``rows`` rows and the preview of the lead on top.

    Read in one go, so that a list can be painted once. Without rows there is no preview either.
    """
    return _with_rows(reader, person, inbox_of(reader, person, look, now, earlier, first), now, rows)


def rest_at(reader: Reader, person: Person, inbox: Inbox, now: int, rows: int = 0) -> Glance:
    """The same of an inbox as ``rest_of`` reads it."""
    return _with_rows(reader, person, rest_of(reader, person, inbox, now), now, rows)


def _with_rows(reader: Reader, person: Person, inbox: Inbox, now: int, rows: int) -> Glance:
    if not rows or not inbox.ids:
        return Glance(inbox, {}, None)
    return Glance(
        inbox, rows_of(reader, person, inbox, inbox.ids[:rows], now), preview_of(reader, inbox.ids[0])
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
    names = handles_by_id(reader)
    reasons = attentions(reader, person, leads, now)
    return [Row(lead, reasons[lead.id], names.get(lead.owner_id or 0, lead.owner_name)) for lead in leads]


def rows_of(reader: Reader, person: Person, inbox: Inbox, ids: Sequence[int], now: int) -> dict[int, Row]:
    """The rows of these ids that exist, with why each is where it is."""
    names = handles_by_id(reader) if inbox.look.shows_owners else {}
    leads = by_ids(reader, ids)
    if inbox.look.view == "agenda":
        reasons = {lead.id: next_step(lead, person.hours, now) for lead in leads}
    else:
        reasons = attentions(reader, person, leads, now)
    return {
        lead.id: Row(lead, reasons[lead.id], names.get(lead.owner_id or 0, lead.owner_name)) for lead in leads
    }
