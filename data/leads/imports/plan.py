"""Opening a file of leads or companies, and saying what an import would do with every row of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple, Protocol

from data.files.dates import detect_date_format
from data.files.findings import counted, listed
from data.files.numbers import detect_number_format
from data.files.refused import shown_name
from data.files.table import Table, open_table
from data.kernel.commands import Command, Reader
from data.kernel.errors import UsageError
from data.kernel.ids import IdMaker
from data.leads.choices import Spelling
from data.leads.imports import maps
from data.leads.imports.cells import StatusReader
from data.leads.imports.columns import AS_SAID, BY_MAP, Columns, find_columns, told_columns
from data.leads.imports.command import ImportLeads, ids_needed
from data.leads.imports.companies import (
    CompanyComparison,
    CompanyReader,
    ImportCompanies,
    compare_companies,
)
from data.leads.imports.compare import Comparison, compare
from data.leads.imports.draft import CompanyDraft, Draft, Left, Progress, Twin
from data.leads.imports.history import Authors
from data.leads.imports.owners import LeadOwners
from data.leads.imports.records import Formats, RecordReader
from data.leads.imports.within import FileSorter
from data.leads.match_keys import phone_region
from data.people.person import Person

_ROWS_A_STEP = 5_000


REPORT = ("Rejected row", "Rejected because")
"""The columns of a report before those of its file; an import of the mended rows leaves them out."""


class Cancelled(UsageError):
    """The import was called off; nothing of it was written."""


class Flag(Protocol):
    """Says whether to stop: an event of another thread."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


class Options(NamedTuple):
    """What a person may say about a file. ``owners`` maps names in the file to people here.

    ``mapping`` is as it is typed, or the columns by field as they were chosen from a list.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    mapping: str | Mapping[str, str | None] = ""
    use_map: str = ""
    owners: Mapping[str, str] = {}
    owner: Person | None = None


class Plan(NamedTuple):
    """A file held against the store. ``drafts`` are its leads, or its companies where it is an accounts file."""

    file: str
    table: Table
    columns: Columns
    findings: list[str]
    drafts: list[Draft]
    companies: list[CompanyDraft]
    in_file: list[Left]
    in_file_twins: list[Twin]
    found: Comparison | CompanyComparison
    unknown_owners: Mapping[str, int]
    owner: Person
    map_name: str
    region: str = ""
    """The country that the leads' match keys of phones were made for."""
    unread: Mapping[str, int] = {}
    """How many cells of a column could not be read as what it holds; they stay beside the leads."""

    @property
    def left(self) -> list[Left]:
        """All rows that made no record of their own, in the order of the file."""
        return sorted([*self.in_file, *self.found.left], key=lambda left: left.number)

    @property
    def rejected(self) -> list[Left]:
        """The rows that somebody has to do something about."""
        return [left for left in self.left if left.rejected]

    @property
    def twins(self) -> list[Twin]:
        """The rows that are added though they may be the same as another record."""
        new = {draft.number for draft in self.found.new}
        return sorted(
            {t.number: t for t in (*self.in_file_twins, *self.found.twins) if t.number in new}.values()
        )

    def accounts(self) -> dict[str, int]:
        """What becomes of the rows, with counts that add up to all of them."""
        rejected, deleted = len(self.rejected), sum(left.deleted for left in self.left)
        return {
            "added": len(self.found.new),
            "updated": self.found.changed,
            "unchanged": self.found.unchanged,
            "duplicates": len(self.left) - rejected - deleted,
            "deleted": deleted,
            "rejected": rejected,
        }

    def command(self, ids: IdMaker, actor: int, now: int) -> Command:
        """The command that carries the plan out."""
        identifier = ids.new(now)
        if isinstance(self.found, CompanyComparison):
            block = ids.several(now, len(self.companies))
            return ImportCompanies(identifier, actor, now, self.file, self.companies, block)
        block = ids.several(now, ids_needed(self.found, self.drafts))
        return ImportLeads(
            *(identifier, actor, now, self.file, self.drafts, self.found, block, self.owner.id, self.region),
            is_own=self.columns.is_own,
        )

    def rejected_rows(self) -> Iterator[list[str]]:
        """The rejected rows as they stand in the file, each behind its number and the reason: see ``REPORT``."""
        reasons = {left.number: left.reason for left in self.rejected}
        for row in self.table.rows() if reasons else ():
            if row.number in reasons:
                yield [str(row.number), reasons[row.number], *row.cells]


