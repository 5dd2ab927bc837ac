"""What is known of a customer besides its fields, as one cell of our own export: the rows that tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.text import clean
from data.records.fields import LINE_LIMIT

PERSON = "person_id"
_DAY = _TEXT = str
TABLES: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "value_change": {"day": _DAY, "kind": _TEXT, "amount": int},
        "renewal": {
            "due_on": _DAY, "amount": int, "outcome": _TEXT, "closed_on": _DAY, "renewed_amount": int,
        },
        "upsell": {"at": int, PERSON: int, "what": _TEXT, "amount": int, "kind": _TEXT},
        "complaint": {
            "at": int, PERSON: int, "text": _TEXT, "resolved_at": int, "resolution": _TEXT, "minutes": int,
        },
        "satisfaction": {"day": _DAY, "kind": _TEXT, "score": int, "text": _TEXT, PERSON: int},
        "customer_review": {"day": _DAY, "platform": _TEXT, "stars": int, "text": _TEXT, PERSON: int},
    }
)  # fmt: skip
"""The tables and those of their columns that go out; a person goes by the handle. Deals stay behind: in another store
they have other ids."""
_MAY_BE_EMPTY = frozenset({"renewed_amount", "resolved_at", "minutes"})
"""Amounts that are not known may be as well."""


class Fact(NamedTuple):
    """A row that tells something of a customer: its table, and the values of the columns above."""

    table: str
    values: tuple[Value, ...]


def facts_in_cells(reader: Reader, customers: Sequence[int]) -> dict[int, str]:
    """What is known of customers, and of those that were merged into them, as a cell each; nothing from nothing."""
    handles: dict[int, str] = dict(reader.select("select id, handle from person"))
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for table, columns in TABLES.items():
        rows = reader.select(
            f"select ifnull(member.merged_into, member.id), {', '.join(f'told.{name}' for name in columns)} "
            f"from {table} told join customer member on member.id = told.customer_id "
            "where ifnull(member.merged_into, member.id) in (select value from json_each(?)) order by told.id",
            (json.dumps(list(customers)),),
        )
        for customer, *values in rows:
            row = dict(zip(columns, values, strict=True))
            if PERSON in row:
                row[PERSON] = handles.get(row[PERSON], "")
            found.setdefault(customer, {}).setdefault(table, []).append(row)
    return {customer: json.dumps(tables, ensure_ascii=False) for customer, tables in found.items()}


def facts_from_cell(cell: str, people: Mapping[str, int], actor: int) -> tuple[Fact, ...] | None:
    """The rows of such a cell; None where something else stands in it. What was said by a stranger is the actor's."""
    try:
        tables = json.loads(cell)
        return tuple(
            Fact(table, tuple(_value(table, name, row[name], people, actor) for name in columns))
            for table, columns in TABLES.items()
            for row in tables.get(table, ())
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _value(table: str, name: str, value: Any, people: Mapping[str, int], actor: int) -> Value:
    """A value fit for its column. Raises ValueError for what is none."""
    if name == PERSON:
        return people.get(str(value), actor)
    if value is None:
        may_be = name in _MAY_BE_EMPTY or (name == "amount" and table != "value_change")
        if not may_be:
            raise ValueError(name)
        return None
    if TABLES[table][name] is int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(value)
        return value
    if not isinstance(value, str):
        raise ValueError(value)
    return clean(value, LINE_LIMIT)
