"""Opening a file, and saying what an import would do with every row of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from data.files.findings import counted
from data.files.refused import shown_name
from data.files.table import Table, open_table
from data.imports.columns import AS_SAID, BY_MAP, OMITTED, Columns
from data.imports.comparison import Comparison
from data.imports.find_columns import Told, find_columns, told_columns
from data.imports.left_rows import Fate, Left, Twin
from data.imports.lookalikes import refuse_lookalike
from data.imports.options import Options
from data.imports.progress import Flag, Progress, stepper
from data.imports.rejects import HEADINGS
from data.imports.saved_maps import chosen_map
from data.imports.set_aside import columns_aside
from data.imports.spec import Batch, ImportCommand, ImportSpec, Job, Reading
from data.kernel.commands import Reader
from data.kernel.ids import IdMaker
from data.people.person import Person

Draft = TypeVar("Draft")


class Plan(NamedTuple, Generic[Draft]):
    """A file held against the store. ``spec`` is that of the noun that its rows are."""

    spec: ImportSpec[Draft]
    table: Table
    columns: Columns
    findings: list[str]
    reading: Reading[Draft]
    batch: Batch[Draft]
    found: Comparison[Draft]
    owner: Person
    unknown_owners: Mapping[str, int]
    map_name: str = ""

    @property
    def file(self) -> str:
        """The file's name, made safe."""
        return self.batch.file

    @property
    def drafts(self) -> list[Draft]:
        """The records of the file, each once."""
        return self.reading.drafts

    @property
    def left(self) -> list[Left]:
        """All rows that make no record of their own, in the order of the file."""
        return sorted([*self.reading.left, *self.found.left], key=lambda left: left.number)

    @property
    def rejected(self) -> list[Left]:
        """The rows that somebody has to do something about."""
        return [left for left in self.left if left.reason.rejected]

    @property
    def twins(self) -> list[Twin]:
        """The rows that are added though they may be the same as another record."""
        twins = (*self.reading.twins, *self.found.twins)
        if not twins:
            return []
        new = {getattr(draft, "number", 0) for draft in self.found.new}
        return sorted({twin.number: twin for twin in twins if twin.number in new}.values())

    def counts(self) -> dict[str, int]:
        """What becomes of the rows, with counts that add up to all of them."""
        fates = Counter(left.reason.fate for left in self.left)
        return {
            "added": len(self.found.new),
            "updated": self.found.changed,
            "removed": len(self.found.removals),
            "unchanged": self.found.unchanged,
            **{fate: fates[fate] for fate in get_args(Fate)},
        }

    @property
    def rows(self) -> int:
        """How many rows, or cells of a grid, there are to account for."""
        return sum(self.counts().values())

    def accounts(self) -> dict[str, int]:
        """The same in the noun's words and by the reasons for which rows were left out; nothing that is nought."""
        counts, words = self.counts(), self.spec.counts
        told = {getattr(words, name): counts[name] for name in words._fields}
        reasons = Counter(left.reason.text for left in self.left)
        return {text: count for text, count in (*told.items(), *reasons.most_common()) if count}

    @property
    def columns_aside(self) -> list[str]:
        """What becomes of the columns that have no field, in one sentence; none where each has one."""
        left_out = [found.column for found in self.columns.found if found.field.startswith(f"{OMITTED}:")]
        rest = self.columns.rest
        kept, ignored = (rest, ()) if self.spec.columns.keeps_rest else ((), rest)
        return columns_aside(kept, left_out, ignored)

    def command(self, ids: IdMaker, actor: int, now: int, *, remember: bool = False) -> ImportCommand:
        """The command that carries the plan out; ``remember`` keeps whose the rows of the owners told are."""
        batch = self.batch if remember else self.batch._replace(aliases={})
        return self.spec.command(ids.new(now), actor, now, batch, self.found)

    def rejected_rows(self) -> Iterator[list[str]]:
        """The rejected rows as they stand in the file, each behind its number and the reason."""
        reasons = {left.number: left.words for left in self.rejected}
        for row in self.table.rows() if reasons else ():
            if row.number in reasons:
                yield [str(row.number), reasons[row.number], *row.cells]


def read_plan(
    spec: ImportSpec[Any],
    reader: Reader,
    actor: Person,
    now: int,
    path: str,
    options: Options = Options(),  # noqa: B008 - immutable
    progress: Progress | None = None,
    stop: Flag | None = None,
) -> Plan[Any]:
    """Read a file offered to a noun and hold it against the store; nothing is written.

    Raises FileRefused for a file that cannot be used, UsageError for options that make no sense, Cancelled where
    ``stop`` was set.
    """
    step = stepper(progress, stop)
    owners = spec.owners(reader, actor, options.owners)
    table = open_table(path, sheet=options.sheet, encoding=options.encoding, delimiter=options.delimiter)
    table = table.without(HEADINGS)
    step("opened", 0)
    job = Job(reader, actor, now, options, table, owners, step)
    is_listed = bool(options.mapping or options.use_map)
    reading = spec.read_grid(job) if spec.read_grid is not None and not is_listed else None
    findings: list[str] = []
    map_name = ""
    if reading is None:
        spec, job, map_name = _with_columns(spec, job)
        findings += _findings(job.columns, table, map_name)
        reading = spec.read(job)
    aliases = owners.told
    batch = Batch(
        *(shown_name(path), reading.drafts, job.owner.id, reading.region, job.columns.is_ours, aliases)
    )
    step("comparing", 0)
    found = spec.compare(reader, actor, batch, step)
    findings += reading.findings
    if found.corrected:
        findings.append(
            f"{counted(found.corrected, 'value')} corrected here since the last import: left as corrected."
        )
    if spec.finding:
        findings.append(spec.finding)
    return Plan(
        *(spec, table, job.columns, findings, reading, batch, found, job.owner, owners.unknown, map_name)
    )


def _with_columns(spec: ImportSpec[Any], job: Job) -> tuple[ImportSpec[Any], Job, str]:
    """The noun that the rows are, with what the columns hold, and the saved map that told it."""
    table, options = job.table, job.options
    map_name, because = "", AS_SAID
    told: Told = {}
    if options.mapping:
        told = told_columns(spec, options.mapping, table.columns)
    elif saved := chosen_map(job.reader, job.actor, spec.nouns, options.use_map, table.columns):
        map_name, told = saved.name, {**saved.columns}
        because = f"{BY_MAP}{map_name}"
    spec = next((other.spec for other in spec.instead if other.holds(table, told)), spec)
    columns = find_columns(spec, table, told, because)
    if not told:
        refuse_lookalike(spec, table, columns)
    return spec, job._replace(columns=columns), map_name


def _findings(columns: Columns, table: Table, map_name: str) -> list[str]:
    findings = list(table.findings)
    if columns.system:
        findings.append(f"Known as an export of {columns.system.capitalize()} by its columns and ids.")
    if map_name:
        findings.append(f"Columns by the saved map {map_name}.")
    return findings