def read_plan(
    reader: Reader,
    actor: Person,
    now: int,
    path: str,
    options: Options = Options(),  # noqa: B008 - immutable
    progress: Progress | None = None,
    stop: Flag | None = None,
) -> Plan:
    """Read a file and hold it against the store; nothing is written.

    Raises FileRefused for a file that cannot be used, UsageError for options that make no sense, Cancelled where
    ``stop`` was set.
    """
    step = _stepper(progress, stop)
    table = open_table(path, sheet=options.sheet, encoding=options.encoding, delimiter=options.delimiter)
    table = table.without(REPORT)
    step("opened", 0)
    map_name, because = "", AS_SAID
    told: Mapping[str, str | None]
    if options.mapping:
        told = told_columns(options.mapping, table.columns)
    else:
        map_name, told = maps.chosen(reader, options.use_map, table.columns)
        because = f"{BY_MAP}{map_name}"
    columns = find_columns(table, told, because)
    findings = list(table.findings)
    if columns.system:
        findings.append(f"Known as an export of {columns.system.capitalize()} by its columns and ids.")
    if map_name:
        findings.append(f"Columns by the saved map {map_name}.")
    owners = LeadOwners(reader, options.owners)
    owner = options.owner or actor
    if columns.holds_companies:
        return _companies_plan(reader, table, columns, findings, owner, map_name, step)
    formats, notes = _formats(table, columns)
    authors = Authors(actor, owners)
    region = phone_region(reader)
    record = RecordReader(
        *(columns, table.columns, formats, owners, StatusReader(reader), owner, region, authors)
    )
    sorter, spelling = FileSorter(), Spelling(reader)
    for done, row in enumerate(table.rows(), 1):
        draft = record.take(row)
        if isinstance(draft, Draft):
            sorter.take(draft.spelled(spelling))
        else:
            sorter.leave(draft)
        if done % _ROWS_A_STEP == 0:
            step("reading", done)
    result = sorter.result()
    found = compare(reader, actor, result.drafts, is_own=columns.is_own, progress=step)
    notes += record.beside.findings()
    if found.corrected:
        notes.append(
            f"{counted(found.corrected, 'value')} corrected here since the last import: left as corrected."
        )
    if authors.others:
        names = listed(list(authors.others), 5)
        notes.append(
            f"Notes of others ({names}) come under {actor.name}'s name, with theirs before the words."
        )
    return Plan(
        *(shown_name(path), table, columns, [*findings, *notes], result.drafts, [], result.left),
        *(result.twins, found, owners.unknown, owner, map_name, region, record.beside.unread),
    )


def _companies_plan(
    reader: Reader,
    table: Table,
    columns: Columns,
    findings: list[str],
    owner: Person,
    map_name: str,
    step: Progress,
) -> Plan:
    """The plan of an accounts file."""
    record = CompanyReader(columns, table.columns)
    drafts: list[CompanyDraft] = []
    left: list[Left] = []
    for done, row in enumerate(table.rows(), 1):
        draft = record.take(row)
        if isinstance(draft, CompanyDraft):
            drafts.append(draft)
        else:
            left.append(draft)
        if done % _ROWS_A_STEP == 0:
            step("reading", done)
    findings.append("An accounts file: companies and no people. Its rows become companies, not leads.")
    found = compare_companies(reader, drafts)
    return Plan(
        *(shown_name(table.path), table, columns, findings, [], drafts, left, []),
        *(found, Counter(), owner, map_name),
    )


def _stepper(progress: Progress | None, stop: Flag | None) -> Progress:
    def step(what: str, rows: int) -> None:
        if stop is not None and stop.is_set():
            raise Cancelled("Called off. Nothing was imported.")
        if progress is not None:
            progress(what, rows)

    return step


def _formats(table: Table, columns: Columns) -> tuple[Formats, list[str]]:
    """How dates and amounts of the file are read, and what to tell about it."""
    formats, notes = Formats(), []
    created, budget = columns.place("created"), columns.place("budget")
    if columns.is_own:
        return formats, []
    if created is not None:
        place = table.columns.index(created)
        dates = detect_date_format(row.cells[place] for row in table.rows())
        formats = formats._replace(dates=dates)
        order = "day first" if dates.slash == "dmy" else "month first"
        if any("/" in row.cells[place] for row in islice(table.rows(), 200)):
            notes.append(f"Dates of {created}: {order}.")
        notes += dates.notes
    if budget is not None:
        place = table.columns.index(budget)
        numbers = detect_number_format(row.cells[place] for row in table.rows())
        formats = formats._replace(numbers=numbers)
        mark = "point" if numbers.decimal == "." else "comma"
        notes += [f"Amounts of {budget}: decimal {mark}.", *numbers.notes]
    return formats, notes
