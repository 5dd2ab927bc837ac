"""The one list of nouns: every room of ``data`` that has tables, commands or words of its own, the lowest first.

A noun declares itself in ``data/<room>/noun.py``. What is declared is read when it is first asked for: the quick
commands mostly ask for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module

from data.kernel.quick_typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.kernel.commands import Change, Facts, Reader, Right, Whose
    from data.kernel.engine import Engine
    from data.kernel.finding import Finding
    from data.kernel.nouns import Noun
    from data.kernel.tables import Table, View

ROOMS = (
    "kernel",
    "people",
    "access",
    "records",
    "imports",
    "points",
    "comments",
    "leads",
    "deals",
    "quotes",
    "forecasts",
    "customers",
    "handovers",
    "kpi",
    "kra",
    "reviews",
    "team",
    "backup",
)
"""The rooms, the lowest first: each may import those before it."""

RIGHTS = "data.people.rights:check"
"""What judges who may do what. Named here, as every command asks for it and most for nothing else."""


def named(name: str) -> Any:
    """What a name of the form ``data.points.log:LogActivity`` stands for, imported when it is asked for."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


class Nouns:
    """All nouns, as the core asks for them: see ``data.kernel.nouns.Registry``."""

    @cached_property
    def all(self) -> tuple[Noun, ...]:
        """The declaration of each room."""
        return tuple(import_module(f"data.{room}.noun").NOUN for room in ROOMS)

    @cached_property
    def _tables(self) -> Mapping[str, Table]:
        return {table.name: table for noun in self.all for table in noun.tables}

    @cached_property
    def _facts(self) -> Mapping[str, Facts]:
        from data.kernel.commands import facts_of

        classes = (named(name) for noun in self.all for name in noun.commands)
        return {facts.name: facts for facts in map(facts_of, classes)}

    @cached_property
    def _refusals(self) -> Mapping[str, str]:
        return {said: words for noun in self.all for said, words in noun.refusals.items()}

    def table(self, name: str) -> Table:
        """The declaration of a table. Raises KeyError for one that no noun has declared."""
        return self._tables[name]

    def tables(self) -> Mapping[str, Table]:
        """Every table, by its name."""
        return self._tables

    def facts(self) -> Mapping[str, Facts]:
        """What is declared of every command, by its name in the journal."""
        return self._facts

    def check_right(self, reader: Reader, actor: int, right: Right, whose: Collection[Whose]) -> None:
        """Raise Refused unless the actor may change records of all these."""
        named(RIGHTS)(reader, actor, right, whose)

    def refuse_moving_closed(self, reader: Reader, changes: Sequence[Change]) -> None:
        """Raise Refused where changes would move what stands fast."""
        for noun in self.all:
            if noun.stands_fast:
                named(noun.stands_fast)(reader, changes)

    def refusal(self, said: str) -> str:
        """The words for what a trigger refuses; empty where no noun knows them."""
        return self._refusals.get(said, "")

    def strip(self) -> Mapping[str, Callable[[Reader, Any, int], Any]]:
        """What counts for the strip, by room, in the order in which it stands there."""
        ordered = sorted(self.all, key=lambda noun: not noun.strip_first)
        return {noun.room: named(noun.strip) for noun in ordered if noun.strip}

    def checks(self) -> list[Callable[[Reader, int], Iterator[Finding]]]:
        """What the doctor asks of each noun."""
        return [named(noun.check) for noun in self.all if noun.check]

    def repairs(self) -> list[Callable[[Engine], list[str]]]:
        """What the doctor can mend of each noun."""
        return [named(noun.repair) for noun in self.all if noun.repair]

    def strip_tables(self) -> frozenset[str]:
        """The tables that the numbers on the strip are made of."""
        return frozenset().union(*(noun.strip_tables for noun in self.all))

    def views(self) -> Mapping[str, View]:
        """Every view for those who ask in SQL, by its name: the lowest noun's first."""
        return {view.name: view for noun in self.all if noun.views for view in named(noun.views)}

    def finders(self) -> Sequence[Callable[[Reader, Any, str, int], Sequence[Any]]]:
        """What finds records by words, for whom and how many at most; those of the highest noun first."""
        return [named(name) for noun in reversed(self.all) for name in noun.finds]

    def imports(self) -> Sequence[Any]:
        """The specs of all imports."""
        return [named(name) for noun in self.all for name in noun.imports]

    def demo(self) -> list[Any]:
        """Each noun's part of the demo, the lowest noun's first: classes of ``data.story.part.Part``."""
        return [named(noun.demo) for noun in self.all if noun.demo]

    def hooks(self, name: str) -> Iterator[Any]:
        """The functions of all nouns that wait for something."""
        return (named(noun.hooks[name]) for noun in self.all if name in noun.hooks)


NOUNS = Nouns()
"""All nouns of this program."""
