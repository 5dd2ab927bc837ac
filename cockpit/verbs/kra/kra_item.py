"""The part of ``cockpit kra`` that adds an item to a standard."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cockpit.answer import say_result
from cockpit.parts import Parts
from cockpit.verbs.kra.kra_standards import target_typed, text_of
from cockpit.words import line
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.kra.measuring import metrics
from data.kra.standard import find_standard
from data.kra.standard_commands import AddItem
from data.kra.standard_file import StandardFact, read_standard

if TYPE_CHECKING:
    from cockpit.session import Session


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    adder = parts.add(
        "item",
        "add an item to a standard",
        'cockpit kra item my-standard "Visit two customers" --cadence week --target 2',
        _add,
    )
    adder.add_argument("code", metavar="STANDARD", type=line, help="its code, or the beginning of its title")
    adder.add_argument("title", metavar="TITLE", type=line, help="what is to be done")
    adder.add_argument("--area", type=line, default="", metavar="AREA", help="its code or title (the first)")
    adder.add_argument("--cadence", default="week", help="day, week, month, quarter or event (week)")
    adder.add_argument("--event", type=line, default="", metavar="EVENT", help="at which event, as handover")
    how = adder.add_mutually_exclusive_group()
    how.add_argument(
        "--target", type=target_typed, metavar="NUMBER", help="judged by a number: at least so many"
    )
    how.add_argument("--metric", type=line, default="", metavar="KPI", help="measured: by which KPI")
    adder.add_argument("--unit", type=line, default="", help="of the number, as visits")
    adder.add_argument("--json", action="store_true", help="the result for machines")


def _add(options: argparse.Namespace, session: Session) -> int:
    standard = find_standard(session.store, session.person, options.code)
    fact = read_standard(text_of(standard.code, session), standard.code, metrics())
    columns: dict[str, Any] = {"event": options.event} if options.event else {}
    if options.target is not None:
        columns |= {"judged": "number", "bound": "at least", "target": options.target, "unit": options.unit}
    if options.metric:
        columns |= {"judged": "measured", "metric": options.metric}
    result = session.apply(
        AddItem,
        standard=standard.code,
        title=options.title,
        area=_area(fact, options.area),
        cadence="event" if options.event else options.cadence,
        columns=columns,
    )
    return say_result(session, result, as_json=options.json)


def _area(fact: StandardFact, word: str) -> str:
    """The code of an area. Raises UsageError that names them."""
    if not word:
        return fact.area[0].code
    found = [area.code for area in fact.area if word.casefold() in (area.code, area.title.casefold())]
    if not found:
        known = ", ".join(area.code for area in fact.area)
        raise UsageError(f"There is no area {clean(word, 40)!r}: it is one of {known}.")
    return found[0]
