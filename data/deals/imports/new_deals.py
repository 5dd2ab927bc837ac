"""The rows that new deals of a file are in the store: with their products, what is known of their way, their notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from data.deals.imports.deal_fields import EXTRAS, ROWS
from data.deals.imports.parts import Sold, Standing, sold_of, standing_of, steps_of
from data.deals.imports.places import PLACE
from data.deals.sold_lines import sold_lines_of
from data.deals.stages import Stage, stages
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.new_records import new_keys
from data.imports.outcomes import new_note
from data.imports.spec import ImportCommand, Written
from data.kernel.bulk import NewRows
from data.kernel.commands import Deciding
from data.kernel.engine import Value
from data.people.person import everybody
from data.records.normal_forms import company_key

_COLUMNS = (
    *("id", *ROWS.columns),
    *("open", "stage_since", "furthest", "history", "company_key", "source_key", "batch_id"),
    "sold_lines",
)
_EXTRA_COLUMNS = tuple(field.place for field in EXTRAS)
_STEP_COLUMNS = ("id", "deal_id", "from_stage", "to_stage", "at", "batch_id")
_LINE_COLUMNS = (
    *("id", "deal_id", "product", "product_line", "quantity", "list_price", "price", "batch_id"),
)
_NAME, _COMPANY, _AMOUNT, _STAGE = (PLACE[column] for column in ("name", "company", "amount", "stage"))
_OWNER, _OWNER_NAME, _TERRITORY = PLACE["owner_id"], PLACE["owner_name"], PLACE["territory"]
_CREATED, _CLOSED = PLACE["created_at"], PLACE["closed_at"]

_Row = tuple[Value, ...]
_Line = tuple[str, str, int, int | None, int]
"""Product, product line, quantity, list price and price of one piece."""


def new_deals(reader: Deciding, importing: ImportCommand, found: Comparison[Draft]) -> Written:
    """The new deals of an import, what comes with them, their match keys and notes."""
    new, batch = found.new, importing.id
    by_code = {stage.code: stage for stage in stages(reader)}
    territories = {person.id: person.territory for person in everybody(reader)}
    ids = reader.new_ids(importing.at, len(new))
    has_extras = any(draft.extras for draft in new)
    columns = (*_COLUMNS, *_EXTRA_COLUMNS) if has_extras else _COLUMNS
    sold = [list(lines_of(draft)) for draft in new]
    deals = list(_deals(importing, by_code, territories, new, ids, sold, has_extras=has_extras))
    steps = [(deal, *step) for draft, deal in zip(new, ids, strict=True) for step in way_of(draft, by_code)]
    lines = [(deal, *line) for deal, of_deal in zip(ids, sold, strict=True) for line in of_deal]
    notes = [
        new_note("deal", deal, note, batch)
        for draft, deal in zip(new, ids, strict=True)
        for note in draft.notes
    ]
    parts = (("stage_change", _STEP_COLUMNS, steps), ("deal_line", _LINE_COLUMNS, lines))
    written = [
        NewRows(
            table,
            names,
            [
                (row_id, *row, batch)
                for row_id, row in zip(reader.new_ids(importing.at, len(rows)), rows, strict=True)
            ],
        )
        for table, names, rows in parts
    ]
    keys = new_keys(reader, importing, "deal", new, ids)
    return Written([NewRows("deal", columns, deals), *written, keys], notes)


def _deals(
    importing: ImportCommand,
    by_code: dict[str, Stage],
    territories: dict[int, str],
    new: Sequence[Draft],
    ids: Sequence[int],
    sold: Sequence[Sequence[_Line]],
    *,
    has_extras: bool,
) -> Iterator[_Row]:
    batch, key_of = importing.batch, cache(company_key)
    for draft, identifier, lines in zip(new, ids, sold, strict=True):
        values = list(draft.values)
        stage, standing = by_code[str(values[_STAGE])], standing_of(draft.parts)
        if values[_OWNER] is not None:
            values[_OWNER_NAME] = values[_OWNER_NAME] if batch.is_ours else ""
        elif values[_OWNER_NAME] or not batch.is_ours:
            values[_OWNER] = batch.owner
        if not values[_TERRITORY] and not batch.is_ours:
            values[_TERRITORY] = territories.get(int(values[_OWNER] or 0), "")
        values[_CREATED] = min(int(values[_CREATED] or importing.at), importing.at)
        if values[_AMOUNT] is None and not batch.is_ours:
            values[_AMOUNT] = worth_of(sold_of(draft.parts))
        row: _Row = (
            *(identifier, *values, int(stage.is_open), since_of(draft, stage, standing)),
            *(furthest_of(stage, standing), int(standing.is_known)),
            *(key_of(str(values[_COMPANY])) or None, draft.second_key or draft.key, importing.id),
            sold_lines_of((line, quantity * price) for _, line, quantity, _, price in lines),
        )
        yield (*row, *draft.extras) if has_extras else row


def since_of(draft: Draft, stage: Stage, standing: Standing) -> Value:
    """Since when a deal is in its stage, where its dates tell."""
    if standing.since is not None:
        return standing.since
    return None if stage.is_open else draft.values[_CLOSED]


def furthest_of(stage: Stage, standing: Standing) -> int:
    """The position of the furthest stage in which a deal is known to have been."""
    return max(standing.furthest, 0 if stage.ends == "lost" else stage.position)


def way_of(draft: Draft, by_code: dict[str, Stage]) -> Iterator[_Row]:
    """The steps that a file tells of a deal, and its end: of one whose way it does not hold, that alone."""
    steps = steps_of(draft.parts)
    for step in steps:
        yield step.from_stage, step.to_stage, step.at
    stage, closed = by_code[str(draft.values[_STAGE])], draft.values[_CLOSED]
    is_told = any(step.to_stage == stage.code for step in steps)
    if not is_told and not stage.is_open and closed is not None:
        yield steps[-1].to_stage if steps else "", stage.code, closed


def lines_of(draft: Draft) -> Iterator[_Line]:
    """What is sold. The price of the only product of a deal is what the deal is worth, where the file says no price;
    of several it is the list price.
    """
    sold, amount = sold_of(draft.parts), draft.values[_AMOUNT]
    for line in sold:
        price = line.price
        if price is None and len(sold) == 1 and amount is not None:
            price = int(amount) // line.quantity
        if price is None:
            price = line.list_price or 0
        yield line.product, line.product_line, line.quantity, line.list_price, price


def worth_of(sold: Sequence[Sold]) -> int | None:
    """What product lines come to, where the price of each is told."""
    prices = [None if line.price is None else line.quantity * line.price for line in sold]
    known = [price for price in prices if price is not None]
    return sum(known) if known and len(known) == len(prices) else None
