"""Records of a noun as a table for other programs, which our own import gives back without loss."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from data.files.export import Format, Target, write_table
from data.imports.dated_notes import notes_of, written
from data.imports.own_export import NOTES_BY_DATE, OTHER_FIELDS, OwnExport
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.ids import reference
from data.kernel.private_files import OWNER
from data.kernel.row_type import R
from data.kernel.rows import records_by_ids
from data.kernel.text import clean
from data.people.person import handles_by_id
from data.records.custom_fields import custom_fields
from data.records.fields import LABELLED_FORMS, Field
from data.records.lines import labelled

Further = Callable[[Reader, Sequence[Mapping[str, Any]]], Mapping[int, Sequence[object]]]
"""Gives what a noun tells of records besides their fields: the cells by the record's id, all of them for each."""
_MOST_LABELS = 12
_MOST_CUSTOM = 400
_PAGE = 500


class Layout(NamedTuple):
    """The columns of one export: labels of each field with several values, and names of added fields."""

    own: OwnExport
    labels: dict[str, list[str]]
    custom: list[str]
    has_other: bool

    @property
    def headings(self) -> list[str]:
        """The headings, each once."""
        found = [self.own.reference]
        for heading, field in self.own.records.headed.items():
            found += [_heading(heading, label) for label in self.labels.get(field.column, [""])]
        found += [NOTES_BY_DATE] if self.own.has_notes else []
        found += self.own.further
        found += [self.own.custom_heading(name) for name in self.custom]
        return found + ([OTHER_FIELDS] if self.has_other else [])


def export_records(
    own: OwnExport,
    kind: type[R],
    reader: Reader,
    ids: Sequence[int],
    target: Target,
    file_format: Format,
    mode: int = OWNER,
    further: Further | None = None,
) -> int:
    """Write the records of these ids in their order, and return how many there were. ``kind`` is the type of rows; a
    new file has the rights ``mode``. ``further`` gives the cells of what the noun tells besides.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    layout = _layout_of(own, kind, reader, ids)
    return write_table(target, file_format, layout.headings, _rows(kind, reader, ids, layout, further), mode)


def _layout_of(own: OwnExport, kind: type[R], reader: Reader, ids: Sequence[int]) -> Layout:
    """The columns that these records need, found in one pass over them."""
    records = own.records
    labels: dict[str, Counter[str]] = {column: Counter() for column in records.of_form(*LABELLED_FORMS)}
    custom: Counter[str] = Counter()
    for page in _pages(ids):
        for record in records_by_ids(reader, kind, records.table, page):
            row = record._asdict()
            for column, counts in labels.items():
                counts.update({label: 1 for label, _ in labelled(row[column])})
            custom.update(dict.fromkeys(_custom_of(row), 1))
    chosen = {
        column: [label for label, _ in counts.most_common() if label and _gives_back(label)][:_MOST_LABELS]
        for column, counts in labels.items()
    }
    columns, taken = [], {heading.casefold() for heading in (own.reference, OTHER_FIELDS, *own.columns)}
    for name in sorted(custom, key=lambda name: (-custom[name], name))[:_MOST_CUSTOM]:
        heading = own.custom_heading(name)
        if heading.casefold() not in taken and _is_plain_heading(name):
            taken.add(heading.casefold())
            columns.append(name)
    return Layout(
        own, {column: ["", *names] for column, names in chosen.items()}, columns, len(columns) < len(custom)
    )


def _rows(
    kind: type[R], reader: Reader, ids: Sequence[int], layout: Layout, further: Further | None
) -> Iterator[list[object]]:
    """The cells of each record below the headings of a layout."""
    handles = handles_by_id(reader)
    table = layout.own.records.table
    for page in _pages(ids):
        rows = [record._asdict() for record in records_by_ids(reader, kind, table, page)]
        by_id = {row["id"]: row for row in rows}
        history = _histories(reader, table, page) if layout.own.has_notes else None
        told = further(reader, rows) if further is not None else {}
        for identifier in page:
            if identifier in by_id:
                row = by_id[identifier]
                yield _row(row, layout, handles, history, told.get(identifier, ()))


def _row(
    row: Mapping[str, Any],
    layout: Layout,
    handles: dict[int, str],
    history: dict[int, str] | None,
    further: Sequence[object],
) -> list[object]:
    cells: list[object] = [reference(row["id"])]
    for field in layout.own.records.headed.values():
        value = row[field.column]
        labels = layout.labels.get(field.column)
        cells += [_cell(field, value, handles)] if labels is None else _line_cells(value, labels)
    if history is not None:
        cells.append(history.get(row["id"], ""))
    cells += further
    custom = _custom_of(row)
    cells += [custom.pop(name, "") for name in layout.custom]
    if layout.has_other:
        cells.append(json.dumps(custom, ensure_ascii=False) if custom else "")
    return cells


def _cell(field: Field, value: Value, handles: dict[int, str]) -> object:
    if value is None:
        return ""
    if field.form == "person":
        return handles.get(int(value), "")
    if field.form == "record":
        return reference(int(value))
    if field.form == "money":
        whole, cents = divmod(int(value), 100)
        return f"{whole}.{cents:02d}" if cents else whole
    if field.form == "answer":
        return "yes" if value else "no"
    if field.form == "moment":
        return datetime.fromtimestamp(int(value) / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def _line_cells(lines: str, labels: Sequence[str]) -> list[str]:
    """The values of each label in its own cell, several below each other.

    Where the cells would come back in another order, as the first number of a record matters, or a label has no
    column, all lines stand in the first cell with their labels.
    """
    pairs = labelled(lines)
    in_order = [pair for label in labels for pair in pairs if pair[0] == label]
    if in_order != pairs:
        return [lines, *([""] * (len(labels) - 1))]
    return ["\n".join(value for name, value in pairs if name == label) for label in labels]


def _custom_of(row: Mapping[str, Any]) -> dict[str, str]:
    try:
        return custom_fields(row.get("custom", ""))
    except ValueError:
        return {"Other fields": row["custom"]}


def _histories(reader: Reader, table: str, page: Sequence[int]) -> dict[int, str]:
    """The dated notes of records as cells."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for record, at, author, text in notes_of(reader, table, page):
        found.setdefault(record, []).append((at, author, text))
    return {record: written(notes) for record, notes in found.items()}


def _heading(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


def _is_plain_heading(name: str) -> bool:
    """Whether a heading comes back from a file as it is."""
    return bool(name) and len(name) <= 150 and clean(name) == name and not name.startswith("'")


def _gives_back(label: str) -> bool:
    return len(label) <= 40 and clean(label) == label and label == label.lower() and ")" not in label


def _pages(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
