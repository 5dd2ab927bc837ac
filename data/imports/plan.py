"""Opening a file, and saying what an import would do with every row of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from data.files.findings import counted
from data.files.refused import OptionRefused, shown_name
from data.files.table import Table, open_table
from data.imports.columns import AS_SAID, BY_MAP, OMITTED, Columns
from data.imports.comparison import Comparison
from data.imports.find_columns import Told, check_columns, find_columns, told_columns
from data.imports.headless import refuse_headless
from data.imports.left_rows import Clash, Doubt, Fate, Left, Twin
from data.imports.lookalikes import refuse_lookalike
from data.imports.options import Options
from data.imports.progress import Flag, Progress, stepper
from data.imports.rejects import HEADINGS
from data.imports.saved_maps import chosen_map
from data.imports.set_aside import columns_aside
from data.imports.shared_ids import without_shared_ids
from data.imports.source_systems import system_named
from data.imports.spec import Batch, ImportCommand, ImportSpec, Job, Reading
from data.kernel.collector import uncollected
from data.kernel.commands import Reader
from data.kernel.ids import IdMaker
from data.people.person import Person
from data.records.own_currency import company_currency

Draft = TypeVar("Draft")


class Opened(NamedTuple):
    """A file with what its columns hold, whether or not its rows can be read. ``spec`` is that of the noun they are."""

    spec: ImportSpec[Any]
    table: Table
    columns: Columns

    @property
    def file(self) -> str:
        """The file's name, made safe."""
        return shown_name(self.table.path)


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
    likely_owners: Mapping[str, str] = {}
    """Handles of people who may be meant by owners whom nobody knows here."""
    unit: str = ""
    """The currency of an amount that says none."""

    @property
    def file(self) -> str:
        """The file's name, made safe."""
        return self.batch.file

    @property
    def opened(self) -> Opened:
        """The file with what its columns hold."""
        return Opened(self.spec, self.table, self.columns)

    @property
    def drafts(self) -> list[Draft]:
        """The records of the file, each once."""
        return self.reading.drafts

    def samples(self, most: int) -> list[Sequence[str]]:
        """The cells of the first records, for a preview."""
        return [self.spec.sample(draft, self.unit) for draft in self.drafts[:most]]

    @property
    def left(self) -> list[Left]:
        """All rows that make no record of their own, in the order of the file."""
        return sorted([*self.reading.left, *self.found.left], key=lambda left: left.number)

    @property
    def rejected(self) -> list[Left]:
        """The rows that somebody has to do something about."""
        return [left for left in self.left if left.reason.rejected]

    @property
    def doubts(self) -> list[Doubt]:
        """The rows that are taken, though somebody should look at them."""
        return sorted(self.reading.doubts)

    @property
    def reported(self) -> int:
        """How many rows a report holds: those rejected, and those in doubt."""
        rejected = {left.number for left in self.rejected}
        return len(rejected | {doubt.number for doubt in self.doubts})

    @property
    def clashes(self) -> list[Clash]:
        """What rows say that cannot stand beside what another row of their record says."""
        return sorted([*self.reading.clashes, *self.found.clashes])

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
        """The rejected rows as they stand in the file, each behind its number and the reason; and those in doubt, which
        are taken: mended, they come to the same records again.
        """
        reasons = {doubt.number: f"taken, but {doubt.words}" for doubt in self.doubts}
        reasons |= {left.number: left.words for left in self.rejected}
        for row in self.table.rows() if reasons else ():
            if row.number in reasons:
                yield [str(row.number), reasons[row.number], *row.cells]


