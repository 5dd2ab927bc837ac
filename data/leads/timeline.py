"""Everything that happened with a lead, the newest first: activities, messages, notes, and what changed.

What changed comes from the journal; ``record_event`` says which of its rows speak of a lead. What was undone is
not told, and neither is the undoing. Leads that were merged into this one tell their story as part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import Literal, NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.leads.attention import duration
from data.leads.lead import Lead, with_merged
from data.leads.timeline_changes import Detail, Head, Teller, journal_heads
from data.points.kinds import Kind, all_kinds

EventKind = Literal["activity", "message", "note", "begun", "change", "merge"]
Cursor = tuple[int, int, str]
PAGE = 50


class Event(NamedTuple):
    """One thing that happened. ``title`` says what in a few words, ``text`` holds a note's or message's own.

    ``who`` is a person's name, ``details`` are the particulars that changed, from what to what; ``lead_id``
    is the lead to which it happened, perhaps one that was merged since.
    """

    at: int
    id: int
    kind: EventKind
    lead_id: int
    title: str
    who: str = ""
    text: str = ""
    details: tuple[Detail, ...] = ()

    @property
    def cursor(self) -> Cursor:
        """The event's place in the order; ``timeline`` goes on before it."""
        return (self.at, self.id, self.kind)


def event_words(event: Event, lead: Lead) -> str:
    """What happened, without the name of the lead it happened to."""
    title = event.title.removeprefix(lead.label).strip() or event.title
    return title + (f": {event.text}" if event.text else "")


def timeline(
    reader: Reader, lead_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a lead, those before a cursor, the newest first.

    ``where`` is the time zone in which dates among the details are told.
    """
    names: dict[int, str] = dict(reader.select("select id, name from person"))
    kinds = {kind.code: kind for kind in all_kinds(reader)}
    found: list[Event] = []
    for identifier in with_merged(reader, lead_id):
        found += _activities(reader, identifier, limit, before, names, kinds)
        found += _messages(reader, identifier, limit, before, names)
        found += _notes(reader, identifier, limit, before, names)
        found += _beginnings(reader, identifier, names)
    found += _changes(reader, lead_id, limit, before, Teller(reader, names, where))
    wanted = [event for event in found if before is None or event.cursor < before]
    wanted.sort(key=lambda event: event.cursor, reverse=True)
    return wanted[:limit]


def _rows(
    reader: Reader, columns: str, table: str, lead_id: int, limit: int, before: Cursor | None
) -> list[Row]:
    """The newest rows of a table about a lead; the cursor's own row comes again, and the caller drops it."""
    params: list[Value] = [lead_id]
    earlier = ""
    if before is not None:
        earlier = "and at <= ? and (at, id) <= (?, ?)"
        params += [before[0], before[0], before[1]]
    about = "record_id" if table == "note" else "lead_id"
    sql = f"select {columns} from {table} where {about} = ? {earlier} order by at desc, id desc limit ?"
    return reader.select(sql, (*params, limit + 1))


def _activities(
    reader: Reader,
    lead_id: int,
    limit: int,
    before: Cursor | None,
    names: dict[int, str],
    kinds: dict[str, Kind],
) -> list[Event]:
    columns = "at, id, person_id, kind, count, outcome, note"
    return [
        Event(
            *(at, identifier, "activity", lead_id),
            title=kinds[kind].counted(count) + (f", {outcome}" if outcome else ""),
            who=names.get(person, ""),
            text=note or "",
        )
        for at, identifier, person, kind, count, outcome, note in _rows(
            reader, columns, "activity", lead_id, limit, before
        )
    ]


def _messages(
    reader: Reader, lead_id: int, limit: int, before: Cursor | None, names: dict[int, str]
) -> list[Event]:
    answerer = "(select actor from journal where journal.id = answered_by)"
    columns = f"at, id, channel, text, answered_at, minutes, {answerer}"
    return [
        Event(
            *(at, identifier, "message", lead_id),
            title=("message" if not channel else f"message by {channel}")
            + (", not answered" if answered is None else f", answered after {duration(minutes or 0)}"),
            who=names.get(by, ""),
            text=text,
        )
        for at, identifier, channel, text, answered, minutes, by in _rows(
            reader, columns, "message", lead_id, limit, before
        )
    ]


def _notes(
    reader: Reader, lead_id: int, limit: int, before: Cursor | None, names: dict[int, str]
) -> list[Event]:
    return [
        Event(at, identifier, "note", lead_id, title="note", who=names.get(person, ""), text=text)
        for at, identifier, person, text in _rows(
            reader, "at, id, person_id, text", "note", lead_id, limit, before
        )
    ]


def _beginnings(reader: Reader, lead_id: int, names: dict[int, str]) -> list[Event]:
    """Where the lead came from: an import, and a day on which it began that the import's file told."""
    rows = reader.select(
        "select lead.created_at, lead.id, journal.at, journal.id, journal.summary, journal.actor "
        "from lead left join journal on journal.id = lead.batch_id where lead.id = ?",
        (lead_id,),
    )
    events: list[Event] = []
    for created_at, identifier, imported_at, command, summary, actor in rows:
        if command is not None:
            title = f"imported: {summary}"
            events.append(
                Event(imported_at, command, "begun", lead_id, title=title, who=names.get(actor, ""))
            )
        is_told = reader.select("select 1 from record_event where record_id = ? limit 1", (identifier,))
        if created_at != imported_at and (command is not None or not is_told):
            events.append(Event(created_at, identifier, "begun", lead_id, title="created"))
    return events


def _changes(reader: Reader, lead_id: int, limit: int, before: Cursor | None, teller: Teller) -> list[Event]:
    """What the journal tells of the lead and of those merged into it, each command once."""
    events: list[Event] = []
    for head in journal_heads(reader, with_merged(reader, lead_id)):
        if len(events) > limit:
            break
        kind = _kind_of(head.name)
        if before is not None and (head.at, head.id, kind) >= before:
            continue
        details = teller.details(head)
        if details or kind in ("begun", "merge"):
            events.append(
                Event(
                    *(head.at, head.id, kind, head.lead_id),
                    title=_title(head, details, head.is_event),
                    who=teller.names.get(head.actor, ""),
                    details=details,
                )
            )
    return events


def _title(head: Head, details: Sequence[Detail], is_event: bool) -> str:
    """What a command did, in words; of one whose activity is told anyway, only what changed by it."""
    if not is_event:
        return head.summary
    return ", ".join(f"{detail.label} {detail.before} to {detail.after}" for detail in details)


def _kind_of(command: str) -> EventKind:
    verb = command.rpartition(".")[2]
    if verb == "add":
        return "begun"
    return "merge" if verb == "merge" else "change"
