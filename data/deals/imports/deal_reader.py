"""What the row of a deal says besides its fields: its stage, how and when it ended, what is sold, its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from statistics import median
from typing import NamedTuple

from data.calendar.days import day_of, instant
from data.deals.imports.entered_stages import EnteredStages
from data.deals.imports.meant_words import meant_words
from data.deals.imports.parts import Sold, Standing, moment_from_cell, sold_from_cell, way_from_cell
from data.deals.imports.places import PLACE
from data.deals.imports.refusals import (
    CLOSED_EARLY,
    CURRENCY_UNKNOWN,
    NAMELESS,
    NO_PIECES,
    NOT_WANTED,
    STAGE_UNKNOWN,
)
from data.deals.imports.sold_products import ProductMatch, ProductNames
from data.deals.imports.stage_words import StageMatch, StageWords
from data.deals.imports.vocabulary import Outcome, deal_columns
from data.deals.lines import MOST_PIECES
from data.deals.products import NAME_LIMIT, products
from data.deals.stages import Stage, stages
from data.files.findings import counted, listed
from data.files.spoiled import NOTHING
from data.imports.cell_readers import READ, CellReader, cell_reader
from data.imports.cells import YES_NO
from data.imports.fields import ImportField
from data.imports.formats import Formats, number_in
from data.imports.left_rows import Doubt, RowRefused
from data.imports.peculiar import Parts, Told
from data.imports.set_aside import Spill
from data.imports.spec import Job, Wording
from data.kernel.engine import Value
from data.kernel.text import clean
from data.records.currency_names import currency_of
from data.records.normal_forms import folded

PRODUCT_UNKNOWN = "with a product that is not here"
_NAME, _COMPANY, _AMOUNT, _CURRENCY = PLACE["name"], PLACE["company"], PLACE["amount"], PLACE["currency"]
_EXPECTED, _CATEGORY, _STAGE, _REASON = (
    PLACE["expected_close"],
    PLACE["category"],
    PLACE["stage"],
    PLACE["reason"],
)
_CREATED, _CLOSED = PLACE["created_at"], PLACE["closed_at"]


class _Extra(NamedTuple):
    """A field that becomes no column: where it stands in a row, how it is read, where it is put."""

    at: int
    read: CellReader
    field: ImportField


class DealReader:
    """Reads row after row, once the cells of its fields are read."""

    def __init__(
        self, job: Job, at: Mapping[str, int], formats: Formats, further: Sequence[ImportField]
    ) -> None:
        """``at`` is where each field stands in a row; ``further`` are those that become no column."""
        self._job = job
        self._at = at
        self._names = job.table.columns
        self._zone = job.owner.zone
        self._is_ours = job.columns.is_ours
        self._nothing = frozenset(("",)) if self._is_ours else NOTHING | {""}
        found = stages(job.reader)
        self._first = next(stage for stage in found if stage.is_open)
        self._by_code = {stage.code: stage for stage in found}
        meant = meant_words(job.options.meanings, found, products(job.reader))
        self._unwanted = meant.unwanted
        self._stages = StageWords(found, deal_columns(), meant.stages, self._chances)
        self._products = ProductNames(products(job.reader), meant.products)
        self._categories = deal_columns().category_of
        self._chance_form = formats.numbers_of("probability")
        self._chance_times = 100 if "probability" in formats.shares else 1
        places = {field.place: place for place, field in enumerate(further)}
        self._unsaid: list[Value] = [None] * len(further)
        self._places = places
        self._priced = [places[field] for field in ("unit_price", "list_price", "discount")]
        self._extras = [
            _Extra(at[field.field], read, field)
            for field in further
            if field.field in at and (read := cell_reader(field, places, job, formats)) is not None
        ]
        self._endings: dict[str, int] = {}
        self._words: Counter[tuple[str, str]] = Counter()
        self._product_rows: dict[str, list[int]] = {}
        """The rows that are taken, by the names of products that are not here, or were told."""
        self._entered = EnteredStages(job, self._stages)
        self._tells_outcome = "stage" not in at or not {"outcome", "is_won", "is_closed"}.isdisjoint(at)
        self._codes: dict[str, str] = {}
        """The codes of currencies that were met; empty for none that there is."""
        self._meant: dict[str, Stage] = {}
        """The stages of words that were met, as many rows say the same."""
        self._called: dict[str, tuple[str, ProductMatch | None]] = {}
        """The names of products that were met, as they are kept, and what they mean; none for no name."""
        self._said: dict[str, str | None] = {}
        """The forecast categories of words that were met."""

    def read(self, number: int, cells: Sequence[str], values: list[Value], spill: Spill) -> Parts:
        """Put the values right, and tell what is sold and what is known of the way. Raises RowRefused."""
        self._read_currency(cells, values)
        self._read_category(cells, values, spill)
        extras = self._read_extras(cells, spill)
        stage, before = self._stage(cells, values, extras)
        values[_STAGE] = stage.code
        sold = self._sold(cells, extras)
        if not (values[_NAME] or values[_COMPANY]):
            if not sold:
                raise RowRefused(NAMELESS)
            values[_NAME] = sold[0].product
        elif sold and not values[_NAME] and "name" not in self._at:
            values[_NAME] = sold[0].product
        self._close(stage, cells, values, extras, spill)
        if self._is_ours:
            return (*sold, *self._own_way(cells))
        self._note_product(number, cells)
        return (*sold, *self._way(stage, before, cells, extras))

    def told(self) -> Told:
        """What its words were taken for, and the rows whose products are not known here."""
        wordings = [self._stage_wording(*key, rows) for key, rows in self._words.items()]
        doubts: list[Doubt] = []
        findings: list[str] = []
        for name, rows in self._product_rows.items():
            match = self._products.match(name)
            if match.product is not None:
                wordings.append(Wording(name, len(rows), match.product.name, 100, "as you said"))
            elif not match.is_none and self._products.are_there:
                perhaps = f"perhaps {match.perhaps}" if match.perhaps else "none is nearly called so"
                wordings.append(Wording(name, len(rows), "", 0, f"no product is called so; {perhaps}"))
                detail = f"{name}; {perhaps}" if match.perhaps else name
                doubts += [Doubt(row, PRODUCT_UNKNOWN, detail) for row in rows]
        if self._product_rows and not self._products.are_there:
            names = listed(list(self._product_rows), 5)
            many = counted(len(self._product_rows), "product")
            findings.append(f"No products are here yet: {many} kept as the file calls them ({names}).")
        return Told(wordings, doubts, findings)

    # Stage and end

    def _stage(
        self, cells: Sequence[str], values: Sequence[Value], extras: Sequence[Value]
    ) -> tuple[Stage, Stage | None]:
        """The stage of a row; and of one that ended the open stage that it came from, where it says both."""
        word = self._cell("stage", cells)
        outcome = self._outcome(cells, values, extras)
        named = self._stage_of_word(word) if word else None
        if outcome in ("won", "lost") and (named is None or named.is_open):
            ended = self._stages.ending(outcome)
            if ended is None:
                raise RowRefused(STAGE_UNKNOWN, outcome)
            return ended, named
        if named is not None:
            return named, None
        return (self._stages.ending("open") or self._first), None

    def _stage_of_word(self, word: str) -> Stage:
        if (meant := self._meant.get(word)) is None:
            if folded(word) in self._unwanted:
                raise RowRefused(NOT_WANTED, word)
            match = self._stages.match(word)
            if match.stage is None:
                self._words["stage", word] += 1
                raise RowRefused(STAGE_UNKNOWN, f"{clean(word, 60)} ({match.because})")
            meant = self._meant[word] = match.stage
        if not self._is_ours or self._stages.match(word).certainty < 100:
            self._words["stage", word] += 1
        return meant

    def _outcome(
        self, cells: Sequence[str], values: Sequence[Value], extras: Sequence[Value]
    ) -> Outcome | None:
        """How a deal ended by its status, by marks of won and closed, or by the days of these."""
        if not self._tells_outcome:
            return None
        word = self._cell("outcome", cells)
        if word:
            outcome = self._stages.outcome(word)
            self._words["outcome", word] += 1
            if outcome is not None:
                return outcome
        won, closed = self._yes("is_won", cells), self._yes("is_closed", cells)
        if won:
            return "won"
        if closed and won is not None:
            return "lost"
        if "stage" in self._at:
            return None
        if extras[self._places["lost_on"]] is not None:
            return "lost"
        return "won" if values[_CLOSED] is not None else None

    def _close(
        self,
        stage: Stage,
        cells: Sequence[str],
        values: list[Value],
        extras: Sequence[Value],
        spill: Spill,
    ) -> None:
        """When a deal ended, and why. Raises RowRefused for one that ended, or is to end, before it began."""
        if values[_REASON] and stage.ends != "lost":
            spill[self._names[self._at["reason"]]] = cells[self._at["reason"]]
            values[_REASON] = ""
        expected = str(values[_EXPECTED])
        if not stage.ends:
            values[_CLOSED] = None
        else:
            lost_on = extras[self._places["lost_on"]]
            if lost_on is not None and (stage.ends == "lost" or values[_CLOSED] is None):
                values[_CLOSED] = lost_on
            if values[_CLOSED] is None and expected:
                values[_CLOSED] = self._midnight(expected)
        began = values[_CREATED]
        if began is None or self._is_ours:
            return
        closed = values[_CLOSED]
        if closed is None and expected and not stage.ends:
            closed = self._midnight(expected)
        if closed is not None and int(closed) < int(began):
            first, last = day_of(int(began), self._zone), day_of(int(closed), self._zone)
            if last < first:
                raise RowRefused(CLOSED_EARLY, f"{last}, begun on {first}")

    def _way(
        self, stage: Stage, before: Stage | None, cells: Sequence[str], extras: Sequence[Value]
    ) -> Sequence[NamedTuple]:
        """What a file tells of the way; it is known where its last step leads to the stage in which the deal is."""
        steps = self._entered.steps(cells)
        since = extras[self._places["stage_since"]] if stage.is_open else None
        if not steps and before is None and since is None:
            return ()
        reached = [self._by_code[step.to_stage] for step in steps] + ([] if before is None else [before])
        furthest = max((one.position for one in reached if one.ends != "lost"), default=0)
        is_known = bool(steps) and steps[-1].to_stage == stage.code
        if since is None and is_known:
            since = steps[-1].at
        if furthest or since is not None:
            return (*steps, Standing(None if since is None else int(since), furthest, is_known))
        return steps

    def _midnight(self, day: str) -> int:
        if day not in self._endings:
            self._endings[day] = instant(datetime.combine(date.fromisoformat(day), time(), self._zone))
        return self._endings[day]

    def _own_way(self, cells: Sequence[str]) -> Iterator[NamedTuple]:
        """What our own export tells of the way."""
        furthest = self._by_code.get(self._cell("furthest", cells))
        yield Standing(
            moment_from_cell(self._cell("stage_since", cells)),
            0 if furthest is None else furthest.position,
            bool(self._yes("way_known", cells)),
        )
        yield from way_from_cell(self._cell("way", cells)) or ()

    # Money and products

    def _read_currency(self, cells: Sequence[str], values: list[Value]) -> None:
        """The currency of its own column goes before a sign beside the amount: $ is that of several."""
        said = self._cell("currency", cells) or str(values[_CURRENCY])
        if not said:
            return
        code = self._codes.get(said)
        if code is None:
            code = self._codes[said] = currency_of(said)
        if not code and not self._is_ours:
            raise RowRefused(CURRENCY_UNKNOWN, clean(said, 40))
        values[_CURRENCY] = code or clean(said, 10)

    def _read_category(self, cells: Sequence[str], values: list[Value], spill: Spill) -> None:
        word = self._cell("category", cells)
        if word:
            if word not in self._said:
                self._said[word] = self._categories.get(folded(word))
            category = self._said[word]
            if category is None:
                spill.keep("unread", self._names[self._at["category"]], word)
            elif category != "closed":
                values[_CATEGORY] = category

    def _note_product(self, number: int, cells: Sequence[str]) -> None:
        name, match = self._product(cells)
        if match is not None and (match.product is None or match.is_told):
            self._product_rows.setdefault(name, []).append(number)

    def _sold(self, cells: Sequence[str], extras: Sequence[Value]) -> tuple[Sold, ...]:
        if self._is_ours:
            return sold_from_cell(self._cell("sold", cells)) or ()
        name, match = self._product(cells)
        if match is None or match.is_none:
            return ()
        unit_price, list_price, discount = [extras[place] for place in self._priced]
        listed_at = self._list_price(match, list_price)
        price = None if unit_price is None else int(unit_price)
        if price is None and listed_at is not None and discount is not None:
            price = listed_at * (100 - int(discount)) // 100
        line = clean(self._cell("product_line", cells), NAME_LIMIT)
        if match.product is not None:
            name, line = match.product.name, match.product.line or line
        return (Sold(name, line, self._pieces(cells), listed_at, price),)

    def _product(self, cells: Sequence[str]) -> tuple[str, ProductMatch | None]:
        """The name in the column of products as it is kept, and what it means; none for no name."""
        cell = self._cell("product", cells)
        found = self._called.get(cell)
        if found is None:
            name = clean(cell, NAME_LIMIT)
            found = self._called[cell] = name, self._products.match(name) if name else None
        return found

    def _list_price(self, match: ProductMatch, said: Value) -> int | None:
        if said is not None:
            return int(said)
        return None if match.product is None else match.product.list_price

    def _pieces(self, cells: Sequence[str]) -> int:
        cell = self._cell("quantity", cells)
        if not cell:
            return 1
        number = number_in(cell, self._chance_form._replace(notes=()))
        if number is None or number != int(number) or not 1 <= number <= MOST_PIECES:
            raise RowRefused(NO_PIECES, clean(cell, 40))
        return int(number)

    # Cells

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        place = self._at.get(field)
        if place is None:
            return ""
        cell = cells[place].strip()
        return "" if cell in self._nothing else cell

    def _yes(self, field: str, cells: Sequence[str]) -> int | None:
        """Whether a cell says yes; None where it says nothing."""
        cell = self._cell(field, cells)
        return YES_NO.get(cell.lower()) if cell else None

    def _read_extras(self, cells: Sequence[str], spill: Spill) -> list[Value]:
        extras = self._unsaid.copy()
        for extra in self._extras:
            cell = cells[extra.at]
            if cell in self._nothing or cell.isspace() or extra.read(cell, extras) == READ:
                continue
            if extras[self._places[extra.field.place]] is None and extra.field.refuses is not None:
                raise RowRefused(extra.field.refuses(cell), f"{self._names[extra.at]} {clean(cell, 40)}")
            spill.keep("unread", self._names[extra.at], cell)
        return extras

    # What is told

    def _stage_wording(self, what: str, word: str, rows: int) -> Wording:
        if what == "outcome":
            outcome = self._stages.outcome(word)
            because = "how it stands" if outcome is not None else "says nothing of how it stands"
            return Wording(word, rows, outcome or "", 100 if outcome else 0, because)
        match: StageMatch = self._stages.match(word)
        return Wording(
            word, rows, "" if match.stage is None else match.stage.name, match.certainty, match.because
        )

    def _chances(self) -> Mapping[str, int]:
        """The usual probability of each word in the column of stages, where the file has probabilities."""
        stage, chance = self._at.get("stage"), self._at.get("probability")
        if stage is None or chance is None:
            return {}
        found: dict[str, list[int]] = {}
        for row in self._job.table.rows():
            number = number_in(row.cells[chance], self._chance_form)
            if number is not None:
                found.setdefault(row.cells[stage].strip(), []).append(int(number * self._chance_times))
        return {word: int(median(chances)) for word, chances in found.items()}
