"""Comments and notices as they stand in the store, and how the thread on a subject is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.comments.subject import PERSON, Subject
from data.kernel.commands import Reader
from data.kernel.rows import select_records
from data.records.merged import with_merged

COMMENT, NOTICE = "comment", "notice"
ASKS = "asks"
"""What a comment does that asks for evidence; one that just says something does nothing (empty)."""

DOES = {
    "": "says",
    ASKS: "asks for evidence",
    "submitted": "submits the week",
    "returned": "returns the week",
    "signed": "signs the week",
    "adjusted": "adjusts the week",
}
"""What a comment does, in words."""


class Comment(NamedTuple):
    """What somebody said of a subject. ``about`` is what that was called then, ``does`` what else it was: a noun above
    says by it that something was asked for, submitted, returned.
    """

    id: int
    record_table: str
    record_id: int
    about: str
    author_id: int
    text: str
    at: int
    day: str = ""
    place: str = ""
    does: str = ""
    touched: int | None = None

    @property
    def subject(self) -> Subject:
        """What it is said of."""
        return Subject(self.record_table, self.record_id, self.day, self.place)

    @property
    def asks(self) -> bool:
        """Whether it asks for evidence."""
        return self.does == ASKS


class Notice(NamedTuple):
    """That somebody is to hear of a comment; ``read_at`` is empty until it was read."""

    id: int
    person_id: int
    comment_id: int
    at: int
    read_at: int | None = None
    touched: int | None = None


class Said(NamedTuple):
    """A comment, and what its author is called."""

    comment: Comment
    author: str


def thread(reader: Reader, subject: Subject) -> list[Said]:
    """What was said of a subject, of a record also what was said of those merged into it; the oldest first."""
    ids = [subject.record_id]
    if subject.table != PERSON:
        ids = with_merged(reader, subject.table, subject.record_id)
    return said(
        reader,
        f"record_id in ({', '.join('?' * len(ids))}) and day = ? and place = ? order by comment.at, comment.id",
        (*ids, subject.day, subject.place),
    )


def said(reader: Reader, rest: str, params: Sequence[int | str]) -> list[Said]:
    """The comments that the rest of a SELECT leaves, with their authors."""
    columns = ", ".join(f"comment.{name}" for name in Comment._fields)
    rows = reader.select(
        f"select {columns}, person.name from comment join person on person.id = author_id where {rest}",
        params,
    )
    return [Said(Comment._make(row[:-1]), row[-1]) for row in rows]


def comments_of_person(reader: Reader, person_id: int, first_day: str) -> list[Comment]:
    """What was said of a person's days, weeks and what else there is of days, from a day on; the oldest first."""
    return select_records(
        reader, Comment, COMMENT, "where record_id = ? and day >= ? order by at, id", (person_id, first_day)
    )


def unread_on(reader: Reader, person_id: int, subject: Subject) -> list[Notice]:
    """The notices of somebody's on a subject that were not read."""
    return select_records(
        reader,
        Notice,
        NOTICE,
        "where person_id = ? and read_at is null "
        "and comment_id in (select id from comment where record_id = ? and day = ? and place = ?)",
        (person_id, subject.record_id, subject.day, subject.place),
    )
