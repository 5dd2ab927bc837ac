"""Rows of one file that say something of the same record: what can stand together is united, what cannot is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, Settle
from data.imports.joining import fuller_name, names_agree, with_text
from data.imports.left_rows import Clash
from data.imports.single_values import SingleValues, added_fields, text_break
from data.kernel.engine import Value
from data.kernel.text import clean
from data.records.custom_fields import TEXT_LIMIT
from data.records.fields import LABELLED_FORMS, LINES_LIMIT, Field
from data.records.lines import labelled
from data.records.money import money_words
from data.records.normal_forms import company_key
from data.records.tags import stored_tags, tags_of

_SHOWN = 60


class Uniter:
    """Unites the rows of one file two by two.

    Of two values that cannot stand together that of the earlier row stays; the other one is named, and kept beside the
    record under the heading of its column.
    """

    def __init__(
        self,
        rules: RowRules,
        values: SingleValues,
        headings: Mapping[str, str],
        settle: Settle | None,
        called: Callable[[int], str],
        unit: str,
    ) -> None:
        """``headings`` are the file's by column of the table, ``called`` tells people's names; ``unit`` is the currency
        of an amount that says none.
        """
        records = rules.records
        self._fields: tuple[tuple[Field, ImportField], ...] = tuple(
            (records.field(field.place), field) for field in rules.fields
        )
        self._records = records
        self._places = rules.places
        self._named = records.named
        self._rest = next((field.place for field in rules.fields if field.form == "rest"), "")
        self._values = values
        self._headings = headings
        self._settle = settle
        self._called = called
        self._unit = unit

    def unite(self, earlier: Draft, later: Draft) -> tuple[Draft, list[Clash]]:
        """The earlier draft with all that the later one adds, and what of that one cannot stand beside it."""
        pair = _Pair(earlier, later)
        for place, (one, other) in enumerate(zip(earlier.values, later.values, strict=True)):
            if other in ("", None) or one == other:
                continue
            field, filled = self._fields[place]
            if field.along and self._differs(pair, field.along):
                continue  # as a currency without its amount
            if one in ("", None):
                pair.values[place] = other
            else:
                pair.values[place] = self._both(pair, field, filled, one, other)
        if pair.beside:
            self._put_beside(pair)
        if self._settle is not None:
            self._settle(pair.values)
        base = later if later.has_id and not earlier.has_id else earlier
        united = base._replace(
            number=earlier.number,
            values=tuple(pair.values),
            emails=tuple(dict.fromkeys([*earlier.emails, *later.emails])),
            phones=tuple(dict.fromkeys([*earlier.phones, *later.phones])),
            name_key=earlier.name_key or later.name_key,
            extras=tuple(
                other if one in ("", None) else one
                for one, other in zip(earlier.extras, later.extras, strict=True)
            ),
            second_key=earlier.second_key or later.second_key,
            notes=tuple(dict.fromkeys([*earlier.notes, *later.notes])),
            parts=tuple(dict.fromkeys([*earlier.parts, *later.parts])),
        )
        return united, pair.clashes

    def _differs(self, pair: _Pair, leading: str) -> bool:
        place = self._places.get(leading)
        return place is not None and pair.values[place] != pair.later.values[place]

    def _both(self, pair: _Pair, field: Field, filled: ImportField, one: Value, other: Value) -> Value:
        """What a column holds that both rows fill."""
        if field.merging in ("earliest", "latest"):
            return (min if field.merging == "earliest" else max)(int(str(one)), int(str(other)))
        if field.form in ("person", "moment", "money", "answer"):
            return self._first(pair, field, one, other)
        before, after = str(one), str(other)
        if field.form in LABELLED_FORMS:
            both = self._lines(field, before, after)
        elif field.form == "tags":
            both = stored_tags([*tags_of(before), *tags_of(after)])
        elif field.form == "custom":
            return self._added(pair, before, after)
        elif between := text_break(field) or filled.joined:
            both = with_text(before, after, between)
        else:
            return self._first(pair, field, one, other)
        return self._fitting(pair, field.label, before, both, after, LINES_LIMIT)

    def _first(self, pair: _Pair, field: Field, one: Value, other: Value) -> Value:
        """The value of the earlier row; another one is named, and kept beside the record where it is no person."""
        before, after = str(one), str(other)
        if before.casefold() == after.casefold():
            return one
        if field.column in self._named:
            if company_key(before) == company_key(after):
                return one
            if field.column == self._named[0] and names_agree(before, after):
                return fuller_name(before, after)
        if field.form == "person":
            pair.clash(field.label, self._called(int(before)), self._called(int(after)))
            return one
        kept = after
        if field.form == "money":
            kept = money_words(int(after), "")
            before = money_words(int(before), self._unit_of(field, pair.values))
            after = money_words(int(after), self._unit_of(field, pair.later.values))
        heading = self._headings.get(field.column, field.title) if self._rest in self._places else ""
        pair.clash(field.label, before, after, heading)
        if heading:
            pair.beside[heading] = kept
        return one

    def _unit_of(self, field: Field, values: Sequence[Value]) -> str:
        """The currency in which a row says an amount."""
        place = self._places.get(self._records.currency_of(field))
        return (str(values[place] or "") if place is not None else "") or self._unit

    def _lines(self, field: Field, before: str, after: str) -> str:
        """The values of both, each once however it is written."""
        found: dict[str, str] = {}
        for label, value in (*labelled(before), *labelled(after)):
            line = f"{label}: {value}" if label else value
            found.setdefault(self._values.compared(field.form, value), line)
        return "\n".join(found.values())

    def _added(self, pair: _Pair, before: str, after: str) -> str:
        """The added fields of both; of two texts under one name the later stands below the earlier."""
        found = added_fields(before)
        for name, text in added_fields(after).items():
            there = found.get(name, "")
            both = with_text(there, text, "\n") if there else text
            found[name] = self._fitting(pair, name, there, both, text, TEXT_LIMIT)
        return json.dumps(found, ensure_ascii=False)

    def _put_beside(self, pair: _Pair) -> None:
        place = self._places[self._rest]
        beside = json.dumps(pair.beside, ensure_ascii=False)
        pair.values[place] = self._added(pair, str(pair.values[place] or "{}"), beside)

    def _fitting(self, pair: _Pair, what: str, before: str, both: str, after: str, limit: int) -> str:
        if len(both) <= limit:
            return both
        pair.clash(what, "", after)
        return before


class _Pair:
    """Two rows that are being united."""

    def __init__(self, earlier: Draft, later: Draft) -> None:
        self.earlier, self.later = earlier, later
        self.values = list(earlier.values)
        self.beside: dict[str, str] = {}
        """What cannot stand, by the heading under which it is kept."""
        self.clashes: list[Clash] = []

    def clash(self, what: str, stays: str, left: str, beside: str = "") -> None:
        """Name what of the later row cannot stand, and the added field in which it is kept."""
        rows = self.later.number, self.earlier.number
        self.clashes.append(Clash(*rows, what, clean(stays, _SHOWN), clean(left, _SHOWN), beside))
