"""Opening a file of activities, and saying what is in it and what an import would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from data.calendar.days import day_of
from data.files.table import open_table
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.people.goal import points_words
from data.people.person import Person
from data.points.imports.catalogue import imports
from data.points.imports.compare import Comparison, compare
from data.points.imports.draft import Draft, Left, Progress
from data.points.imports.kinds import KindFinder
from data.points.imports.leads import LeadFinder
from data.points.imports.owners import OwnerFinder
from data.points.imports.records import records_draft
from data.points.imports.sheet import find_sheet, sheet_draft
from data.points.kinds import all_kinds


class Options(NamedTuple):
    """What a person may say about a file. ``owners`` and ``kinds`` map what stands in it to what is meant."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    mapping: str = ""
    kinds: Mapping[str, str] = {}
    owners: Mapping[str, str] = {}
    week: date | None = None
    target: Person | None = None


class Plan(NamedTuple):
    """A file held against the store: what an import would do with every row."""

    draft: Draft
    comparison: Comparison
    aliases: Mapping[str, int]

    @property
    def left(self) -> list[Left]:
        """All rows that are left out, in the order of the file."""
        return sorted([*self.draft.left, *self.comparison.left], key=lambda left: left.number)

    @property
    def rejected(self) -> int:
        """How many rows somebody has to do something about."""
        return sum(left.reason.rejected for left in self.left)

    def accounts(self) -> list[tuple[str, int]]:
        """What became of the rows, with counts that add up to all of them."""
        found = self.comparison
        counts = [
            ("new", len(found.new)),
            ("changed, entry updated", len(found.updates)),
            ("emptied, entry removed", len(found.removals)),
            ("there already", found.unchanged),
        ]
        reasons = Counter(left.reason.text for left in self.left)
        return [(text, count) for text, count in (*counts, *reasons.most_common()) if count]


def read_plan(
    reader: Reader, actor: Person, now: int, path: str, options: Options, progress: Progress | None = None
) -> Plan:
    """Read a file and hold it against the store; nothing is written.

    Raises FileRefused for a file that cannot be used, UsageError for options that make no sense.
    """
    catalogue = imports()
    finder = KindFinder(all_kinds(reader), catalogue, options.kinds)
    target = options.target or actor
    owners = OwnerFinder(reader, actor, target, options.owners)
    table = open_table(path, sheet=options.sheet, encoding=options.encoding, delimiter=options.delimiter)
    sheet = None
    if not options.mapping:
        sheet = find_sheet(table, finder, options.week, day_of(now, target.zone))
    if sheet is not None:
        draft = sheet_draft(sheet, table, finder, target, now)
        notes = _other_entries(reader, target, draft)
        draft = draft._replace(findings=[*draft.findings, *notes])
    else:
        draft = records_draft(
            table,
            finder,
            owners,
            LeadFinder(reader, actor),
            catalogue,
            now,
            mapping=options.mapping,
            progress=progress,
        )
    if progress is not None:
        progress("comparing", len(draft.items))
    return Plan(draft, compare(reader, draft.items), owners.aliases)


def _other_entries(reader: Reader, person: Person, draft: Draft) -> list[str]:
    """A warning where the days of a sheet hold entries that did not come from it: both would count."""
    days = sorted({item.day for item in draft.items if item.amount})
    if not days:
        return []
    params: list[Value] = [person.id, days[0], days[-1]]
    rows = reader.select(
        "select count(*), ifnull(sum(points), 0) from activity where person_id = ? and day between ? and ? "
        "and (source_key is null or source_key not like 'sheet:%')",
        params,
    )
    count, points = rows[0]
    if not count:
        return []
    return [
        f"Beware: {count:,} entries ({points_words(points, ',')}) of these days come from elsewhere. Both count."
    ]
