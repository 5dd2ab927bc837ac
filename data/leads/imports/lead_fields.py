"""The fields of a lead as files fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.imports.fields import ImportField, Plans, RowRules, Settle, import_fields
from data.imports.meanings import Meanings
from data.imports.options import Options
from data.imports.own_export import added_name
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.leads.fields import LEADS
from data.leads.imports.export_columns import LEAD_EXPORT
from data.leads.imports.vocabulary import lead_columns
from data.records.choices import Spelling
from data.records.normal_forms import normal_name


def _statuses(reader: Reader, options: Options) -> Meanings:
    """What words for a status mean: those of the company itself, then those of other systems."""
    names: dict[str, str] = dict(reader.select("select code, name from lead_status"))
    return Meanings(names, lead_columns().status.items(), options.meanings)


_FIELDS = import_fields(
    LEADS,
    "any file",
    LEAD_EXPORT.file_names,
    {
        "address": ImportField("address", "address"),
        "budget": ImportField("budget", "money", currency="currency"),
        "currency": ImportField("currency", "short"),
        "status": ImportField("status", "meaning", meanings=_statuses),
        "owner_name": ImportField("owner_name", "short", limit=120),
    },
)
EXTRAS = import_fields(
    LEADS,
    "own export",
    LEAD_EXPORT.file_names,
    {"next_step": ImportField("next_step", "short", limit=200)},
)
"""What our own export alone fills besides."""
PLACE = {field.place: place for place, field in enumerate(_FIELDS)}
"""Where the value of each column stands in a draft."""
NAME, COMPANY, EMAILS = PLACE["name"], PLACE["company"], PLACE["emails"]
_STATUS, _REASON = PLACE["status"], PLACE["reason"]


def _lacks(values: Sequence[Value]) -> str:
    if values[NAME] or values[COMPANY] or values[EMAILS]:
        return ""
    return "neither a name nor a company nor an e-mail address"


def _name_key(values: Sequence[Value]) -> str:
    name = str(values[NAME])
    return normal_name(name, str(values[COMPANY])) if name and "@" not in name else ""


def _open_ones(reader: Reader) -> Callable[[Sequence[Value]], bool]:
    """Whether a lead of a row's values is open."""
    is_open = {row[0]: bool(row[1]) for row in reader.select("select code, open from lead_status")}
    return lambda values: is_open.get(str(values[_STATUS]), True)


def _settling(reader: Reader) -> Settle:
    """Spells words of the company's lists as it does; the reason of a lead that is open stays beside it."""
    spelling = Spelling(reader, LEADS)
    listed = tuple((field.column, PLACE[field.column]) for field in LEADS.fields if field.listed)
    is_open = {row[0]: bool(row[1]) for row in reader.select("select code, open from lead_status")}

    def settle(values: list[Value]) -> Sequence[str]:
        for name, place in listed:
            if values[place]:
                values[place] = spelling.of(name, str(values[place]))
        if values[_REASON] and is_open.get(str(values[_STATUS]), True):
            values[_REASON] = ""
            return ("reason",)
        return ()

    return settle


ROWS = RowRules(
    LEADS,
    fields=_FIELDS,
    lacks=_lacks,
    name_key=_name_key,
    name_parts=("first_name", "middle_name", "last_name"),
    settle=_settling,
    extras=EXTRAS,
    plans=Plans("next_step", "follow_up_at", _open_ones),
    rest_name=added_name,
)
