"""Commands on standards: bring one in, change an item, have somebody run one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from data.calendar.days import day_of, full_day
from data.kernel.commands import COMPANY, TEAM, Change, Command, Deciding, Decision, Whose, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, select_records
from data.kernel.text import bounded_lines, clean
from data.kra.measuring import metrics
from data.kra.numbers import hundredths
from data.kra.shipped import shipped_texts
from data.kra.standard import Assignment, Item, Standard, newest_version, refuse_hidden
from data.kra.standard_file import (
    LONGEST_FILE,
    ItemFact,
    StandardFact,
    code_from,
    read_standard,
    written,
)
from data.people.person import by_id

CHANGEABLE = ("title", "cadence", "target", "unit", "active")
"""What of an item can be changed without a file."""
JUDGING = ("event", "judged", "metric", "bound", "target", "unit", "ownership")
"""What of a new item can be said besides its title, area and cadence."""
FROM_THE_START = "2000-01-01"
"""The day from which a first version holds: whatever is run of it ends later."""


@command("standard.load", TEAM)
class LoadStandard(NamedTuple):
    """Bring in a standard as a file says it: a new one, or a new version of one; runs that are over keep theirs.

    ``owner_id`` None makes it the company's, which takes an admin; ``name`` is what the file is called.
    """

    id: int
    actor: int
    at: int
    text: str
    owner_id: int | None = None
    name: str = "standard"

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a file with anything wrong in it, somebody else's code, and what is there already."""
        text = bounded_lines(self.text, LONGEST_FILE, "A standard")
        fact = read_standard(text, self.name, metrics())
        stored = newest_version(reader, fact.code)
        if stored is not None and stored.owner_id != self.owner_id:
            whose = "the company's" if stored.owner_id is None else "somebody's own"
            raise Refused(
                f"The code {fact.code} is {whose} standard {stored.title} already: give yours another code."
            )
        if stored is not None and stored.text == text:
            raise Refused(
                f"{stored.title} is there already as the file says it, as version {stored.version}."
            )
        changes = new_version(reader, self, fact, text, self.owner_id)
        version = 1 if stored is None else stored.version + 1
        whose_is_it: Whose = COMPANY if self.owner_id is None else self.owner_id
        return Decision(f"standard {fact.title}, version {version}", changes, whose=(whose_is_it,))


@command("standard.edit", TEAM)
class EditItem(NamedTuple):
    """Change an item of a standard: title, cadence, target, or whether it counts (``active``).

    A target makes what is ticked judged by a number, at least so much; without one (None) it is ticked again. That
    makes a new version, which holds for runs that end today or later.
    """

    id: int
    actor: int
    at: int
    standard: str
    item: str
    columns: Mapping[str, Any]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what a file could not say either, and what changes nothing."""
        stored = _stored(reader, self, self.standard)
        if unknown := set(self.columns) - set(CHANGEABLE):
            raise UsageError(
                f"Of an item can be changed: {', '.join(CHANGEABLE)}; not {', '.join(sorted(unknown))}."
            )
        fact = read_standard(stored.text, stored.code, metrics())
        place = next((at for at, item in enumerate(fact.item) if item.code == self.item), None)
        if place is None:
            raise Refused(f"{stored.title} has no item {clean(self.item, 40)!r}.", code="kra.no_item")
        items = list(fact.item)
        items[place] = items[place].model_copy(update=_with_judging(items[place], self.columns))
        if items[place] == fact.item[place]:
            raise Refused("That changes nothing.")
        said = f"{items[place].title}: {_change_words(self.columns)}"
        return _next_version(reader, self, stored, fact, items, said)


@command("standard.item", TEAM)
class AddItem(NamedTuple):
    """Add an item to a standard, after those of its area: what to do, and how often; ``columns`` say how it is judged.

    That makes a new version, which holds for runs that end today or later.
    """

    id: int
    actor: int
    at: int
    standard: str
    title: str
    area: str
    cadence: str
    columns: Mapping[str, Any] = MappingProxyType({})

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what a file could not say either."""
        stored = _stored(reader, self, self.standard)
        if unknown := set(self.columns) - set(JUDGING):
            raise UsageError(
                f"Of a new item can be said: {', '.join(JUDGING)}; not {', '.join(sorted(unknown))}."
            )
        fact = read_standard(stored.text, stored.code, metrics())
        code = code_from(self.title, {item.code for item in fact.item})
        said = {"code": code, "title": self.title, "area": self.area, "cadence": self.cadence, **self.columns}
        new = ItemFact.model_construct(**said)
        places = [at for at, item in enumerate(fact.item, 1) if item.area == self.area]
        place = places[-1] if places else len(fact.item)
        items = [*fact.item[:place], new, *fact.item[place:]]
        return _next_version(reader, self, stored, fact, items, f"{clean(self.title, 120)}: added")


