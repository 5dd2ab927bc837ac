"""Files of quotes: how they are read, held against the store and written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from data.deals.imports.refusals import value_refused
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, import_fields
from data.imports.left_rows import Twin
from data.imports.match_rules import MatchRules
from data.imports.new_records import new_records
from data.imports.own_export import added_name
from data.imports.read_records import read_records
from data.imports.repeated_rows import BY_KEY_ALONE
from data.imports.spec import Batch, ColumnRules, ImportCommand, ImportSpec
from data.kernel.commands import MATCH_KEYS, NOBODY, REACH, Deciding, Decision, Reader, Whose, command
from data.kernel.engine import Value
from data.kernel.rows import select_records
from data.quotes.imports.export_columns import QUOTE_EXPORT
from data.quotes.imports.quote_reader import PLACE, QuoteReader
from data.quotes.imports.vocabulary import quote_columns
from data.quotes.quote import QUOTES, Quote
from data.records.money import money_words
from data.records.normal_forms import normal_name

QUOTES_IMPORT = "quote.import"
_SHOWN = ("quote", "number", "value", "status", "valid until")


@command(QUOTES_IMPORT, REACH, MATCH_KEYS)
class ImportQuotes(NamedTuple):
    """Bring in the quotes of a file: new ones are added, changed ones updated. One step for undo, at any size."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nothing to write."""
        return decide_import(QUOTE_IMPORT, self, reader)


_ROWS = RowRules(
    QUOTES,
    fields=import_fields(
        QUOTES,
        "any file",
        QUOTE_EXPORT.file_names,
        {
            "amount": ImportField("amount", "money", currency="currency", refuses=value_refused),
            "currency": ImportField("currency", "own"),
            "status": ImportField("status", "own"),
            "deal_id": ImportField("deal", "own", column="deal_id"),
        },
    ),
    lacks=lambda _values: "",
    name_key=lambda values: normal_name(str(values[0])),
    rest_name=added_name,
    peculiar=QuoteReader,
)


class _ByNumber:
    """Finds the quote of a number, where one alone bears it."""

    def __init__(self, reader: Reader) -> None:
        found: dict[str, list[Quote]] = {}
        for quote in select_records(reader, Quote, "quote", "where number <> '' and merged_into is null"):
            found.setdefault(quote.number.casefold(), []).append(quote)
        self._by_number: Mapping[str, list[Quote]] = found
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Quote]:
        """The quotes that drafts are; those of a number that several bear are told as twins."""
        found: dict[int, Quote] = {}
        for draft in drafts:
            number = str(draft.values[PLACE["number"]] or "")
            quotes = self._by_number.get(number.casefold(), [])
            if len(quotes) == 1:
                found[draft.number] = quotes[0]
            elif quotes:
                self.twins.append(Twin(draft.number, f"has the number {number}, which several quotes have"))
        return found


def _whose(reader: Reader, importing: ImportCommand, found: Comparison[Draft]) -> set[Whose]:
    """Whose records change: those of the owners of the quotes' deals, and nobody's where they belong to none."""
    deals: list[Value] = [draft.values[PLACE["deal_id"]] for draft in found.new]
    quotes = [change.id for change in found.updates]
    quotes += [(change.after or {})["record_id"] for change in found.notes]
    deals += [(change.after or {}).get("deal_id") for change in found.updates]
    rows = reader.select(
        "select distinct deal.owner_id from deal where deal.id in (select value from json_each(?)) "
        "or deal.id in (select deal_id from quote where id in (select value from json_each(?)))",
        (json.dumps([deal for deal in deals if deal is not None]), json.dumps(quotes)),
    )
    del importing
    return {NOBODY, *(owner for (owner,) in rows if owner is not None)}


def _sample(draft: Draft, unit: str) -> list[str]:
    name, number, amount, currency, status, until = (
        draft.values[PLACE[column]]
        for column in ("name", "number", "amount", "currency", "status", "valid_until")
    )
    worth = "" if amount is None else money_words(int(amount), str(currency or unit))
    called = str(name or draft.values[PLACE["deal_name"]] or "")
    return [called, str(number or ""), worth, str(status), str(until or "")]


_MATCHING = MatchRules(
    command=QUOTES_IMPORT, kind=Quote, matcher=_ByNumber, has_keys=True, merges=True, has_notes=True
)
QUOTE_IMPORT = ImportSpec[Draft](
    noun="quote",
    one=QUOTES.word,
    many=QUOTES.plural,
    command=ImportQuotes,
    columns=ColumnRules(
        quote_columns,
        labels={
            **{field.column: field.label for field in QUOTES.fields},
            "deal": "id of its deal",
            "deal_name": "name of its deal",
            "company": "company of its deal",
        },
        returning=QUOTE_EXPORT.returning,
        proof=(
            ("number", "valid_until"),
            ("number", "amount", "status"),
            ("name", "valid_until", "deal_name"),
        ),
        needs=("name", "number", "deal_name"),
    ),
    read=partial(read_records, _ROWS, BY_KEY_ALONE),
    compare=partial(compare_records, _MATCHING, _ROWS),
    write=partial(new_records, _ROWS, {}, has_keys=True),
    whose=_whose,
    nothing_new="every quote of the file is there already.",
    shown=_SHOWN,
    sample=_sample,
    meanings="statuses",
)
"""Quotes: known by their source's id, else by their number."""
