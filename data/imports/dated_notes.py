"""The dated notes of a record in one cell of our own export: written so that they come back as they were.

A note begins with its second (UTC) and its author's handle; its further lines are indented.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from data.calendar.days import instant
from data.imports.owners import Owners
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.text import clean, clean_lines
from data.people.person import Person

_BEGINS = re.compile(r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?P<author>[^:\s]*): ?(?P<text>.*)")
_INDENT = "  "


class DatedNote(NamedTuple):
    """A note of a file: when, by whom there, its words there; then whose it is here, and its words here."""

    at: int
    author: str
    text: str
    person_id: int = 0
    words: str = ""

    @property
    def marks(self) -> set[tuple[int, str]]:
        """What it is known by again, whether its author is known here or stands before its words."""
        return note_marks(self.at, self.author, self.text) | note_marks(self.at, "", self.words)


def note_marks(at: int, author: str, text: str) -> set[tuple[int, str]]:
    """What a note is known by: its second with its words, alone and with the author before them."""
    return {(at // 1000, text), (at // 1000, signed_words(author, text))}


def signed_words(author: str, text: str) -> str:
    """The words of a note with its author before them."""
    return f"{author}: {text}" if author else text


def notes_of(reader: Reader, table: str, records: Sequence[Value]) -> list[tuple[int, int, str, str]]:
    """The notes of records and of those merged into them, oldest first: record, instant, author's handle, text."""
    marks = ", ".join("?" * len(records))
    rows = reader.select(
        "select ifnull(record.merged_into, record.id), note.at, person.handle, note.text "
        f"from {table} record join note on note.record_id = record.id "
        "join person on person.id = note.person_id "
        f"where record.id in ({marks}) or record.merged_into in ({marks}) order by note.at, note.id",
        (*records, *records),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def written(notes: Iterable[tuple[int, str, str]]) -> str:
    """Notes (instant, author, text) as one cell, in their order."""
    lines = []
    for at, author, text in notes:
        second = datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
        lines.append(f"{second} {author}: " + text.replace("\n", f"\n{_INDENT}"))
    return "\n".join(lines)


def read_notes(cell: str) -> list[DatedNote] | None:
    """The notes of a cell; None where something else stands in it."""
    found: list[DatedNote] = []
    for line in cell.strip().replace("\r\n", "\n").split("\n"):
        begun = _BEGINS.fullmatch(line)
        if begun is not None:
            try:
                at = instant(datetime.fromisoformat(begun["at"]).replace(tzinfo=UTC))
            except (ValueError, OverflowError):
                return None
            found.append(DatedNote(at, clean(begun["author"], 60), begun["text"]))
        elif found:
            found[-1] = found[-1]._replace(text=f"{found[-1].text}\n{line.removeprefix(_INDENT)}")
        else:
            return None
    whole = [note._replace(text=clean_lines(note.text, len(note.text) + 1)) for note in found]
    return [note for note in whole if note.text]


class Authors:
    """Whose the notes of a file are here: nobody but an admin brings in notes under another's name."""

    def __init__(self, actor: Person, owners: Owners) -> None:
        self._actor = actor
        self._owners = owners
        self.others: Counter[str] = Counter()
        """Authors whose notes stand under the actor's name, with theirs before the words."""

    def signed(self, note: DatedNote) -> DatedNote:
        """The note with its author here."""
        person = self._owners.person(note.author)
        if person is not None and (person.id == self._actor.id or self._actor.role == "admin"):
            return note._replace(person_id=person.id, words=note.text)
        self.others[note.author] += 1
        return note._replace(person_id=self._actor.id, words=signed_words(note.author, note.text))
