"""An entry of the log that waits until the store can take it: the command itself, with the id that it will have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from data.calendar.days import local
from data.kernel.commands import facts_of
from data.kernel.ids import short_reference
from data.kernel.text import clean
from data.leads.calls import LogCall, LogForLeads
from data.points.log import LogActivity

if TYPE_CHECKING:
    from data.kernel.commands import Command

_KEPT: Mapping[str, type[Any]] = {facts_of(kind).name: kind for kind in (LogActivity, LogForLeads, LogCall)}
"""What may wait, by its name in the journal: commands that add to the log, and can be given at any later time."""


class Waiting(NamedTuple):
    """A command that waits, and what it does in words.

    ``was_tried``: a node may have done it, and its answer was lost. ``refused`` is why the store would not take it.
    ``lead`` are the words that say whom it was with, where that could not be looked up: the command names nobody then.
    """

    command: Command
    words: str
    was_tried: bool = False
    refused: str = ""
    lead: str = ""

    @property
    def reference(self) -> str:
        """The letters by which a person names it."""
        return short_reference(self.command.id)

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent; one that was refused is not, until somebody asks for it."""
        return not self.refused


def told(waiting: Waiting, zone: tzinfo) -> list[str]:
    """An entry in columns: its letters, when it was typed, what, and what is to come of it."""
    state = f"refused: {waiting.refused}" if waiting.refused else "waiting to be sent"
    if waiting.was_tried and waiting.waits:
        state = "sent, not answered: it is logged once"
    when = local(waiting.command.at, zone)
    return [waiting.reference, f"{when:%Y-%m-%d %H:%M}", clean(waiting.words), clean(state, 400)]


def as_facts(waiting: Waiting) -> dict[str, Any]:
    """An entry as it lies in the file."""
    payload: dict[str, Any] = waiting.command._asdict()  # type: ignore[attr-defined]  # commands are NamedTuples
    return {
        "name": facts_of(type(waiting.command)).name,
        "payload": payload,
        "words": waiting.words,
        "tried": waiting.was_tried,
        "lead": waiting.lead,
    }


def from_facts(facts: Mapping[str, Any]) -> Waiting:
    """The entry that lies in a file so. Raises KeyError, TypeError or ValueError where it is none of this program's."""
    kind = _KEPT[facts["name"]]
    payload = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts["payload"].items()
    }
    return Waiting(
        kind(**payload), str(facts["words"]), bool(facts["tried"]), lead=str(facts.get("lead", ""))
    )
