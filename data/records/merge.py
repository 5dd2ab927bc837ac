"""Merging records that are the same, and saying that two are not.

A merged record stays with all it had and points to the one that is kept, so that undo un-merges exactly: see
``data.records.merged``. What the kept one becomes is derived from the noun's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.commands import Change, Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.row_type import R
from data.kernel.rows import added, changed, select_records
from data.kernel.text import clean_lines
from data.records.custom_fields import united_custom
from data.records.fields import LINES_LIMIT, Field, Records
from data.records.lines import labelled
from data.records.normal_forms import normal_email, normal_phone
from data.records.phone_region import phone_region
from data.records.tags import stored_tags, tags_of


class NotDuplicate(NamedTuple):
    """Two records that look alike and are two, as they stand in the store. ``record_a`` has the lower id."""

    id: int
    record_table: str
    record_a: int
    record_b: int
    touched: int | None = None


def choosable(records: Records) -> tuple[str, ...]:
    """The columns of which a person may say from which record the kept one takes them."""
    return tuple(field.column for field in records.fields if field.typed or field.form == "person")


def picked(records: Records, rows: Sequence[NamedTuple], chosen: Mapping[str, int]) -> dict[str, Any]:
    """The columns that a person takes from one of the rows, by column and that row's id, with what goes along.

    Raises UsageError for columns that are not to be chosen, and for rows that are not merged.
    """
    columns = choosable(records)
    unknown = sorted(set(chosen) - set(columns))
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: not to be chosen in a merge. Columns: {', '.join(columns)}.")
    by_id = {row._asdict()["id"]: row for row in rows}
    if not set(chosen.values()) <= set(by_id):
        raise UsageError(f"A value is chosen from one of the {records.plural} that are merged.")
    return {
        field.column: getattr(by_id[chosen[column]], field.column)
        for field in records.fields
        for column in (field.column, field.along)
        if column in chosen
    }


def joined_as_chosen(reader: Reader, records: Records, rows: Sequence[R], chosen: Mapping[str, int]) -> R:
    """What the first of the rows becomes when the others are merged into it, with what a person takes from which.

    Raises as ``picked``.
    """
    kept = rows[0]._replace(**joined(records, rows, phone_region(reader)))
    return kept._replace(**picked(records, rows, chosen))


def joined(records: Records, rows: Sequence[NamedTuple], region: str) -> dict[str, Any]:
    """What the first of the rows becomes when the others are merged into it, as far as its fields say how.

    Empty fields are filled and lists united. ``region`` is the country in which national phone numbers are meant.
    """
    columns: dict[str, Any] = {}
    for field in records.fields:
        if field.merging == "first":
            columns[field.column] = _first(rows, field)
        elif field.merging == "united":
            columns[field.column] = _united(rows, field, region)
        elif field.merging:
            held = [value for row in rows if (value := getattr(row, field.column)) is not None]
            end = min if field.merging == "earliest" else max
            columns[field.column] = end(held, default=None)
    return columns


def _first(rows: Sequence[NamedTuple], field: Field) -> Any:
    """The first value that there is. A field that goes along with another takes it from rows that say the same there:
    the currency of one budget is not that of another.
    """
    if field.along:
        leading = _first_value(rows, field.along)
        rows = [row for row in rows if getattr(row, field.along) == leading]
    return _first_value(rows, field.column)


def _first_value(rows: Sequence[NamedTuple], column: str) -> Any:
    held = (getattr(row, column) for row in rows)
    return next((value for value in held if value not in (None, "")), getattr(rows[0], column))


def _united(rows: Sequence[NamedTuple], field: Field, region: str) -> str:
    texts = [str(getattr(row, field.column)) for row in rows]
    if field.form == "emails":
        return _united_lines(texts, normal_email)
    if field.form == "phones":
        return _united_lines(texts, lambda number: normal_phone(number, region))
    if field.form == "links":
        return _united_lines(texts, lambda link: link.casefold().rstrip("/"))
    if field.form == "names":
        return "\n".join(dict.fromkeys(name for text in texts for name in text.splitlines()))
    if field.form == "tags":
        return stored_tags(tag for text in texts for tag in tags_of(text))
    if field.form == "custom":
        return united_custom(texts)
    return clean_lines("\n\n".join(dict.fromkeys(filter(None, texts))), LINES_LIMIT)


def _united_lines(texts: Iterable[str], normal: Callable[[str], str]) -> str:
    """Labelled lines of all rows, each value once however it is written."""
    found: dict[str, str] = {}
    for text in texts:
        for label, value in labelled(text):
            found.setdefault(normal(value) or value, f"{label}: {value}" if label else value)
    return "\n".join(found.values())


def put_away(
    reader: Reader, kind: type[R], records: Records, row: R, away: R, keep: int, command_id: int
) -> list[Change]:
    """The changes of a record that is merged into ``keep``, and of those merged into it before: all point there.

    ``away`` is the row as its noun puts it away.
    """
    merged: Mapping[str, Any] = {"merged_into": keep}
    table = records.table
    earlier = select_records(reader, kind, table, "where merged_into = ? order by id", (row._asdict()["id"],))
    pairs = [(row, away._replace(**merged)), *((one, one._replace(**merged)) for one in earlier)]
    changes = (changed(table, before, after, command_id) for before, after in pairs)
    return [change for change in changes if change is not None]


def said_to_differ(reader: Reader, records: Records, command_id: int, one: int, other: int) -> Change:
    """The change by which two records that look alike count as two. Raises Refused where that was said before."""
    low, high = sorted((one, other))
    if reader.select("select 1 from not_duplicate where record_a = ? and record_b = ?", (low, high)):
        raise Refused("That was said before.")
    return added("not_duplicate", NotDuplicate(command_id, records.table, low, high))
