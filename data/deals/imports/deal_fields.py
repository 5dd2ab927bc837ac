"""The fields of a deal as files fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.deals.deal import DEALS
from data.deals.imports.deal_reader import DealReader
from data.deals.imports.export_columns import DEAL_EXPORT
from data.deals.imports.places import PLACE
from data.deals.imports.refusals import NO_DISCOUNT, NO_PROBABILITY, value_refused
from data.deals.stages import stages
from data.imports.fields import ImportField, Plans, RowRules, Settle, import_fields
from data.imports.own_export import added_name
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.records.choices import Spelling
from data.records.normal_forms import normal_name

_FIELDS = import_fields(
    DEALS,
    "any file",
    DEAL_EXPORT.file_names,
    {
        "amount": ImportField("amount", "money", currency="currency", refuses=value_refused),
        "currency": ImportField("currency", "own"),
        "probability": ImportField("probability", "percent", refuses=lambda _cell: NO_PROBABILITY),
        "category": ImportField("category", "own"),
        "stage": ImportField("stage", "own"),
        "owner_name": ImportField("owner_name", "short", limit=120),
    },
)
EXTRAS = import_fields(
    DEALS,
    "own export",
    DEAL_EXPORT.file_names,
    {"next_step": ImportField("next_step", "short", limit=200)},
)
"""What our own export alone fills besides."""
FURTHER = (
    ImportField("unit_price", "money", refuses=value_refused),
    ImportField("list_price", "money", refuses=value_refused),
    ImportField("discount", "percent", refuses=lambda _cell: NO_DISCOUNT),
    ImportField("stage_since", "moment"),
    ImportField("lost_on", "moment"),
)
"""What is read of a row besides, and becomes no column of its deal."""


def _name_key(values: Sequence[Value]) -> str:
    return normal_name(str(values[PLACE["name"]]), str(values[PLACE["company"]]))


def _open_ones(reader: Reader) -> Callable[[Sequence[Value]], bool]:
    """Whether a deal of a row's values is open."""
    is_open = {stage.code: stage.is_open for stage in stages(reader)}
    return lambda values: is_open.get(str(values[PLACE["stage"]]), True)


def _settling(reader: Reader) -> Settle:
    """Spells words of the company's lists as it does."""
    spelling = Spelling(reader, DEALS)
    listed = tuple((field.column, PLACE[field.column]) for field in DEALS.fields if field.listed)

    def settle(values: list[Value]) -> Sequence[str]:
        for name, place in listed:
            if values[place]:
                values[place] = spelling.of(name, str(values[place]))
        return ()

    return settle


ROWS = RowRules(
    DEALS,
    fields=_FIELDS,
    lacks=lambda _values: "",
    name_key=_name_key,
    settle=_settling,
    extras=EXTRAS,
    plans=Plans("next_step", "follow_up_at", _open_ones, needs_day=False),
    rest_name=added_name,
    peculiar=lambda job, at, formats: DealReader(job, at, formats, FURTHER),
    further=FURTHER,
    long=("way", "sold"),
)
