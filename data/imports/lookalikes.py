"""Files of another noun, offered by mistake: named for what they are instead of being taken row by row."""

from __future__ import annotations

from typing import Any

from data.files.headers import joined_name
from data.files.refused import FileRefused, shown_name
from data.files.table import Table
from data.imports.columns import Columns
from data.imports.spec import ImportSpec
from data.kernel.text import clean


def refuse_lookalike(spec: ImportSpec[Any], table: Table, columns: Columns) -> None:
    """Raise FileRefused for a file that has one column of each sort of another noun, and none of this one alone."""
    rules = spec.columns
    if rules.proof and any(found.field.startswith(rules.proof) for found in columns.found):
        return
    names = {joined_name(column) for column in table.columns}
    for other in rules.vocabulary().lookalike:
        if names & {joined_name(word) for word in other.absent}:
            continue
        marks: dict[str, str] = {}
        for sort, words in other.sorts.items():
            wanted = {joined_name(word) for word in words}
            marks.update((sort, clean(one, 40)) for one in table.columns if joined_name(one) in wanted)
        if len(marks) == len(other.sorts):
            raise FileRefused(
                f"{shown_name(table.path)} looks like {other.name} ({', '.join(marks.values())}), "
                f"with no column of {other.lacks}. {rules.comes_from}",
                code="file.lookalike",
                many=spec.many,
            )
