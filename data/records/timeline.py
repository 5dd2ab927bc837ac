"""Everything that happened with a record, the newest first: notes, what changed, and what its noun adds.

What changed comes from the journal; ``record_event`` says which of its rows speak of a record. What was undone is
not told, and neither is the undoing. Records that were merged into this one tell their story as part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import NamedTuple, Protocol

from data.kernel.commands import Reader
from data.kernel.engine import Row, Value
from data.records.changes import Detail, Teller, journal_heads
from data.records.fields import Records
from data.records.merged import with_merged

Cursor = tuple[int, int, str]
PAGE = 50


class Event(NamedTuple):
    """One thing that happened. ``title`` says what in a few words, ``text`` holds a note's or message's own.

    ``kind`` is note, begun, change, merge, or one that the record's noun adds. ``who`` is a person's name, ``details``
    are the fields that changed, from what to what; ``record_id`` is the record to which it happened, perhaps one that
    was merged since. Of one ``of_day`` only the day is known.
    """

    at: int
    id: int
    kind: str
    record_id: int
    title: str
    who: str = ""
    text: str = ""
    details: tuple[Detail, ...] = ()
    of_day: bool = False

    @property
    def cursor(self) -> Cursor:
        """The event's place in the order; a timeline goes on before it."""
        return (self.at, self.id, self.kind)


class Happening(NamedTuple):
    """An event as a page tells it: ``words`` say what happened, and with whom where the page is about several."""

    event: Event
    words: str


class Page(NamedTuple):
    """What is wanted of a timeline: events of these records, at most ``limit``, those before a cursor.

    ``people`` are names by id.
    """

    ids: Sequence[int]
    limit: int
    before: Cursor | None
    people: Mapping[int, str]


class Story(NamedTuple):
    """How a noun's records are told.

    ``sources`` give the events that only this noun has. Of what a command changes that is told by an activity, message
    or note, ``settled`` columns follow from that and are silent.
    """

    records: Records
    sources: tuple[Callable[[Reader, Page], list[Event]], ...]
    settled: frozenset[str]


class Named(Protocol):
    """A record that is called something."""

    @property
    def id(self) -> int:
        """Its id."""
        ...

    @property
    def label(self) -> str:
        """What it is called."""
        ...


def event_words(event: Event, record: Named) -> str:
    """What happened, without the name of the record it happened to."""
    title = event.title.removeprefix(record.label).strip(" :") or event.title
    return title + (f": {event.text}" if event.text else "")


def told(
    reader: Reader,
    story: Story,
    record_id: int,
    limit: int = PAGE,
    before: Cursor | None = None,
    where: tzinfo = UTC,
) -> list[Event]:
    """At most ``limit`` events of a record, those before a cursor, the newest first.

    ``where`` is the time zone in which dates among the details are told.
    """
    return told_together(reader, story, [record_id], limit, before, where)


def told_together(
    reader: Reader,
    story: Story,
    records: Sequence[int],
    limit: int = PAGE,
    before: Cursor | None = None,
    where: tzinfo = UTC,
) -> list[Event]:
    """The same of several records of a noun; a command that changed several of them is told once, with one of them."""
    people: dict[int, str] = dict(reader.select("select id, name from person"))
    table = story.records.table
    ids = [one for record_id in records for one in with_merged(reader, table, record_id)]
    page = Page(ids, limit, before, people)
    found = [event for source in story.sources for event in source(reader, page)]
    found += _notes(reader, page)
    found += _beginnings(reader, story, page)
    found += _changes(reader, story, page, where)
    wanted = {event.cursor: event for event in found if before is None or event.cursor < before}
    return [wanted[cursor] for cursor in sorted(wanted, reverse=True)[:limit]]


def rows_of_page(
    reader: Reader, page: Page, columns: str, table: str, holder: str, record_id: int
) -> list[Row]:
    """The newest rows of a table about a record, whose id its column ``holder`` has.

    The cursor's own row comes again, and ``told`` drops it.
    """
    params: list[Value] = [record_id]
    earlier = ""
    if page.before is not None:
        earlier = "and at <= ? and (at, id) <= (?, ?)"
        params += [page.before[0], page.before[0], page.before[1]]
    sql = f"select {columns} from {table} where {holder} = ? {earlier} order by at desc, id desc limit ?"
    return reader.select(sql, (*params, page.limit + 1))


def _notes(reader: Reader, page: Page) -> list[Event]:
    return [
        Event(at, identifier, "note", record_id, title="note", who=page.people.get(person, ""), text=text)
        for record_id in page.ids
        for at, identifier, person, text in rows_of_page(
            reader, page, "at, id, person_id, text", "note", "record_id", record_id
        )
    ]


def _beginnings(reader: Reader, story: Story, page: Page) -> list[Event]:
    """Where records came from: an import, and a day on which one began that the import's file told."""
    table = story.records.table
    events: list[Event] = []
    for record_id in page.ids:
        rows = reader.select(
            f"select {table}.created_at, journal.at, journal.id, journal.summary, journal.actor "
            f"from {table} left join journal on journal.id = {table}.batch_id where {table}.id = ?",
            (record_id,),
        )
        for created_at, imported_at, command, summary, actor in rows:
            if command is not None:
                who = page.people.get(actor, "")
                title = f"imported: {summary}"
                events.append(Event(imported_at, command, "begun", record_id, title=title, who=who))
            is_told = reader.select("select 1 from record_event where record_id = ? limit 1", (record_id,))
            if created_at != imported_at and (command is not None or not is_told):
                events.append(Event(created_at, record_id, "begun", record_id, title="created"))
    return events


def _changes(reader: Reader, story: Story, page: Page, where: tzinfo) -> list[Event]:
    """What the journal tells of the record and of those merged into it, each command once."""
    teller = Teller(reader, story.records, page.people, where)
    events: list[Event] = []
    for head in journal_heads(reader, page.ids):
        if len(events) > page.limit:
            break
        kind = _kind_of(head.name)
        if page.before is not None and (head.at, head.id, kind) >= page.before:
            continue
        details = teller.details(head, story.settled if head.is_event else ())
        if details or head.is_told or kind in ("begun", "merge"):
            title = _in_words(details) if head.is_event else head.summary
            who = page.people.get(head.actor, "")
            events.append(
                Event(head.at, head.id, kind, head.record_id, title=title, who=who, details=details)
            )
    return events


def _in_words(details: Sequence[Detail]) -> str:
    """From what to what; what was and is empty alike is not worth a word."""
    told = (detail for detail in details if detail.before or detail.after)
    return ", ".join(f"{one.label} {one.before or 'nothing'} to {one.after or 'nothing'}" for one in told)


def _kind_of(command: str) -> str:
    verb = command.rpartition(".")[2]
    return {"add": "begun", "merge": "merge"}.get(verb, "change")
