"""Notices: what somebody is to hear of, how it is marked as read, and what counts for the strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.comments.comment import NOTICE, Comment, Notice
from data.kernel.commands import OWN, Deciding, Decision, Reader, command
from data.kernel.errors import Refused
from data.kernel.rows import changed, records_by_ids, select_records
from data.people.alert import Alert, works_now
from data.people.person import Person
from data.points.headline import GAP, Part

MOST = 200
"""Notices that are listed at most."""


class Heard(NamedTuple):
    """A notice with its comment and what the comment's author is called."""

    notice: Notice
    comment: Comment
    author: str


class Unread(NamedTuple):
    """How many notices wait to be read."""

    notices: int

    def strip_parts(self) -> list[Part]:
        """Nothing that waits for work: it stands in the line of who sits there, where nothing cuts it off."""
        return []

    def head_parts(self) -> list[Part]:
        """``2 notices``; nought is left out."""
        if not self.notices:
            return []
        return [Part(f"{GAP}{self.notices:,} notice{'' if self.notices == 1 else 's'}", "accent")]


@command("notice.read", OWN)
class ReadNotices(NamedTuple):
    """Mark notices as read: those of these ids; where none is named, all of one's own that wait."""

    id: int
    actor: int
    at: int
    notices: tuple[int, ...] = ()

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where none of them waits."""
        waiting = [one for one in self._meant(reader) if one.read_at is None]
        if not waiting:
            raise Refused("No notice waits there." if self.notices else "No notice waits.")
        changes = (changed(NOTICE, one, one._replace(read_at=self.at), self.id) for one in waiting)
        return Decision(
            f"{len(waiting):,} notice{'' if len(waiting) == 1 else 's'} read",
            [change for change in changes if change is not None],
            whose={one.person_id for one in waiting},
        )

    def _meant(self, reader: Reader) -> list[Notice]:
        if self.notices:
            return records_by_ids(reader, Notice, NOTICE, self.notices)
        return select_records(
            reader, Notice, NOTICE, "where person_id = ? and read_at is null order by id", (self.actor,)
        )


def counts(reader: Reader, person: Person, now: int) -> Unread:
    """How many notices of a person's wait."""
    del now
    rows = reader.select("select count(*) from notice where person_id = ? and read_at is null", (person.id,))
    return Unread(int(rows[0][0]))


def notices_of(reader: Reader, person: Person, *, with_read: bool = True, most: int = MOST) -> list[Heard]:
    """A person's notices: those that wait first, the newest first among both."""
    notice = ", ".join(f"notice.{name}" for name in Notice._fields)
    comment = ", ".join(f"comment.{name}" for name in Comment._fields)
    rows = reader.select(
        f"select {notice}, {comment}, person.name from notice join comment on comment.id = notice.comment_id "
        "join person on person.id = comment.author_id "
        f"where notice.person_id = ?{'' if with_read else ' and read_at is null'} "
        "order by read_at is not null, notice.at desc, notice.id desc limit ?",
        (person.id, most),
    )
    width = len(Notice._fields)
    return [Heard(Notice._make(row[:width]), Comment._make(row[width:-1]), row[-1]) for row in rows]


def words_in(reader: Reader, person: Person, comments: Sequence[int], now: int) -> list[Alert]:
    """What was said to a person and waits, of comments with these ids, which may be of other things too.

    None while the person does not work.
    """
    found = [
        one
        for one in notices_of(reader, person, with_read=False, most=len(comments))
        if one.comment.id in comments
    ]
    if not found or not works_now(reader, person, now):
        return []
    return [
        Alert(one.comment.id, one.comment.at, f"{one.author} on {one.comment.about}: {one.comment.text}")
        for one in found
    ]


def waiting_among(heard: Sequence[Heard]) -> int:
    """How many of some notices wait."""
    return sum(one.notice.read_at is None for one in heard)
