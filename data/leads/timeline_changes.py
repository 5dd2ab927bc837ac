"""What the journal tells of a lead: which commands changed it, and what from what to what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from data.calendar.days import full_day, local
from data.kernel.commands import EVENTS, Reader
from data.kernel.journal import REDO, UNDO, updates_of_row
from data.leads.fields import FIELDS, money_words
from data.leads.triage import TOGGLES

_LABELS = {
    **{field.column: field.label for field in FIELDS},
    **TOGGLES,
    "status": "status",
    "reason": "reason",
    "owner_id": "owner",
    "follow_up_at": "follow-up",
    "next_step": "next step",
    "snoozed_until": "snoozed until",
}
_TOLD_BY_ITSELF = frozenset({"follow-up", "next step", "snoozed until"})
"""What a touch or a message settles in passing: the activity or message stands in the timeline already."""

LONGEST = 200


class Detail(NamedTuple):
    """One particular that changed, in words."""

    label: str
    before: str
    after: str


class Head(NamedTuple):
    """A command of the journal that changed a lead, without what it changed."""

    at: int
    id: int
    name: str
    actor: int
    summary: str
    touches: int
    lead_id: int

    @property
    def is_event(self) -> bool:
        """Whether it is told by the activity, message or note that it made."""
        return bool(self.touches & EVENTS)


def journal_heads(reader: Reader, leads: Sequence[int]) -> list[Head]:
    """The commands that changed these leads, the newest first, each once.

    Undo and redo are left out, and what undo took back from the lead; where it left the lead as it was
    (somebody had changed it since), the command is still told. ``leads`` begins with the one that is kept.
    """
    found: dict[int, Head] = {}
    for lead_id in leads:
        rows = reader.select(
            "select journal.at, journal.id, journal.name, journal.actor, journal.summary, journal.touches "
            "from record_event join journal on journal.seq = record_event.seq "
            f"where record_event.record_id = ? and journal.name not in ('{UNDO}', '{REDO}') and not exists("
            "  select 1 from journal undo join record_event taken on taken.seq = undo.seq "
            "  where undo.id = journal.undone_by and taken.record_id = record_event.record_id)",
            (lead_id,),
        )
        for row in rows:
            at, identifier, name, actor, summary, touches = row
            found.setdefault(identifier, Head(at, identifier, name, actor, summary, touches, lead_id))
    return sorted(found.values(), reverse=True)


class Teller:
    """Puts what commands changed into words. Keeps the names of people and statuses."""

    def __init__(self, reader: Reader, names: Mapping[int, str], where: tzinfo) -> None:
        self._reader = reader
        self.names = names
        self._where = where
        self._statuses: dict[str, str] = dict(reader.select("select code, name from lead_status"))

    def details(self, head: Head) -> tuple[Detail, ...]:
        """The particulars of the head's lead that the command changed."""
        found: list[Detail] = []
        for change in updates_of_row(self._reader, head.id, "lead", head.lead_id):
            before, after = change.before or {}, change.after or {}
            for column, label in _LABELS.items():
                if column in after:
                    found.append(Detail(label, self._words(column, before), self._words(column, after)))
        if head.is_event:
            found = [detail for detail in found if detail.label not in _TOLD_BY_ITSELF]
        return tuple(found)

    def _words(self, column: str, columns: Mapping[str, Any]) -> str:
        value: Any = columns[column]
        if column in TOGGLES:
            return {1: "yes", 0: "no"}.get(value, "open")
        if value in (None, ""):
            return ""
        if column == "owner_id":
            return self.names.get(value, "somebody")
        if column == "status":
            return self._statuses.get(value, str(value))
        if column == "budget":
            return money_words(value, str(columns.get("currency") or ""))
        if column in ("follow_up_at", "snoozed_until"):
            return self._moment(value)
        if column == "custom":
            return _cut("; ".join(f"{name}: {text}" for name, text in json.loads(value).items()))
        return _cut("; ".join(str(value).splitlines()))

    def _moment(self, at: int) -> str:
        moment = local(at, self._where)
        return f"{full_day(moment.date())} {moment.hour}:{moment.minute:02d}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
