"""Leads as a table for other programs, which our own import gives back without loss."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from data.files.export import Format, Target, write_table
from data.imports.dated_notes import notes_of, written
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.ids import reference
from data.kernel.private_files import OWNER
from data.kernel.text import clean
from data.leads.fields import HEADED, LEADS, NOTES_BY_DATE
from data.leads.imports.export_columns import (
    COLUMNS,
    CUSTOM_PREFIX,
    OTHER_FIELDS,
    REFERENCE,
    exported_field,
)
from data.leads.lead import Lead, by_ids
from data.people.person import everybody
from data.records.custom_fields import custom_fields
from data.records.fields import LABELLED_FORMS, Field
from data.records.lines import labelled

_MOST_LABELS = 12
_MOST_CUSTOM = 400
_PAGE = 500


class Layout(NamedTuple):
    """The columns of one export: labels of each field with several values, and names of added fields."""

    labels: dict[str, list[str]]
    custom: list[str]
    has_other: bool

    @property
    def headings(self) -> list[str]:
        """The headings, each once."""
        found = [REFERENCE]
        for heading, field in HEADED.items():
            found += [_heading(heading, label) for label in self.labels.get(field.column, [""])]
        found += [NOTES_BY_DATE, *(_custom_heading(name) for name in self.custom)]
        return found + ([OTHER_FIELDS] if self.has_other else [])


def export_leads(
    reader: Reader, ids: Sequence[int], target: Target, file_format: Format, mode: int = OWNER
) -> int:
    """Write the leads of these ids in their order, and return how many there were; a new file has the rights ``mode``.

    Raises FileRefused where the target cannot be written or the format cannot hold a value.
    """
    layout = layout_of(reader, ids)
    return write_table(target, file_format, layout.headings, export_rows(reader, ids, layout), mode)


def layout_of(reader: Reader, ids: Sequence[int]) -> Layout:
    """The columns that these leads need, found in one pass over them."""
    labels: dict[str, Counter[str]] = {column: Counter() for column in LEADS.of_form(*LABELLED_FORMS)}
    custom: Counter[str] = Counter()
    for page in _pages(ids):
        for lead in by_ids(reader, page):
            for column, counts in labels.items():
                counts.update({label: 1 for label, _ in labelled(getattr(lead, column))})
            custom.update(dict.fromkeys(_custom_of(lead), 1))
    chosen = {
        column: [label for label, _ in counts.most_common() if label and _gives_back(label)][:_MOST_LABELS]
        for column, counts in labels.items()
    }
    columns, taken = [], {heading.casefold() for heading in (REFERENCE, OTHER_FIELDS, *COLUMNS)}
    for name in sorted(custom, key=lambda name: (-custom[name], name))[:_MOST_CUSTOM]:
        heading = _custom_heading(name)
        if heading.casefold() not in taken and _is_plain_heading(name):
            taken.add(heading.casefold())
            columns.append(name)
    return Layout(
        {column: ["", *names] for column, names in chosen.items()}, columns, len(columns) < len(custom)
    )


def export_rows(reader: Reader, ids: Sequence[int], layout: Layout) -> Iterator[list[object]]:
    """The cells of each lead below the headings of a layout."""
    handles = {person.id: person.handle for person in everybody(reader)}
    for page in _pages(ids):
        leads = {lead.id: lead for lead in by_ids(reader, page)}
        history = _histories(reader, page)
        for identifier in page:
            if identifier in leads:
                yield _row(leads[identifier], layout, handles, history)


def _row(lead: Lead, layout: Layout, handles: dict[int, str], history: dict[int, str]) -> list[object]:
    cells: list[object] = [reference(lead.id)]
    for field in HEADED.values():
        value = getattr(lead, field.column)
        labels = layout.labels.get(field.column)
        cells += [_cell(field, value, handles)] if labels is None else _line_cells(value, labels)
    cells.append(history.get(lead.id, ""))
    custom = _custom_of(lead)
    cells += [custom.pop(name, "") for name in layout.custom]
    if layout.has_other:
        cells.append(json.dumps(custom, ensure_ascii=False) if custom else "")
    return cells


def _cell(field: Field, value: Value, handles: dict[int, str]) -> object:
    if value is None:
        return ""
    if field.form == "person":
        return handles.get(int(value), "")
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

    Where the cells would come back in another order, as the first number of a lead matters, or a label has no
    column, all lines stand in the first cell with their labels.
    """
    pairs = labelled(lines)
    in_order = [pair for label in labels for pair in pairs if pair[0] == label]
    if in_order != pairs:
        return [lines, *([""] * (len(labels) - 1))]
    return ["\n".join(value for name, value in pairs if name == label) for label in labels]


def _custom_of(lead: Lead) -> dict[str, str]:
    try:
        return custom_fields(lead.custom)
    except ValueError:
        return {"Other fields": lead.custom}


def _histories(reader: Reader, page: Sequence[int]) -> dict[int, str]:
    """The dated notes of leads as cells."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for lead, at, author, text in notes_of(reader, "lead", page):
        found.setdefault(lead, []).append((at, author, text))
    return {lead: written(notes) for lead, notes in found.items()}


def _heading(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name


def _custom_heading(name: str) -> str:
    """An added field's own name, with a mark before it where one of our columns is called so."""
    is_ours = exported_field(name) is not None or name == OTHER_FIELDS
    return CUSTOM_PREFIX + name if is_ours or name.startswith(CUSTOM_PREFIX) else name


def _is_plain_heading(name: str) -> bool:
    """Whether a heading comes back from a file as it is."""
    return bool(name) and len(name) <= 150 and clean(name) == name and not name.startswith("'")


def _gives_back(label: str) -> bool:
    return len(label) <= 40 and clean(label) == label and label == label.lower() and ")" not in label


def _pages(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _PAGE] for start in range(0, len(ids), _PAGE))
