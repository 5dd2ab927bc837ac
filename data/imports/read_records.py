"""Reading the rows of a file of plain records: drafts, each record once."""

from __future__ import annotations

from data.files.findings import listed
from data.imports.drafts import Draft
from data.imports.fields import RowRules
from data.imports.formats import detect_formats
from data.imports.peculiar import Told
from data.imports.progress import ROWS_A_STEP
from data.imports.repeated_rows import RowSorter, SameRows
from data.imports.row_reader import RowReader
from data.imports.single_values import SingleValues
from data.imports.spec import Job, Reading
from data.imports.uniting import Uniter
from data.people.person import by_id
from data.records.own_currency import company_currency
from data.records.phone_region import phone_region


def read_records(rules: RowRules, same: SameRows, job: Job) -> Reading[Draft]:
    """What the rows of a file say, rows of one record put together."""
    formats, findings = detect_formats(job.table, job.columns, (*rules.fields, *rules.extras, *rules.further))
    region = phone_region(job.reader)
    reader = RowReader(rules, job, formats, region)
    sorter = RowSorter(same, rules.records.word, _uniter(rules, job, region))
    for done, row in enumerate(job.table.rows(), 1):
        draft = reader.take(row)
        if isinstance(draft, Draft):
            sorter.take(draft)
        else:
            sorter.leave(draft)
        if done % ROWS_A_STEP == 0:
            job.step("reading", done)
    findings += reader.aside.findings()
    if others := reader.authors.others:
        findings.append(
            f"Notes of others ({listed(list(others), 5)}) come under {job.actor.name}'s name, with theirs before "
            "the words."
        )
    told = reader.peculiar.told() if reader.peculiar is not None else Told()
    findings += told.findings
    return Reading(
        *(sorter.drafts, sorter.left, findings, sorter.twins),
        aside=reader.aside.all,
        region=region,
        clashes=sorter.clashes,
        wordings=told.wordings,
        doubts=told.doubts,
    )


def _uniter(rules: RowRules, job: Job, region: str) -> Uniter:
    """What puts the rows of one record together."""
    headings = {
        field.place: column
        for field in rules.fields
        if (column := job.columns.place(field.field)) is not None
    }
    return Uniter(
        rules,
        SingleValues(rules.records, region),
        headings,
        rules.settle(job.reader) if rules.settle is not None else None,
        lambda person: by_id(job.reader, person).name,
        company_currency(job.reader),
    )
