"""A message from a lead as it stands in the store, and those that wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.rows import select_records
from data.leads.lead import with_merged


class Message(NamedTuple):
    """One message that came in ``at`` an instant, to be answered by ``due_at``.

    ``answered_by`` is the activity that answered it, ``minutes`` the owner's working time until then.
    """

    id: int
    lead_id: int
    at: int
    due_at: int
    channel: str = ""
    text: str = ""
    answered_at: int | None = None
    answered_by: int | None = None
    minutes: int | None = None
    touched: int | None = None


def unanswered(reader: Reader, lead_id: int, since: int | None = 0) -> list[Message]:
    """The messages that wait for an answer, those of merged leads too, the oldest first.

    ``since`` is where the lead's clock began (None: it stands still): what came before a lead was turned away
    waits no longer.
    """
    if since is None:
        return []
    return _messages(reader, lead_id, "at >= ? and answered_at is null", since)


def all_messages(reader: Reader, lead_id: int, since: int = 0) -> list[Message]:
    """The messages of a lead, and of those merged into it, from an instant on, the oldest first."""
    return _messages(reader, lead_id, "at >= ?", since)


def open_or_later(reader: Reader, lead_id: int, since: int | None, at: int) -> list[Message]:
    """The messages that came in until an instant, and wait from ``since`` on or were answered later than that."""
    waiting = "" if since is None else "answered_at is null and at >= ? or"
    params = (at, *(() if since is None else (since,)), at)
    return _messages(reader, lead_id, f"at <= ? and ({waiting} answered_at > ?)", *params)


def waiting_since(messages: Sequence[Message]) -> int | None:
    """When the first of messages that wait came in; None where none does."""
    return min((message.at for message in messages), default=None)


def first_due(messages: Sequence[Message]) -> int | None:
    """When the first of messages that wait is due; None where none waits."""
    return min((message.due_at for message in messages), default=None)


def _messages(reader: Reader, lead_id: int, condition: str, *values: Value) -> list[Message]:
    ids = ", ".join(map(str, with_merged(reader, lead_id)))
    where = f"where lead_id in ({ids}) and {condition} order by at, id"
    return select_records(reader, Message, "message", where, values)
