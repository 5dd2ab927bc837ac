"""Saying something: the comment itself, and the notices by which those hear of it whom it concerns."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from data.comments.comment import COMMENT, NOTICE, Comment, Notice, unread_on
from data.comments.subject import About, Subject, about
from data.kernel.commands import NOBODY, REACH, Change, Command, Deciding, Decision, Reader, command
from data.kernel.errors import UsageError
from data.kernel.rows import added, changed
from data.kernel.text import bounded_lines
from data.people.person import by_id, by_ids

TEXT_LIMIT = 2_000


@command("comment.add", REACH)
class AddComment(NamedTuple):
    """Say something on a lead, deal or customer that one reaches, on a day or week of somebody's, or answer there."""

    id: int
    actor: int
    at: int
    subject: Subject
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty comment, and what ``about`` refuses of the subject."""
        whose = about(reader, self.subject)
        text = checked_text(self.text)
        return Decision(
            f"{whose.called}: comment: {text.splitlines()[0]}",
            said(reader, self, Saying(self.subject, whose, text)),
            whose=(NOBODY if whose.owner_id is None else whose.owner_id,),
        )


class Saying(NamedTuple):
    """What is said of what; ``does`` as in a comment. ``also`` hear of it besides those whom a thread concerns."""

    subject: Subject
    whose: About
    text: str
    does: str = ""
    also: Collection[int] = ()


def checked_text(text: str) -> str:
    """A comment's words made fit for the store. Raises UsageError where there are none, or too many."""
    words = bounded_lines(text, TEXT_LIMIT, "A comment")
    if not words:
        raise UsageError("A comment needs a few words.")
    return words


def said(reader: Deciding, command: Command, saying: Saying) -> list[Change]:
    """The changes by which the actor says something, with the id of the command.

    Those whom it concerns get a notice; what the actor had not read of the subject is read by that.
    """
    subject = saying.subject
    comment = Comment(
        command.id,
        subject.table,
        subject.record_id,
        saying.whose.called,
        command.actor,
        saying.text,
        command.at,
        subject.day,
        subject.place,
        saying.does,
    )
    hearers = _hearers(reader, command.actor, saying)
    notices = [
        added(NOTICE, Notice(identifier, person, comment.id, command.at))
        for identifier, person in zip(reader.new_ids(command.at, len(hearers)), hearers, strict=True)
    ]
    read = (
        changed(NOTICE, notice, notice._replace(read_at=command.at), command.id)
        for notice in unread_on(reader, command.actor, subject)
    )
    return [added(COMMENT, comment), *notices, *(change for change in read if change is not None)]


def _hearers(reader: Reader, actor: int, saying: Saying) -> list[int]:
    """Who hears of it: whose the subject is, who has spoken of it before; where that is nobody else, the manager."""
    subject, owner = saying.subject, saying.whose.owner_id
    spoke = reader.select(
        "select distinct author_id from comment where record_id = ? and day = ? and place = ?",
        (subject.record_id, subject.day, subject.place),
    )
    people = {person for (person,) in spoke} | set(saying.also) | ({owner} if owner is not None else set())
    people.discard(actor)
    if not people and owner == actor:
        manager = by_id(reader, actor).manager_id
        people = set() if manager is None else {manager}
    return sorted(person.id for person in by_ids(reader, [*people]) if person.active)