@uncollected()
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
    table = _opened(path, options)
    step("opened", 0)
    job = Job(reader, actor, now, options, table, owners, step)
    is_listed = bool(options.mapping or options.use_map)
    reading = spec.read_grid(job) if spec.read_grid is not None and not is_listed else None
    findings: list[str] = []
    map_name = ""
    if reading is not None and options.system:
        raise _without_ids(table)
    if reading is None:
        spec, job, map_name = _with_columns(spec, job)
        findings += _findings(job, map_name)
        reading = spec.read(job)
    aliases = owners.told
    batch = Batch(
        *(shown_name(path), reading.drafts, job.owner.id, reading.region, job.columns.is_ours, aliases)
    )
    step("comparing", 0)
    found = spec.compare(reader, actor, batch, step)
    findings += reading.findings
    findings += _letters(table, options)
    if found.set_here:
        count = len(found.set_here)
        stay = "stays as it is" if count == 1 else "stay as they are"
        findings.append(f"{counted(count, 'value')} set here {stay}, though the file says otherwise.")
    if spec.finding:
        findings.append(spec.finding)
    return Plan(
        *(spec, table, job.columns, findings, reading, batch, found, job.owner, owners.unknown, map_name),
        likely_owners=owners.likely(),
        unit=company_currency(reader),
    )


def _opened(path: str, options: Options) -> Table:
    """The table of a file as it is to be read, without the columns of a list of rejected rows."""
    table = open_table(
        path,
        sheet=options.sheet,
        encoding=options.encoding,
        delimiter=options.delimiter,
        header=options.header,
        mend=options.mend,
    )
    return table.without(HEADINGS)


def open_columns(
    spec: ImportSpec[Any], reader: Reader, actor: Person, now: int, path: str, options: Options
) -> Opened:
    """Open a file offered to a noun and say what its columns hold, though it may be no file of the noun's.

    Raises FileRefused for a file that is no table.
    """
    owners = spec.owners(reader, actor, options.owners)
    job = Job(reader, actor, now, options, _opened(path, options), owners, stepper(None, None))
    return _located(spec, job)[0]


def _with_columns(spec: ImportSpec[Any], job: Job) -> tuple[ImportSpec[Any], Job, str]:
    """The noun that the rows are, with what the columns hold, and the saved map that told it.

    Raises FileRefused where the file is another noun's, or lacks a column.
    """
    (found, table, columns), told, map_name = _located(spec, job)
    if not told:
        refuse_lookalike(spec, found, job, columns)
        refuse_headless(table, columns)
    check_columns(found, table, columns)
    if job.options.system:
        columns = _of_system(job.options.system, table, columns)
    return found, job._replace(columns=columns), map_name


def _located(spec: ImportSpec[Any], job: Job) -> tuple[Opened, Told, str]:
    """What the columns of a file hold, what was told of them, and the saved map that told it."""
    table, options = job.table, job.options
    map_name, because = "", AS_SAID
    told: Told = {}
    if options.mapping:
        told = told_columns(spec, options.mapping, table.columns)
    elif saved := chosen_map(job.reader, job.actor, spec.nouns, options.use_map, table.columns):
        map_name, told = saved.name, {**saved.columns}
        because = f"{BY_MAP}{map_name}"
    spec = next((other.spec for other in spec.instead if other.holds(table, told)), spec)
    columns = without_shared_ids(table, find_columns(spec, table, told, because))
    return Opened(spec, table, columns), told, map_name


def _letters(table: Table, options: Options) -> list[str]:
    """What is to be said of broken letters: those that were put right, or that could be."""
    if options.mend:
        return ["Letters that were broken before the file was written are mended."]
    return [table.broken.words] if table.broken is not None else []


def _of_system(system: str, table: Table, columns: Columns) -> Columns:
    """The columns of a file whose ids are said to be those of a system."""
    if columns.is_ours:
        raise OptionRefused(
            f"{shown_name(table.path)} is an export of Cockpit's own, so that its ids are too."
        )
    if columns.place("id") is None:
        raise _without_ids(table)
    return columns.of_system(system_named(system))


def _without_ids(table: Table) -> OptionRefused:
    return OptionRefused(
        f"{shown_name(table.path)} has no column of ids that could be those of a system.", code="file.no_ids"
    )


def _findings(job: Job, map_name: str) -> list[str]:
    system, findings = job.columns.system, list(job.table.findings)
    if job.options.system:
        findings.append(f"Its ids are those of {system}, as you said.")
    elif system:
        findings.append(f"Known as an export of {system.capitalize()} by its columns and ids.")
    if map_name:
        findings.append(f"Columns by the saved map {map_name}.")
    return findings
