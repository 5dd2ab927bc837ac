"""Everything on the inbox, read in one go: the ids of a view, and what the strip needs."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from data.calendar.days import day_of
from data.commands import Reader
from data.leads.clock import Attention, Times, attention, times
from data.leads.lead import Lead, by_ids
from data.leads.queue import Order, View, filtered, queue
from data.people.person import Person, everybody
from data.points.tally import days_off
from data.score import Score, score_of

LOOK_AROUND = timedelta(days=90)
"""How far days off are looked at around today, for clocks that run over them."""


class Inbox(NamedTuple):
    """One view of a person's leads, in its order. ``days_off`` are the person's around today."""

    view: View
    order: Order
    words: str
    ids: array[int]
    times: Times
    days_off: Mapping[date, str]
    score: Score
    now: int


class Row(NamedTuple):
    """One lead of the list: why it is there, and who owns it."""

    lead: Lead
    attention: Attention
    owner: str


def inbox_of(reader: Reader, person: Person, view: View, order: Order, words: str, now: int) -> Inbox:
    """A view of a person's leads, narrowed by a filter's words."""
    today = day_of(now, person.zone)
    ids = queue(reader, person, view, now, order)
    return Inbox(
        view=view,
        order=order,
        words=words,
        ids=filtered(reader, ids, words),
        times=times(reader),
        days_off=days_off(reader, person.id, today - LOOK_AROUND, today + LOOK_AROUND),
        score=score_of(reader, person, now),
        now=now,
    )


def rows_of(reader: Reader, person: Person, inbox: Inbox, ids: Sequence[int], now: int) -> dict[int, Row]:
    """The rows of these ids that exist, with why each is where it is."""
    names = {one.id: one.name for one in everybody(reader)} if inbox.view == "team" else {}
    hours = person.hours
    return {
        lead.id: Row(
            lead,
            attention(lead, hours, now, inbox.times, inbox.days_off),
            names.get(lead.owner_id or 0, lead.owner_name),
        )
        for lead in by_ids(reader, ids)
    }
