"""What was logged while no node answered: one file a store and person, on the disk before it is said to be kept.

The file is a list of what happened, a line each: an entry was kept, tried, sent, refused, dropped. It is only ever
added to, and emptied once nothing waits in it. A last line without an end was cut off by a crash: nobody was told of
it, so it counts for nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import Any, NamedTuple

from data.kernel.commands import Command, Result
from data.kernel.errors import Refused, StoreError, Unreachable, UsageError
from data.kernel.private_files import OWNER, make_folder
from data.outbox.waiting import Waiting, as_facts, from_facts

_LARGEST = 1 << 26
"""Bytes of a file that are read: several hundred thousand entries."""
KEPT, TRIED, UNTRIED, SENT, REFUSED, DROPPED = "kept", "tried", "untried", "sent", "refused", "dropped"


class Sent(NamedTuple):
    """What became of an entry that was given to the store: its result, or why it was refused."""

    waiting: Waiting
    result: Result | None
    refused: str = ""


class Outbox:
    """The entries of one person that wait to be sent to one store. Any number of processes may use it at once."""

    def __init__(self, folder: str, store: int, person: int) -> None:
        """``store`` is the id of the store's first command: its address may change, and entries must not be lost."""
        name = blake2b(f"{store}\n{person}".encode(), digest_size=8).hexdigest()
        self.path = os.path.join(folder, f"{name}.outbox")

    def entries(self) -> list[Waiting]:
        """All that waits or was refused, in the order in which it was logged. Raises StoreError."""
        with self._open() as file:
            return list(file.entries.values())

    def waiting(self) -> list[Waiting]:
        """What is to be sent, in its order."""
        return [entry for entry in self.entries() if entry.waits]

    def keep(self, command: Command, words: str, *, was_tried: bool = False, lead: str = "") -> None:
        """Keep a command; on return it is on the disk. Raises StoreError where that cannot be, and it is not kept.

        ``lead`` are the words by which whom it was with is looked up once it is sent.
        """
        with self._open() as file:
            file.note(KEPT, command.id, **as_facts(Waiting(command, words, was_tried, lead=lead)))

    def send(self, apply: Callable[[Waiting], Result], *, refused_too: bool = False) -> list[Sent]:
        """Give all that waits to the store, in its order, and say what became of each.

        ``apply`` is to apply an entry once, also where another process may have done so before (``log_waiting``).
        Raises what it raises besides refusals: what is left then goes on waiting.
        """
        sent: list[Sent] = []
        with self._sending():
            for entry in self.entries():
                if entry.waits or refused_too:
                    sent.append(self._send(entry, apply))
        return sent

    def _send(self, entry: Waiting, apply: Callable[[Waiting], Result]) -> Sent:
        identifier = entry.command.id
        if not entry.was_tried:
            self._note(TRIED, identifier)
        try:
            result = apply(entry)
        except Unreachable as error:
            if not (entry.was_tried or error.may_be_written):
                self._note(UNTRIED, identifier)
            raise
        except (Refused, UsageError) as error:
            self._note(REFUSED, identifier, reason=str(error))
            return Sent(entry, None, str(error))
        self._note(SENT, identifier)
        return Sent(entry, result)

    def take_back(self) -> Waiting | None:
        """Drop the newest entry that waits, and return it; None where nothing waits.

        Raises Refused where it may have been logged already.
        """
        with self._sending():
            waiting = self.waiting()
            if not waiting:
                return None
            self._drop(waiting[-1])
            return waiting[-1]

    def drop(self, reference: str) -> Waiting:
        """Give up the entry of these letters. Raises Refused where there is none, or it may be logged already."""
        wanted = reference.strip().lower()
        with self._sending():
            found = next((entry for entry in self.entries() if entry.reference == wanted), None)
            if found is None:
                raise Refused(f"No entry that waits has the letters {wanted[:20]!r}.", code="outbox.none")
            self._drop(found)
            return found

    def _drop(self, entry: Waiting) -> None:
        if entry.was_tried and entry.waits:
            raise Refused(
                f"{entry.words} was sent, and no answer came: whether it is logged is known once a node answers.",
                code="outbox.tried",
            )
        self._note(DROPPED, entry.command.id)

    def _note(self, what: str, identifier: int, **facts: object) -> None:
        with self._open() as file:
            file.note(what, identifier, **facts)

    @contextmanager
    def _open(self) -> Iterator[_File]:
        """The file with all that stands in it, for nobody else meanwhile."""
        try:
            make_folder(os.path.dirname(self.path))
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER)
        except OSError as error:
            raise _closed(self.path, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield _File(descriptor, self.path)
        finally:
            os.close(descriptor)

    @contextmanager
    def _sending(self) -> Iterator[None]:
        """Nobody else sends or drops meanwhile; entries can be kept."""
        try:
            make_folder(os.path.dirname(self.path))
            descriptor = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER)
        except OSError as error:
            raise _closed(self.path, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


class _File:
    """The open and locked file."""

    def __init__(self, descriptor: int, path: str) -> None:
        self._descriptor = descriptor
        self._path = path
        data = os.pread(descriptor, _LARGEST, 0)
        self._end = data.rfind(b"\n") + 1
        self.entries: dict[int, Waiting] = {}
        for number, line in enumerate(data[: self._end].splitlines(), 1):
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise StoreError(
                    f"Line {number} of {path} is no entry that this program knows. Nothing was sent.",
                    code="outbox.odd",
                ) from error

    def _take(self, facts: dict[str, Any]) -> None:
        what, identifier = facts["what"], int(facts["id"])
        if what == KEPT:
            self.entries[identifier] = from_facts(facts)
        elif what in (SENT, DROPPED):
            del self.entries[identifier]
        elif what == REFUSED:
            self.entries[identifier] = self.entries[identifier]._replace(refused=str(facts["reason"]))
        else:
            self.entries[identifier] = self.entries[identifier]._replace(was_tried=what == TRIED, refused="")

    def note(self, what: str, identifier: int, **facts: object) -> None:
        """Add a line, and return when it is on the disk; a file in which nothing waits any more is emptied."""
        line = json.dumps({"what": what, "id": identifier, **facts}, ensure_ascii=False).encode() + b"\n"
        self._take(json.loads(line))
        try:
            os.ftruncate(self._descriptor, self._end if self.entries else 0)
            if self.entries:
                self._write(line)
            os.fsync(self._descriptor)
            _on_disk(os.path.dirname(self._path))
        except OSError as error:
            # What nobody was told of must not turn up later.
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._end)
            raise _closed(self._path, error) from error

    def _write(self, line: bytes) -> None:
        place = self._end
        while line:
            written = os.pwrite(self._descriptor, line, place)
            place, line = place + written, line[written:]


def total(entries: Sequence[Waiting]) -> str:
    """``1 entry``, ``3 entries``."""
    return "1 entry" if len(entries) == 1 else f"{len(entries)} entries"


def _on_disk(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _closed(path: str, error: OSError) -> StoreError:
    return StoreError(f"Nothing can be kept in {path}: {error.strerror}.", code="outbox.closed")


def sent_words(sent: Sequence[Sent]) -> str:
    """``2 entries sent, +11``: what was taken."""
    taken = [one for one in sent if one.result is not None]
    points = sum(one.result.points for one in taken if one.result is not None)
    return f"{total([one.waiting for one in taken])} sent{f', {points:+d}' if points else ''}"
