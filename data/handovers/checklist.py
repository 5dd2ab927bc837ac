"""What is ticked off before a handover: the company's lists, what a record answers already, commands on the lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from data.handovers.kinds import kind_of
from data.kernel.commands import COMPANY, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, removed, select_records
from data.kernel.text import bounded, clean

NAME_LIMIT = 80


class ChecklistItem(NamedTuple):
    """One thing to tick off before a ``handover`` of that kind.

    ``needs`` are columns of the record, parted by blanks, one of which has to be filled. ``answers`` is the question of
    qualifying to which the tick says yes.
    """

    id: int
    handover: str
    name: str
    needs: str = ""
    answers: str = ""
    touched: int | None = None

    def lacks(self, record: NamedTuple) -> bool:
        """Whether a record holds nothing of what the item needs."""
        return bool(self.needs) and not any(getattr(record, column) for column in self.needs.split())

    def is_denied(self, record: NamedTuple) -> bool:
        """Whether a record says no to the item's question."""
        return bool(self.answers) and bool(getattr(record, self.answers) == 0)

    def is_known(self, record: NamedTuple) -> bool:
        """Whether a record says by itself that the item is done."""
        if self.answers:
            return bool(getattr(record, self.answers) == 1)
        return bool(self.needs) and not self.lacks(record)


def checklist(reader: Reader, kind: str) -> list[ChecklistItem]:
    """The items of a kind of handover, in their order."""
    return select_records(reader, ChecklistItem, "checklist_item", "where handover = ? order by id", (kind,))


def known_items(items: Sequence[ChecklistItem], record: NamedTuple) -> tuple[str, ...]:
    """The items that a record answers by itself: they come ticked."""
    return tuple(item.name for item in items if item.is_known(record))


def typed_items(items: Sequence[ChecklistItem], words: Collection[str]) -> tuple[str, ...]:
    """The items that are meant by their names, or by the beginnings of these.

    Raises UsageError for a word that begins none, or several.
    """
    return tuple(_meant(items, word) for word in words)


def _meant(items: Sequence[ChecklistItem], word: str) -> str:
    wanted = clean(word, NAME_LIMIT).casefold()
    exact = [item.name for item in items if item.name.casefold() == wanted]
    near = exact or [item.name for item in items if wanted and item.name.casefold().startswith(wanted)]
    if len(near) == 1:
        return near[0]
    names = "; ".join(item.name for item in items) or "none"
    said = "could be several items" if near else "is no item of the checklist"
    raise UsageError(f"{clean(word, 40)!r} {said}. Items: {names}.")


def refuse_incomplete(items: Sequence[ChecklistItem], ticked: Collection[str], record: Any) -> None:
    """Raise Refused unless everything is ticked, and the record holds what the items need."""
    unknown = sorted(set(ticked) - {item.name for item in items})
    if unknown:
        raise UsageError(f"{clean(unknown[0], 40)!r} is no item of the checklist.")
    missing = [item.name for item in items if item.name not in ticked]
    if missing:
        raise Refused(f"Not ticked yet: {'; '.join(missing)}.", code="handover.incomplete")
    for item in items:
        if item.lacks(record):
            raise Refused(f"{record.label} has nothing for {item.name!r}.", code="handover.lacks")
        if item.is_denied(record):
            raise Refused(f"{record.label} says no to {item.name!r}.", code="handover.denied")


def answered(items: Sequence[ChecklistItem], record: Any) -> Any:
    """A record that says yes to the questions that the items answer."""
    return record._replace(**{item.answers: 1 for item in items if item.answers})


@command("handover.add_item", COMPANY)
class AddItem(NamedTuple):
    """A new item of the checklist of a kind of handover."""

    id: int
    actor: int
    at: int
    kind: str
    item: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an item that the list has already."""
        kind = kind_of(self.kind)
        name = bounded(self.item, NAME_LIMIT, "An item")
        if not name:
            raise UsageError("An item needs a name, like: access data handed out.")
        if any(name.casefold() == item.name.casefold() for item in checklist(reader, kind.code)):
            raise Refused(f"{name!r} is on that checklist already.")
        item = ChecklistItem(self.id, kind.code, name)
        return Decision(f"{name} added: {kind.name}", [added("checklist_item", item)], whose=(COMPANY,))


@command("handover.remove_item", COMPANY)
class RemoveItem(NamedTuple):
    """Take an item out of a checklist. Handovers that were made keep it."""

    id: int
    actor: int
    at: int
    kind: str
    item: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an item that is not on the list, and to empty the list."""
        kind = kind_of(self.kind)
        items = checklist(reader, kind.code)
        (name,) = typed_items(items, [self.item])
        if len(items) == 1:
            raise Refused("A checklist keeps one item. Add another first.")
        gone = next(item for item in items if item.name == name)
        return Decision(f"{name} taken out: {kind.name}", [removed("checklist_item", gone)], whose=(COMPANY,))
