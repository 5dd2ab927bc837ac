"""Files of customers: how they are read, held against the store and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from data.calendar.days import day_of
from data.customers.commands import steps_of
from data.customers.customer import CUSTOMERS, TABLE, Customer
from data.customers.imports.customer_reader import CustomerReader
from data.customers.imports.export_columns import CUSTOMER_EXPORT
from data.customers.imports.facts import TABLES, Fact
from data.customers.imports.vocabulary import customer_columns
from data.customers.renewals import Renewal, open_renewal
from data.customers.worth import today_of
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison, records_bearing
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, Settle, import_fields
from data.imports.left_rows import Reason, Twin
from data.imports.match_rules import MatchRules
from data.imports.new_records import new_keys, owners_of_changed
from data.imports.outcomes import new_note
from data.imports.own_export import added_name
from data.imports.read_records import read_records
from data.imports.repeated_rows import SameRows
from data.imports.spec import Batch, ColumnRules, ImportCommand, ImportSpec, Written
from data.kernel.bulk import NewRows
from data.kernel.commands import MATCH_KEYS, REACH, Change, Columns, Deciding, Decision, Reader, command
from data.kernel.engine import Value
from data.kernel.rows import added
from data.people.person import by_id
from data.records.choices import Spelling
from data.records.money import money_words
from data.records.normal_forms import company_key

COMMAND = "customer.import"
NO_VALUE = Reason("a value that cannot be read, or below nought", "rejected")
_SHOWN = ("customer", "value", "since", "renewal")


@command(COMMAND, REACH, MATCH_KEYS)
class ImportCustomers(NamedTuple):
    """Bring in the customers of a file: new ones are added, changed ones updated. One step for undo."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write. Another value of a customer is a step of today."""
        decision = decide_import(CUSTOMER_IMPORT, self, reader)
        steps = steps_of(reader, self, decision.changes, today_of(reader, self))
        return decision._replace(changes=[*decision.changes, *steps])


def _settling(reader: Reader) -> Settle:
    """Spells words of the company's lists as it does."""
    spelling = Spelling(reader, CUSTOMERS)

    def settle(values: list[Value]) -> Sequence[str]:
        if values[_CHANNEL]:
            values[_CHANNEL] = spelling.of("channel", str(values[_CHANNEL]))
        return ()

    return settle


_FIELDS = import_fields(
    CUSTOMERS,
    "any file",
    CUSTOMER_EXPORT.file_names,
    {
        "value": ImportField("value", "money", currency="currency", refuses=lambda _cell: NO_VALUE),
        "currency": ImportField("currency", "short", limit=3),
        "owner_name": ImportField("owner_name", "short", limit=120),
    },
)
PLACE = {field.place: place for place, field in enumerate(_FIELDS)}
_ROWS = RowRules(
    CUSTOMERS,
    fields=_FIELDS,
    lacks=lambda values: "" if values[0] else "no name of a customer",
    name_key=lambda values: company_key(str(values[0])),
    settle=_settling,
    rest_name=added_name,
    peculiar=lambda job, at, formats: CustomerReader(job, at, formats, PLACE),
    long=("facts",),
)
_CHANNEL, _VALUE, _CURRENCY, _SINCE = (PLACE[name] for name in ("channel", "value", "currency", "since"))
_OWNER, _OWNER_NAME, _CREATED = PLACE["owner_id"], PLACE["owner_name"], PLACE["created_at"]
_RENEWAL, _CHURNED = PLACE["renewal_on"], PLACE["churned_on"]


