"""Files of another noun, offered by mistake: named for what they are instead of being taken row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from data.files.headers import joined_name
from data.files.refused import FileRefused, shown_name
from data.files.table import Table
from data.imports.columns import Columns
from data.imports.looks import Seen, seen_in
from data.imports.spec import ImportSpec, Job
from data.imports.vocabulary import Look, Proof, other_files
from data.kernel.text import clean


class _Other(NamedTuple):
    """The noun that a file holds instead, and what tells it; ``is_taken``: there is an import of it."""

    noun: str
    seen: Seen[Any]
    is_taken: bool = True


def refuse_lookalike(offered: ImportSpec[Any], spec: ImportSpec[Any], job: Job, columns: Columns) -> None:
    """Raise FileRefused for a file of another noun, by the specs of all nouns and the list of other files.

    ``offered`` is the noun that the file was offered to, ``spec`` the one that its rows would be.
    """
    proof = _proof(spec, job.table, columns)
    if proof is None:
        return
    found = [other for other in _others(offered, job) if other.seen.outweighs(proof)]
    if not found:
        return
    other = max(found, key=lambda one: one.seen.rank)
    name = other.seen.look.name
    marks = ", ".join(clean(column, 40) for column in other.seen.columns)
    none = "" if other.is_taken else f" There is no import of {name}."
    raise FileRefused(
        f"{shown_name(job.table.path)} looks like {name} ({marks}), not {spec.many}.{none}",
        code="file.lookalike",
        many=spec.many,
        field=next(iter(spec.columns.vocabulary().field)),
        holds=other.noun,
    )


def _proof(spec: ImportSpec[Any], table: Table, columns: Columns) -> Proof | None:
    """How much speaks for the noun itself; None where the file can be nothing else."""
    vocabulary = spec.columns.vocabulary()
    look = seen_in(vocabulary.look, table.columns)
    if columns.is_ours or (look is not None and look.outweighs("all")):
        return None
    fields = [found.field for found in columns.found]
    for wanted in spec.columns.proof:
        if all(any(field.startswith(one) for field in fields) for one in wanted):
            return "all"
    keys = {joined_name(column) for column in table.columns}
    return "names" if any(joined_name(name) in keys for name in vocabulary.names) else "nothing"


def _others(offered: ImportSpec[Any], job: Job) -> Iterator[_Other]:
    """All that the file could be besides."""
    table = job.table
    for spec in job.reader.registry.imports():
        if spec.noun in offered.nouns:
            continue
        if spec.columns.returning is not None and spec.columns.returning(table) is not None:
            ours = Look(name=f"an export of Cockpit's own of {spec.many}", group={}, outweighs="all")
            yield _Other(spec.noun, Seen(ours, tuple(table.columns[:1])))
        seen = seen_in(spec.columns.vocabulary().look, table.columns)
        if seen is not None:
            yield _Other(spec.noun, seen)
        headings = spec.grid_headings(job) if spec.grid_headings is not None else ()
        if headings:
            yield _Other(spec.noun, Seen(Look(name=spec.grid_name, group={}), tuple(headings)))
    foreign = seen_in(other_files(), table.columns)
    if foreign is not None:
        yield _Other(foreign.look.noun, foreign, is_taken=False)
