"""Accounts files: rows that are companies and no people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.files.headers import joined_name, match_columns
from data.files.table import Table
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison, records_bearing
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, import_fields
from data.imports.labelled_columns import labelled_columns
from data.imports.left_rows import Twin
from data.imports.match_rules import MatchRules, WithoutParts
from data.imports.new_records import new_records, nobodys, refuse_another_region, region_guard
from data.imports.own_export import added_name
from data.imports.read_records import read_records
from data.imports.repeated_rows import SameRows
from data.imports.source_keys import borne_keys, is_other_record
from data.imports.spec import Batch, ColumnRules, ImportSpec
from data.kernel.commands import MATCH_KEYS, REACH, Columns, Deciding, Decision, Reader, command
from data.kernel.engine import Value
from data.leads.companies.company import COMPANIES, Company
from data.leads.companies.names import with_former_name
from data.leads.imports.export_columns import COMPANY_EXPORT
from data.leads.imports.vocabulary import company_columns, lead_columns
from data.records.lines import labelled
from data.records.normal_forms import company_key, normal_phone

COMMAND = "company.import"
_PERSON_FIELDS = ("first_name", "last_name", "title")

_ROWS = RowRules(
    COMPANIES,
    fields=import_fields(
        COMPANIES,
        "any file",
        COMPANY_EXPORT.file_names,
        {"address": ImportField("address", "address")},
    ),
    lacks=lambda values: "" if values[0] else "no name of a company",
    name_key=lambda values: company_key(str(values[0])),
    rest_name=added_name,
)
_SHOWN = ("name", "links", "industry", "address")


@command(COMMAND, REACH, MATCH_KEYS)
class ImportCompanies(NamedTuple):
    """Bring in the companies of an accounts file. One step for undo."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(COMPANY_IMPORT, self, reader)


class _ByName:
    """Finds the company of a name, where only one goes by it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Company]:
        """The companies that drafts are; those of a name that several bear are told as twins."""
        names = list({draft.name_key for draft in drafts})
        called = records_bearing(self._reader, Company, "company", "name", names)
        ids = {company.id for companies in called.values() for company in companies}
        keys = borne_keys(self._reader, "company", ids, merges=True)
        found: dict[int, Company] = {}
        for draft in drafts:
            companies = list({company.id: company for company in called.get(draft.name_key, ())}.values())
            is_one = len(companies) == 1
            if is_one and not (draft.has_id and is_other_record(draft.key, keys[companies[0].id])):
                found[draft.number] = companies[0]
            elif companies:
                self.twins.append(Twin(draft.number, _same_name(draft)))
        return found


class _Judge(WithoutParts):
    """A company that is called otherwise from now on goes by its former name, too."""

    def __init__(self, reader: Reader, _is_ours: bool) -> None:
        self._reader = reader

    def untouched(self, _company: Company) -> frozenset[str]:
        """When it was made."""
        return frozenset(("created_at",))

    def follow(self, company: Company, columns: dict[str, Value], _drafts: Sequence[Draft]) -> None:
        """The former name, where leads say it."""
        if columns.get("name", company.name) != company.name:
            further = str(columns.get("also_called", company.also_called))
            renamed = company._replace(name=str(columns["name"]), also_called=further)
            columns["also_called"] = with_former_name(self._reader, company.name, renamed).also_called


def _values_of(draft: Draft) -> dict[str, Value]:
    return dict(zip(_ROWS.columns, draft.values, strict=True))


def _are_two(one: Columns, other: Columns, region: str) -> bool:
    """Whether two of one id are two companies: neither name nor website are the same.

    Where not both have a website, phones are asked, and where not both have one, whether the names have any word in
    common.
    """
    names = [company_key(str(company["name"])) for company in (one, other)]
    if names[0] == names[1]:
        return False
    for column, compared in (("links", _site), ("phones", partial(normal_phone, region=region))):
        mine, theirs = (
            {compared(value) for _, value in labelled(str(company[column] or ""))} - {""}
            for company in (one, other)
        )
        if mine and theirs:
            return not mine & theirs
    return not set(names[0].split()) & set(names[1].split())


def _site(website: str) -> str:
    """A website as it is compared."""
    return website.casefold().partition("://")[2 if "://" in website else 0].removeprefix("www.").rstrip("/")


def _same_name(draft: Draft) -> str:
    return f"has the name of {draft.values[0]!s}, which is another record"


def holds_companies(table: Table, told: Mapping[str, str | None]) -> bool:
    """Whether a file that was offered to leads has columns of companies and none of people, or is our own export."""
    if COMPANY_EXPORT.reference in table.columns:
        return True
    if any(field in told for field in ("first_name", "last_name", "emails", "title", "company")):
        return False
    people, companies = lead_columns().words, company_columns()
    free = [column for column in table.columns if column not in told.values()]
    several = labelled_columns(free, ("emails", "phones", "links"))
    if any(found.field.startswith("emails") for found in several):
        return False
    free = [column for column in free if column not in {found.column for found in several}]
    called = told.get("name")
    if called is not None:
        # A map of an accounts file says of its name what the file itself says: it stays one.
        if joined_name(called) not in map(joined_name, (*companies.words["name"], *people["company"])):
            return False
        free = [*free, called]
    words = {field: people[field] for field in (*_PERSON_FIELDS, "name", "company")}
    plain = {field: match for field, match in match_columns(free, words).items() if match.is_sure}
    if any(field in plain for field in _PERSON_FIELDS):
        return False
    keys = {joined_name(column) for column in table.columns}
    markers = len(companies.marks & keys)
    if "name" in plain:
        is_company_name = joined_name(plain["name"].column) in map(joined_name, companies.words["name"])
        return is_company_name and "company" not in plain and markers >= 2
    return "company" in plain and (markers >= 1 or len(table.columns) == 1)


_MATCHING = MatchRules(
    command=COMMAND,
    kind=Company,
    matcher=_ByName,
    judge=_Judge,
    is_another=lambda draft, row, region: _are_two(_values_of(draft), row, region),
    has_keys=True,
    merges=True,
    has_notes=True,
)
COMPANY_IMPORT = ImportSpec[Draft](
    noun="company",
    one=COMPANIES.word,
    many=COMPANIES.plural,
    command=ImportCompanies,
    columns=ColumnRules(
        company_columns,
        contacts=("phones", "links", "address"),
        contacts_after="territory",
        labels={field.column: field.label for field in COMPANIES.particulars},
        returning=COMPANY_EXPORT.returning,
        proof=(("name", "industry"), ("name", "segment"), ("name", "territory")),
        needs=("name",),
    ),
    read=partial(
        read_records,
        _ROWS,
        SameRows(
            keys=lambda draft: (draft.name_key,),
            agree=lambda _earlier, _draft, _key: True,
            twin=lambda draft, _earlier, _key: _same_name(draft),
            is_another=lambda earlier, draft: _are_two(_values_of(draft), _values_of(earlier), ""),
        ),
    ),
    compare=partial(compare_records, _MATCHING, _ROWS),
    write=partial(new_records, _ROWS, {}, has_keys=True),
    whose=nobodys,
    nothing_new="every company of the file is there already.",
    finding="An accounts file: companies and no people. Its rows become companies, not leads.",
    shown=_SHOWN,
    sample=lambda draft, _unit: [str(draft.values[_ROWS.places[name]]) for name in _SHOWN],
    check=refuse_another_region,
    guards=region_guard,
)
"""Companies: known by their source's id, else by a name where only one goes by it."""
