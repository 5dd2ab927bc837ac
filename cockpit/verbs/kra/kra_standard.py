"""The part of ``cockpit kra`` that tells one standard: what it is for, who answers for what, its areas and items."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.parts import Parts
from cockpit.text_tables import Column, markdown, markdown_table, text_table
from cockpit.verbs.kra.kra_standards import text_of
from cockpit.words import line
from data.kernel.text import clean
from data.kra.cadence import EACH
from data.kra.measuring import metrics
from data.kra.numbers import hundredths, target_words
from data.kra.standard_file import ItemFact, StandardFact, read_standard

if TYPE_CHECKING:
    from cockpit.session import Session

_COLUMNS = [
    Column("item", least=24), Column("cadence"), Column("judged", least=8), Column("with", is_spare=True, drop=1),
    Column("code", least=12, drop=2),
]  # fmt: skip
_OWNED = [
    Column("who answers for", least=20),
    Column("level"),
    Column("with", is_spare=True),
    Column("", drop=1),
]


def add_to(parts: Parts) -> None:
    """Add the part and its options."""
    teller = parts.add(
        "standard", "one standard, with its areas and items", "cockpit kra standard sales-executive", _tell
    )
    teller.add_argument(
        "named", metavar="STANDARD", type=line, help="its code, or the beginning of its title"
    )
    teller.add_argument("--json", action="store_true", help="all of it, for machines")
    teller.add_argument("--md", action="store_true", help="as Markdown")


def _tell(options: argparse.Namespace, session: Session) -> int:
    fact = read_standard(text_of(options.named, session), options.named, metrics())
    if options.json:
        say_json(fact.model_dump(mode="json"))
        return 0
    table = markdown_table if options.md else lambda columns, rows: text_table(columns, rows, screen_width())
    print(_heading(fact.title, 1) if options.md else clean(fact.title))
    print(clean(fact.about, 1_000))
    if fact.ownership:
        rows = [(one.title, one.level, one.shared_with, one.about) for one in fact.ownership]
        print(f"\n{table(_OWNED, rows)}")
    for area in fact.area:
        title = f"{area.title}: {area.about}" if area.about else area.title
        print(f"\n{_heading(title, 2) if options.md else clean(title)}")
        print(table(_COLUMNS, [_cells(fact, item) for item in fact.item if item.area == area.code]))
    return 0


def _heading(title: str, depth: int) -> str:
    return f"{'#' * depth} {markdown(clean(title))}\n"


def _cells(fact: StandardFact, item: ItemFact) -> tuple[object, ...]:
    owned = fact.owned(item)
    judged = {"tick": "ticked", "measured": f"by {item.metric}"}
    number = None if item.target is None else hundredths(item.target)
    return (
        item.title if item.active else f"{item.title} (left out)",
        f"at a {item.event}" if item.event else EACH[item.cadence],
        judged.get(item.judged) or target_words(item.bound, number, item.unit),
        owned.shared_with if owned else "",
        item.code,
    )