@command("standard.assign", TEAM)
class AssignStandard(NamedTuple):
    """Have a person run a standard from a day on (``runs``), or no longer. One that came with the program is brought
    into the store by that, as the company's.
    """

    id: int
    actor: int
    at: int
    standard: str
    person_id: int
    since: str = ""
    runs: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a standard that there is not, and what is so already."""
        person = by_id(reader, self.person_id)
        today = day_of(self.at, person.zone)
        stored = newest_version(reader, self.standard)
        running = select_records(
            reader,
            Assignment,
            "kra_assignment",
            "where person_id = ? and standard = ? and until = ''",
            (self.person_id, self.standard),
        )
        if not self.runs:
            if not running:
                raise Refused(f"{person.name} does not run {clean(self.standard, 60)}.")
            change = changed(
                "kra_assignment", running[0], running[0]._replace(until=today.isoformat()), self.id
            )
            title = stored.title if stored else self.standard
            return Decision(
                f"{person.name} no longer runs {title}", [change] if change else [], whose=(person.id,)
            )
        changes: list[Change] = []
        if stored is None:
            text = shipped_texts().get(self.standard)
            if text is None:
                known = ", ".join(shipped_texts())
                raise Refused(
                    f"There is no standard {clean(self.standard, 40)!r}. With the program come: {known}."
                )
            fact = read_standard(text, self.standard, metrics())
            changes, title = new_version(reader, self, fact, text, None), fact.title
        else:
            refuse_hidden(reader, by_id(reader, self.actor), stored)
            title = stored.title
        if running:
            raise Refused(f"{person.name} runs {title} already.")
        since = date.fromisoformat(self.since) if self.since else today
        (row,) = reader.new_ids(self.at, 1)
        changes.append(added("kra_assignment", Assignment(row, person.id, self.standard, since.isoformat())))
        return Decision(f"{person.name} runs {title} from {full_day(since)}", changes, whose=(person.id,))


def _stored(reader: Deciding, command: Command, code: str) -> Standard:
    """The newest version of a standard. Raises Refused where there is none, or it is hidden from whoever acts."""
    stored = newest_version(reader, code)
    if stored is None:
        raise Refused(f"There is no standard {clean(code, 40)!r}.", code="kra.no_standard")
    refuse_hidden(reader, by_id(reader, command.actor), stored)
    return stored


def _next_version(
    reader: Deciding,
    command: Command,
    stored: Standard,
    fact: StandardFact,
    items: Sequence[ItemFact],
    said: str,
) -> Decision:
    """A standard with other items, checked as a file of it would be."""
    text = written(fact.model_copy(update={"item": tuple(items)}))
    again = read_standard(text, stored.code, metrics())
    changes = new_version(reader, command, again, text, stored.owner_id)
    whose: Whose = COMPANY if stored.owner_id is None else stored.owner_id
    return Decision(f"{said} (version {stored.version + 1})", changes, whose=(whose,))


def new_version(
    reader: Deciding, command: Command, fact: StandardFact, text: str, owner_id: int | None
) -> list[Change]:
    """The rows of a standard's next version, in force from today on; the first one is so from the start."""
    stored = newest_version(reader, fact.code)
    today = day_of(command.at, by_id(reader, command.actor).zone).isoformat()
    standard_id, *item_ids = reader.new_ids(command.at, 1 + len(fact.item))
    standard = Standard(
        standard_id,
        fact.code,
        1 if stored is None else stored.version + 1,
        fact.title,
        fact.about,
        fact.source,
        owner_id,
        fact.first_week,
        fact.last_week,
        FROM_THE_START if stored is None else today,
        text,
    )
    items = item_rows(fact, standard_id, item_ids)
    return [added("standard", standard), *(added("standard_item", item) for item in items)]


def item_rows(fact: StandardFact, standard_id: int, ids: Sequence[int]) -> list[Item]:
    """The items of a standard as rows."""
    return [
        _item_row(fact, item, standard_id, row, place)
        for place, (item, row) in enumerate(zip(fact.item, ids, strict=True), 1)
    ]


def _item_row(fact: StandardFact, item: ItemFact, standard_id: int, row: int, place: int) -> Item:
    owned = fact.owned(item)
    return Item(
        row,
        standard_id,
        place,
        item.code,
        fact.area_of(item).title,
        item.title,
        item.cadence,
        item.event,
        owned.level if owned else "full",
        owned.shared_with if owned else "",
        item.judged,
        item.metric,
        item.bound,
        None if item.target is None else hundredths(item.target),
        item.unit,
        " ".join(item.after),
        int(item.active),
    )


def _with_judging(item: ItemFact, columns: Mapping[str, Any]) -> dict[str, Any]:
    """What changes of an item, and by what it is judged, as its target has it."""
    if "target" not in columns or item.judged == "measured":
        return dict(columns)
    if columns["target"] is None:
        return {**columns, "judged": "tick", "bound": "", "unit": ""}
    return {**columns, "judged": "number", "bound": item.bound or "at least"}


def _change_words(columns: Mapping[str, Any]) -> str:
    parts = []
    for column, value in columns.items():
        if column == "active":
            parts.append("counts" if value else "left out")
        elif column == "title":
            parts.append("renamed")
        elif column != "unit":
            parts.append(f"{column} {'none' if value is None else value}")
    return ", ".join(parts)
