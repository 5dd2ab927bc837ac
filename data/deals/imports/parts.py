"""What comes with a deal of a file as rows of other tables: what is sold in it, and its way through the stages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from data.calendar.days import instant
from data.deals.lines import DealLine
from data.deals.way import StageChange


class Sold(NamedTuple):
    """A product line. Prices are of one piece, in hundredths of the deal's currency; None: the file does not say."""

    product: str
    product_line: str = ""
    quantity: int = 1
    list_price: int | None = None
    price: int | None = None


class Step(NamedTuple):
    """The deal came from one stage (empty: it began) into another at an instant."""

    at: int
    from_stage: str
    to_stage: str


class Standing(NamedTuple):
    """What is known of a deal's way besides: since when it is in its stage, the position of the furthest stage that it
    has been in, and whether all its steps are told.
    """

    since: int | None = None
    furthest: int = 0
    is_known: bool = False


def sold_in_cell(lines: Iterable[DealLine]) -> str:
    """The product lines of a deal as one cell of our own export."""
    told = [
        {
            "product": line.product,
            "line": line.product_line,
            "pieces": line.quantity,
            "list": _money(line.list_price),
            "price": _money(line.price),
        }
        for line in lines
    ]
    return json.dumps(told, ensure_ascii=False) if told else ""


def sold_from_cell(cell: str) -> tuple[Sold, ...] | None:
    """The product lines of such a cell; None where something else stands in it."""
    try:
        return tuple(
            Sold(
                str(line["product"]),
                str(line["line"]),
                int(line["pieces"]),
                _hundredths(line["list"]),
                _hundredths(line["price"]),
            )
            for line in json.loads(cell)
        )
    except (ValueError, TypeError, KeyError):
        return None


def way_in_cell(steps: Iterable[StageChange]) -> str:
    """The steps of a deal's way as one cell of our own export, a line each: instant, former stage, ``>``, stage."""
    return "\n".join(f"{moment_in_cell(step.at)} {step.from_stage} > {step.to_stage}" for step in steps)


def way_from_cell(cell: str) -> tuple[Step, ...] | None:
    """The steps of such a cell; None where something else stands in it."""
    found: list[Step] = []
    for line in cell.strip().splitlines():
        moment, _, stages = line.partition(" ")
        before, mark, after = stages.partition(">")
        at = moment_from_cell(moment)
        if at is None or not mark or not after.strip():
            return None
        found.append(Step(at, before.strip(), after.strip()))
    return tuple(found)


def sold_of(parts: Sequence[NamedTuple]) -> list[Sold]:
    """The product lines among the parts of a draft."""
    return [part for part in parts if isinstance(part, Sold)]


def steps_of(parts: Sequence[NamedTuple]) -> list[Step]:
    """The steps among the parts of a draft, the earliest first."""
    return sorted([part for part in parts if isinstance(part, Step)])


def standing_of(parts: Sequence[NamedTuple]) -> Standing:
    """What else is known of its way."""
    for part in parts:
        if isinstance(part, Standing):
            return part
    return _UNKNOWN


_UNKNOWN = Standing()


def _money(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _hundredths(value: float | None) -> int | None:
    return None if value is None else round(value * 100)


def moment_in_cell(at: int | None) -> str:
    """An instant as our own export writes it, to the millisecond; nothing for none."""
    if at is None:
        return ""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_from_cell(cell: str) -> int | None:
    """The instant of such a cell; None for nothing, and for what is none."""
    try:
        return instant(datetime.fromisoformat(cell))
    except (ValueError, OverflowError):
        return None