class _ByName:
    """Finds the customer of a company's name, where only one goes by it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Customer]:
        """The customers that drafts are."""
        names = [draft.name_key for draft in drafts if draft.name_key]
        called = records_bearing(self._reader, Customer, TABLE, "name", list(dict.fromkeys(names)))
        counts = Counter(names)
        found: dict[int, Customer] = {}
        for draft in drafts:
            customers = list({one.id: one for one in called.get(draft.name_key, ())}.values())
            if len(customers) == 1 and counts[draft.name_key] == 1:
                found[draft.number] = customers[0]
            elif customers:
                self.twins.append(Twin(draft.number, "has the name of a customer that is here already"))
        return found


class _Judge:
    """Whether a customer has left, and what is renewed when, belongs to whoever has it; a file tells what is worth."""

    def __init__(self, reader: Reader, _is_ours: bool) -> None:
        self._reader = reader

    def untouched(self, customer: Customer) -> frozenset[str]:
        """When it was made, renewals and leaving; the value of one that has left."""
        always = frozenset(("created_at", "renewal_on", "churned_on", "churn_reason"))
        return always if customer.active else always | {"value", "currency"}

    def follow(self, customer: Customer, columns: dict[str, Value], _drafts: Sequence[Draft]) -> None:
        """The company as names of companies are compared; a value in another currency is not taken."""
        if "name" in columns:
            columns["company_key"] = company_key(str(columns["name"])) or None
        if customer.value and columns.get("currency", customer.currency) != customer.currency:
            columns.pop("currency", None)
            columns.pop("value", None)

    def parts(self, customer: Customer, _columns: Columns, drafts: Sequence[Draft]) -> Sequence[Change]:
        """The renewal that a file tells of a customer that has none."""
        told = next((str(draft.values[_RENEWAL]) for draft in drafts if draft.values[_RENEWAL]), "")
        if not told or not customer.active or open_renewal(self._reader, customer.id) is not None:
            return ()
        return (added("renewal", Renewal(0, customer.id, told)),)


_COLUMNS = ("id", *_ROWS.columns, "active", "company_key", "source_key", "batch_id")


def _new_customers(reader: Deciding, importing: ImportCommand, found: Comparison[Draft]) -> Written:
    """The new customers of an import, with what is known of them, their match keys and notes."""
    ids = reader.new_ids(importing.at, len(found.new))
    pairs = list(zip(found.new, ids, strict=True))
    where = by_id(reader, importing.actor).zone
    told: dict[str, list[tuple[Value, ...]]] = {table: [] for table in TABLES}
    for draft, customer in pairs:
        created = day_of(_created(draft, importing), where)
        for fact in draft.parts or _plain_facts(draft, created):
            table, values = fact
            told[table].append((customer, *values))
    rows = [
        NewRows(
            table,
            ("id", "customer_id", *TABLES[table], "batch_id"),
            [
                (number, *row, importing.id)
                for number, row in zip(
                    reader.new_ids(importing.at, len(told[table])), told[table], strict=True
                )
            ],
        )
        for table in TABLES
    ]
    customers = [_row(draft, identifier, importing) for draft, identifier in pairs]
    notes = [new_note(TABLE, one, note, importing.id) for draft, one in pairs for note in draft.notes]
    keys = new_keys(reader, importing, TABLE, found.new, ids)
    return Written([NewRows(TABLE, _COLUMNS, customers), *rows, keys], notes)


def _created(draft: Draft, importing: ImportCommand) -> int:
    return min(int(draft.values[_CREATED] or importing.at), importing.at)


def _row(draft: Draft, identifier: int, importing: ImportCommand) -> tuple[Value, ...]:
    values, batch = list(draft.values), importing.batch
    if values[_OWNER] is not None:
        values[_OWNER_NAME] = values[_OWNER_NAME] if batch.is_ours else ""
    elif values[_OWNER_NAME] or not batch.is_ours:
        values[_OWNER] = batch.owner
    values[_CREATED] = _created(draft, importing)
    return (
        *(identifier, *values, int(not values[_CHURNED]), company_key(str(values[0])) or None),
        *(draft.second_key or draft.key, importing.id),
    )


def _plain_facts(draft: Draft, created: date) -> Iterator[Fact]:
    """What the fields of a file alone tell: a first value, a renewal to come; who has left is worth nothing."""
    value, since, churned = (draft.values[place] for place in (_VALUE, _SINCE, _CHURNED))
    if value is not None:
        first = str(since or churned or created.isoformat())
        yield Fact("value_change", (first, "new", value))
        if churned and value:
            yield Fact("value_change", (churned, "churn", -int(value)))
    if draft.values[_RENEWAL] and not churned:
        yield Fact("renewal", (draft.values[_RENEWAL], None, "", "", None))


def _sample(draft: Draft, unit: str) -> list[str]:
    value = draft.values[_VALUE]
    worth = "" if value is None else money_words(int(value), str(draft.values[_CURRENCY] or unit))
    return [str(draft.values[0]), worth, *(str(draft.values[place] or "") for place in (_SINCE, _RENEWAL))]


_MATCHING = MatchRules(
    command=COMMAND,
    kind=Customer,
    matcher=_ByName,
    judge=_Judge,
    has_keys=True,
    has_owner=True,
    merges=True,
    has_notes=True,
)
CUSTOMER_IMPORT = ImportSpec[Draft](
    noun="customer",
    one=CUSTOMERS.word,
    many=CUSTOMERS.plural,
    command=ImportCustomers,
    columns=ColumnRules(
        customer_columns,
        labels={field.column: field.label for field in CUSTOMERS.fields}
        | {"standing": "type or status: customer, left, prospect"},
        returning=CUSTOMER_EXPORT.returning,
        proof=(("name", "since"), ("name", "renewal_on"), ("name", "churned_on")),
        needs=("name",),
    ),
    read=partial(
        read_records,
        _ROWS,
        SameRows(
            keys=lambda draft: (draft.name_key,),
            agree=lambda _earlier, _draft, _key: True,
            twin=lambda draft, _earlier, _key: (
                f"has the name of {draft.values[0]!s}, which is another record"
            ),
        ),
    ),
    compare=partial(compare_records, _MATCHING, _ROWS),
    write=_new_customers,
    whose=partial(owners_of_changed, TABLE),
    nothing_new="every customer of the file is there already.",
    shown=_SHOWN,
    sample=_sample,
)
"""Customers: known by their source's id, else by the name of their company where only one goes by it."""
