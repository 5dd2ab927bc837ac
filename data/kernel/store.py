"""The store: the one way in for every change, and the door for every read.

``apply`` takes a command, whether it came from a key, the command line, an import or over SSH: it lets the
command decide, checks the actor's rights, and writes the journal row and the changed rows as one batch.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from data.kernel import journal
from data.kernel.commands import Command, Decision, Reader, Result, change_statements, facts_of
from data.kernel.engine import BatchRefused, Engine, Params, Row, Statement
from data.kernel.errors import Conflict, Refused
from data.kernel.ids import IdMaker
from data.kernel.quick_typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from data.kernel.nouns import Registry

Guard = Callable[[Reader, Command, Decision], None]
"""Looks at what a command has decided, before it is written. Raises Refused where that must not be."""

ATTEMPTS = 3
_STARTED = 19
"""The place of the time at which a process was started in what Linux tells of it behind the name."""
_SPREAD, _NUMBERS = 1_000_003, 2**31 - 1
"""A prime that keeps neighbours apart, and how many numbers of terminal sessions there are: four bytes in a row."""

RESULTS_KEPT = 1_000
"""Results that a store remembers, for a command that is applied a second time."""


def terminal_session() -> int | None:
    """The terminal session of this process: one number in all that is started from one terminal, another elsewhere.

    Made of the number of the process that leads the session and of when that one was started, as the system gives the
    numbers of processes that are gone to others.
    """
    leader = os.getsid(0)
    try:
        with open(f"/proc/{leader}/stat", "rb") as stat:
            # The name, which stands in brackets, may hold anything.
            begun = int(stat.read().rpartition(b")")[2].split()[_STARTED])
    except (OSError, ValueError, IndexError):
        begun = 0  # a system that does not tell, or a leader that is gone
    return (leader * _SPREAD + begun) % _NUMBERS


class Store:
    """An open store. Each thread that uses it gets its own connection."""

    def __init__(self, engine: Engine, registry: Registry, version: int) -> None:
        self.engine = engine
        self.registry = registry
        self.version = version
        """That of the schema that this program writes; a store that has moved on takes no more from it."""
        self.terminal = terminal_session()
        """Where the commands come from that are given to this store; None where that is to be nowhere."""
        self.ids = IdMaker()
        self._results: dict[int, Result] = {}

    @property
    def path(self) -> str:
        """Where the store is."""
        return self.engine.path

    def select(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a SELECT."""
        return self.engine.select(sql, params)

    def stoppable(self, is_wanted: Callable[[], bool]) -> Store:
        """The same store, for long reads that end, by an error, once nobody wants what they find."""
        return Store(self.engine.stoppable(is_wanted), self.registry, self.version)

    def snapshot(self) -> AbstractContextManager[None]:
        """Several reads that see one state."""
        return self.engine.snapshot()

    def new_ids(self, at: int, count: int) -> Sequence[int]:
        """Ids for ``count`` new rows of a command of the instant ``at``."""
        return self.ids.several(at, count)

    def revision(self) -> int:
        """The number of the newest command; moves with every change from any process."""
        return journal.newest(self)

    def apply(self, command: Command, *, again: bool = False, guard: Guard | None = None) -> Result:
        """Apply a command once, whole or not at all; on return it is on disk.

        A command that this store has applied before gives its first result. ``again`` tells that the command
        may have been applied by another process whose answer was lost; without it an id that is taken belongs
        to somebody else by chance, and the command gets another one. ``guard`` is asked each time that the command
        has decided.

        Raises Refused or UsageError where a rule or right forbids it, Conflict where others keep changing
        the same rows, StoreError where the file cannot take it.
        """
        first = self._first_result(command, again)
        if first is not None:
            return first._replace(repeated=True)
        asked_for = command.id
        for _ in range(ATTEMPTS):
            try:
                result = self._attempt(command, guard)
            except BatchRefused as refused:
                if refused.reason == "taken" and refused.what.endswith(".id"):
                    first = self._first_result(command, again)
                    if first is not None:  # what was sent before came through while this was on its way
                        return first._replace(repeated=True)
                    command = command._replace(id=self.ids.new(command.at))
                elif refused.reason != "stale":
                    raise Refused(self._words(refused)) from refused
            else:
                self._remember(asked_for, result)
                return result
        raise Conflict("Somebody else is changing the same thing. Nothing was written; try again.")

    def _attempt(self, command: Command, guard: Guard | None) -> Result:
        facts = facts_of(type(command))
        with self.engine.snapshot():
            decision = command.decide(self)
            self.registry.check_right(self, command.actor, facts.right, decision.whose)
            if guard is not None:
                guard(self, command, decision)
        batch: list[Statement] = [
            journal.record(command, facts, decision, self.version, self.terminal),
            *decision.statements,
        ]
        for change in decision.changes:
            batch.extend(change_statements(change))
        if any("guard" in sql for sql, _ in batch):
            batch.append(("delete from guard", ()))
        self.engine.write(batch)
        return Result(command.id, decision.summary, decision.points)

    def _words(self, refused: BatchRefused) -> str:
        """What a refused batch means to the person at the keyboard."""
        if refused.reason == "rule":
            return self.registry.refusal(refused.what) or f"The store refuses that: {refused.what}."
        table, _, column = refused.what.partition(".")
        what = f"{table.replace('_', ' ')} with the same {column.replace('_', ' ')}"
        if refused.reason == "taken":
            said = self.registry.refusal(refused.what)
            return said or f"There is another {what} already. Nothing was written."
        return f"The store refuses that: {refused.what} is missing or out of range. Nothing was written."

    def _first_result(self, command: Command, again: bool) -> Result | None:
        """What the command gave when it was applied before, if it was."""
        if command.id in self._results or not again:
            return self._results.get(command.id)
        entry = journal.find(self, command.id)
        name = facts_of(type(command)).name
        if entry is None or (entry.actor, entry.at, entry.name) != (command.actor, command.at, name):
            return None
        return Result(entry.id, entry.summary, entry.points)

    def _remember(self, command_id: int, result: Result) -> None:
        self._results[command_id] = result
        if len(self._results) > RESULTS_KEPT:
            del self._results[next(iter(self._results))]

    def close(self) -> None:
        """Close this thread's connection."""
        self.engine.close()
