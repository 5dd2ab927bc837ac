"""Standards as they stand in the store: versions, their items, and who runs which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import select_records
from data.kernel.text import clean, first_of
from data.kra.cadence import Cadence
from data.people.person import Person
from data.people.reach import reach_of


class Standard(NamedTuple):
    """One version of a standard. Without an owner it is the company's; ``text`` is its file."""

    id: int
    code: str
    version: int
    title: str
    about: str
    source: str
    owner_id: int | None
    first_week: int | None
    last_week: int | None
    effective_on: str
    text: str
    touched: int | None = None


class Item(NamedTuple):
    """One item of a version; ``target`` is in hundredths of ``unit``, ``after`` holds codes with blanks between."""

    id: int
    standard_id: int
    position: int
    code: str
    area: str
    title: str
    cadence: Cadence
    event: str = ""
    ownership: str = "full"
    shared_with: str = ""
    judged: str = "tick"
    metric: str = ""
    bound: str = ""
    target: int | None = None
    unit: str = ""
    after: str = ""
    active: int = 1
    touched: int | None = None


class Assignment(NamedTuple):
    """Somebody runs a standard from a day on, up to and including ``until`` where that is not empty."""

    id: int
    person_id: int
    standard: str
    since: str
    until: str = ""
    touched: int | None = None


class Versions:
    """All versions of some standards, with their items."""

    def __init__(self, standards: Sequence[Standard], items: Mapping[int, Sequence[Item]]) -> None:
        self._standards = sorted(standards, key=lambda standard: (standard.code, standard.version))
        self._items = items

    def newest(self) -> list[Standard]:
        """The newest version of each, by title."""
        found = {standard.code: standard for standard in self._standards}
        return sorted(found.values(), key=lambda standard: standard.title)

    def in_force(self, code: str, day: date) -> Standard | None:
        """The version that holds for a run which ends on a day: the newest from that day or before, else the first."""
        own = [standard for standard in self._standards if standard.code == code]
        begun = [standard for standard in own if standard.effective_on <= day.isoformat()]
        return begun[-1] if begun else (own[0] if own else None)

    def version(self, standard_id: int) -> Standard:
        """A version by its id. Raises KeyError for one that is not among these."""
        return {standard.id: standard for standard in self._standards}[standard_id]

    def items(self, standard: Standard) -> Sequence[Item]:
        """The items of a version in their order, those that are switched off too."""
        return self._items.get(standard.id, ())


def versions_of(reader: Reader, codes: Sequence[str] | None = None) -> Versions:
    """The versions of these standards, or of all."""
    marks = ", ".join("?" * len(codes or ()))
    which = "" if codes is None else f"where code in ({marks})"
    standards = select_records(reader, Standard, "standard", which, tuple(codes or ()))
    ids = ", ".join(str(standard.id) for standard in standards)
    items: dict[int, list[Item]] = {}
    for item in select_records(
        reader, Item, "standard_item", f"where standard_id in ({ids}) order by standard_id, position"
    ):
        items.setdefault(item.standard_id, []).append(item)
    return Versions(standards, items)


def newest_version(reader: Reader, code: str) -> Standard | None:
    """The newest version of a standard; None where the store has none of that code."""
    found = select_records(
        reader, Standard, "standard", "where code = ? order by version desc limit 1", (code,)
    )
    return found[0] if found else None


def refuse_hidden(reader: Reader, actor: Person, standard: Standard) -> None:
    """Raise Refused for somebody else's own standard that a person does not reach."""
    if not reach_of(reader, actor).holds(standard.owner_id):
        raise Refused(f"{standard.title} is somebody else's own standard.")


def assignments_of(reader: Reader, person_ids: Sequence[int]) -> list[Assignment]:
    """What some people run, in the order in which they took it up."""
    marks = ", ".join("?" * len(person_ids))
    which = f"where person_id in ({marks}) order by since, id"
    return select_records(reader, Assignment, "kra_assignment", which, tuple(person_ids))


def find_standard(reader: Reader, actor: Person, word: str) -> Standard:
    """The standard of the store that is meant by a code, a title, or the beginning of one.

    Raises Refused that names those who could be meant.
    """
    wanted = " ".join(word.split()).casefold()
    reach = reach_of(reader, actor)
    known = [one for one in versions_of(reader).newest() if reach.holds(one.owner_id)]
    ways = (
        [one for one in known if wanted in (one.code, one.title.casefold())],
        [one for one in known if wanted and one.code.startswith(wanted)],
        [one for one in known if wanted and one.title.casefold().startswith(wanted)],
    )
    found = next(filter(None, ways), [])
    if len(found) == 1:
        return found[0]
    names = first_of([one.code for one in (found or known)], 12)
    if found:
        raise Refused(f"{clean(word, 40)!r} could be several standards: {names}.")
    raise Refused(
        f"No standard is called {clean(word, 40)!r}. In the store: {names or 'none yet'}.",
        code="kra.no_standard",
    )
