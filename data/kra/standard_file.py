"""A standard as a TOML file: what it may say, read and checked, and written.

What is wrong is told by its line, with what is allowed there.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.kra.cadence import CADENCES, PERIODS, Cadence
from data.kra.toml_lines import Place, line_of, lines_of

MOST_ITEMS = 200
LONGEST_FILE = 200_000
"""Characters beyond which nothing is a standard."""

_Safe = BeforeValidator(lambda given: clean(given, 1001) if isinstance(given, str) else given)
"""Text as a terminal can show it."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Title = Annotated[str, _Safe, StringConstraints(min_length=1, max_length=120)]
Words = Annotated[str, _Safe, StringConstraints(max_length=1000)]
Bound = Literal["", "at least", "at most"]
Judged = Literal["tick", "number", "measured"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AreaFact(_Part):
    """An area of a standard, and in brief what is to be done in it."""

    code: Code
    title: Title
    about: Words = ""


class OwnershipFact(_Part):
    """A line of the ownership matrix: who answers for something, alone or with whom."""

    code: Code
    title: Title
    level: Literal["full", "shared"] = "full"
    shared_with: Words = ""
    about: Words = ""


class ItemFact(_Part):
    """One item. ``target`` is a number in ``unit``; ``after`` names items that come before it; ``ownership`` is a line
    of the matrix, without one the item is wholly one's own.
    """

    code: Code
    area: Code
    title: Title
    cadence: Cadence
    event: Words = ""
    judged: Judged = "tick"
    metric: str = ""
    target: float | None = None
    bound: Bound = ""
    unit: Words = ""
    ownership: str = ""
    after: tuple[str, ...] = ()
    active: bool = True


class StandardFact(_Part):
    """A whole standard. ``first_week`` and ``last_week`` bound it to weeks of onboarding."""

    code: Code
    title: Title
    about: Words = ""
    source: Words = ""
    first_week: int | None = Field(default=None, ge=1)
    last_week: int | None = Field(default=None, ge=1)
    area: tuple[AreaFact, ...] = Field(min_length=1)
    ownership: tuple[OwnershipFact, ...] = ()
    item: tuple[ItemFact, ...] = Field(min_length=1, max_length=MOST_ITEMS)

    def owned(self, item: ItemFact) -> OwnershipFact | None:
        """The line of the matrix that an item belongs to."""
        return next((one for one in self.ownership if one.code == item.ownership), None)

    def area_of(self, item: ItemFact) -> AreaFact:
        """The area of an item."""
        return next(area for area in self.area if area.code == item.area)


class Trouble(NamedTuple):
    """Something that is wrong with a file, and the line on which it is."""

    line: int
    text: str


class StandardRefused(UsageError):
    """A file that is no standard, with everything that is wrong with it."""

    def __init__(self, name: str, troubles: Sequence[Trouble]) -> None:
        self.troubles = tuple(troubles)
        lines = "; ".join(f"{clean(name, 120)}:{line}: {text}" for line, text in self.troubles)
        super().__init__(lines, code="kra.bad_file")


def read_standard(text: str, name: str, metrics: Mapping[str, str]) -> StandardFact:
    """The standard that a file holds; ``metrics`` are the codes of what can be measured, and how often
    each is at most.

    Raises StandardRefused, naming every line that is wrong.
    """
    if len(text) > LONGEST_FILE:
        raise StandardRefused(name, [Trouble(1, f"a standard has at most {LONGEST_FILE:,} characters")])
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise StandardRefused(name, [Trouble(line, f"this is no TOML: {error}")]) from None
    lines = lines_of(text)
    try:
        fact = StandardFact.model_validate(said)
    except ValidationError as error:
        raise StandardRefused(name, [_in_words(found, lines, said) for found in error.errors()]) from None
    troubles = sorted(_what_does_not_fit(fact, lines, metrics))
    if troubles:
        raise StandardRefused(name, troubles)
    return fact


_ALLOWED = {
    "cadence": f"it is one of: {', '.join(CADENCES)}",
    "judged": "it is one of: tick, number, measured",
    "bound": "it is one of: at least, at most",
    "level": "it is one of: full, shared",
    "code": "it has small letters, digits and dashes, as: weekly-review",
    "area": "it is the code of an [[area]]",
    "target": "it is a number, as 1200 or 4.9",
    "active": "it is true or false",
    "title": "it is a text of 1 to 120 characters",
    "after": 'it is a list of codes of items, as: ["documents"]',
    "first_week": "it is a week of onboarding, from 1",
    "last_week": "it is a week of onboarding, from 1",
}


def _in_words(error: Any, lines: Mapping[Place, int], said: Mapping[str, Any]) -> Trouble:
    """What pydantic complains of, by its line and with what is allowed."""
    where = list(error["loc"])
    table, which = "", 0
    if where and isinstance(said.get(str(where[0])), list):
        table, which = str(where.pop(0)), 0
        if where and isinstance(where[0], int):
            which = where.pop(0)
    key = str(where[0]) if where else ""
    line = line_of(lines, table, which, key)
    place = f"[[{table}]] number {which + 1}" if table else "the standard"
    if error["type"] == "missing":
        wanted = _ALLOWED.get(key, "write it")
        return Trouble(line, f"{place} has no {key}: {wanted}")
    if error["type"] == "extra_forbidden":
        kinds: dict[str, type[BaseModel]] = {"area": AreaFact, "ownership": OwnershipFact, "item": ItemFact}
        kind = kinds.get(table, StandardFact)
        return Trouble(line, f"{place} knows no {key!r}: it may say {', '.join(kind.model_fields)}")
    given = clean(json.dumps(error["input"], default=str), 40)
    wanted = _ALLOWED.get(key, error["msg"])
    return Trouble(line, f"{key or table} of {place} cannot be {given}: {wanted}")


def _what_does_not_fit(
    fact: StandardFact, lines: Mapping[Place, int], metrics: Mapping[str, str]
) -> Iterator[Trouble]:
    tables = (("area", fact.area), ("ownership", fact.ownership), ("item", fact.item))
    repeated = [trouble for table, parts in tables for trouble in _repeated(table, parts, lines)]
    if repeated:
        # What names a code that stands twice is of no use before it is known which one is meant.
        yield from repeated
        return
    if fact.last_week is not None and fact.last_week < (fact.first_week or 1):
        yield Trouble(line_of(lines, "", 0, "last_week"), "last_week comes before first_week")
    areas = [area.code for area in fact.area]
    owned = [one.code for one in fact.ownership]
    by_code = {item.code: item for item in fact.item}
    for place, item in enumerate(fact.item):
        for key, text in _trouble_of(item, by_code, areas, owned, metrics):
            yield Trouble(line_of(lines, "item", place, key), f"{item.code}: {text}")
    for code in _in_circles(fact.item):
        place = [item.code for item in fact.item].index(code)
        yield Trouble(
            line_of(lines, "item", place, "after"), f"{code} comes after itself, by way of the others"
        )


def _repeated(
    table: str, parts: Sequence[AreaFact | OwnershipFact | ItemFact], lines: Mapping[Place, int]
) -> Iterator[Trouble]:
    counts = Counter(part.code for part in parts)
    first: dict[str, int] = {}
    for place, part in enumerate(parts):
        line = line_of(lines, table, place, "code")
        if counts[part.code] > 1 and part.code in first:
            yield Trouble(
                line, f"the code {part.code!r} stands on line {first[part.code]} already: choose another"
            )
        first.setdefault(part.code, line)


def _trouble_of(
    item: ItemFact,
    by_code: Mapping[str, ItemFact],
    areas: Sequence[str],
    owned: Sequence[str],
    metrics: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """The keys of an item that do not fit the rest, and why."""
    if item.area not in areas:
        yield "area", f"there is no area {item.area!r}: it is one of {', '.join(areas)}"
    if item.ownership and item.ownership not in owned:
        yield (
            "ownership",
            f"there is no [[ownership]] {item.ownership!r}: {', '.join(owned) or 'none is declared'}",
        )
    if (item.cadence == "event") != bool(item.event):
        yield "event", "an event has a name, as: event = 'handover'; other cadences have none"
    for code in item.after:
        if code not in by_code:
            yield "after", f"there is no item {code!r}"
        elif by_code[code].cadence != item.cadence:
            yield "cadence", f"it comes after {code}, which is of another cadence: {by_code[code].cadence}"
    yield from _trouble_of_judging(item, metrics)


def _trouble_of_judging(item: ItemFact, metrics: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What does not fit the way in which an item is judged."""
    if item.judged == "measured":
        if item.metric not in metrics:
            yield "metric", f"there is no metric {item.metric!r}: it is one of {', '.join(sorted(metrics))}"
        elif item.cadence == "event":
            yield "cadence", "what is measured has a period: it is one of day, week, month, quarter"
        elif item.cadence in _shorter_than(metrics[item.metric]):
            yield (
                "cadence",
                f"{item.metric} is measured by the {metrics[item.metric]}: no {item.cadence} has it",
            )
    elif item.metric:
        yield (
            "metric",
            f"what is judged by {item.judged} has no metric: leave it out, or say judged = 'measured'",
        )
    if item.judged == "number":
        if item.target is None:
            yield "target", "a number is judged against a target: say target = 1200"
        if not item.bound:
            yield "bound", "a number is judged against a bound: say bound = 'at least' or 'at most'"
    elif item.target is not None:
        yield (
            "target",
            f"the target of what is {item.judged} is not set here: leave it out, or say judged = 'number'",
        )
    if item.unit and item.judged != "number":
        yield "unit", f"what is {item.judged} has no unit: leave it out, or say judged = 'number'"


def _shorter_than(cadence: str) -> tuple[Cadence, ...]:
    """The cadences that are shorter than another; all, where it is that of no run."""
    periods = tuple(PERIODS)
    return periods[: periods.index(cadence)] if cadence in periods else periods


def _in_circles(items: Sequence[ItemFact]) -> list[str]:
    """The items that come after themselves."""
    before = {item.code: item.after for item in items}

    def reaches(start: str) -> bool:
        seen, ahead = set[str](), list(before[start])
        while ahead:
            code = ahead.pop()
            if code == start:
                return True
            if code not in seen:
                seen.add(code)
                ahead += before.get(code, ())
        return False

    return [item.code for item in items if reaches(item.code)]


def code_from(title: str, taken: Collection[str]) -> str:
    """A code made of a title: small letters, digits and dashes; one that is not taken."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    code = "-".join(re.findall(r"[a-z0-9]+", plain))[:50].strip("-") or "item"
    further = (f"{code}-{number}" for number in count(2))
    return code if code not in taken else next(one for one in further if one not in taken)


def written(fact: StandardFact) -> str:
    """A standard as the file that says it; what is as usual is left out."""
    parts = [_table("", fact, skip=("area", "ownership", "item"))]
    parts += [_table("area", area) for area in fact.area]
    parts += [_table("ownership", one) for one in fact.ownership]
    parts += [_table("item", item) for item in fact.item]
    return "\n".join(parts)


def _table(name: str, part: BaseModel, skip: Collection[str] = ()) -> str:
    usual = {key: field.default for key, field in type(part).model_fields.items()}
    said = {key: value for key, value in part if key not in skip and value != usual[key]}
    lines = [f"[[{name}]]"] if name else []
    lines += [f"{key} = {_value(value)}" for key, value in said.items()]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}" if value.is_integer() and abs(value) < 1e6 else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
