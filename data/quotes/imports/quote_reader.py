"""What the row of a quote says besides its fields: to which deal it belongs, how it stands, in which currency it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from data.deals.imports.refusals import CURRENCY_UNKNOWN
from data.deals.products import spelled_line
from data.files.findings import counted
from data.files.spoiled import NOTHING
from data.imports.formats import Formats
from data.imports.left_rows import Doubt, Reason, RowRefused
from data.imports.peculiar import Parts, Told
from data.imports.set_aside import Spill
from data.imports.spec import Job, Wording
from data.kernel.engine import Value
from data.kernel.text import clean
from data.quotes.imports.deal_finder import DealFinder
from data.quotes.imports.vocabulary import quote_columns
from data.quotes.quote import OUTCOMES, QUOTES, STATUSES
from data.records.currency_names import currency_of
from data.records.normal_forms import folded

NAMELESS = Reason("neither a name nor a number nor a deal", "rejected")
STATUS_UNKNOWN = Reason("an unknown status", "rejected")
ENDED_EARLY = Reason("presented before it was requested, or settled before it was presented", "rejected")
DEAL_UNKNOWN = "of a deal that is not here"
PLACE = {column: place for place, column in enumerate(QUOTES.imported_by("any file"))}
"""Where the value of each column stands in a draft."""
_NAME, _NUMBER, _CURRENCY, _LINE, _STATUS = (
    PLACE[column] for column in ("name", "number", "currency", "product_line", "status")
)
_DEAL, _DEAL_NAME = PLACE["deal_id"], PLACE["deal_name"]
_REQUESTED, _PRESENTED, _SETTLED = (
    PLACE[column] for column in ("requested_at", "presented_at", "settled_at")
)
_LONGEST_DEAL = 300


class QuoteReader:
    """Reads row after row, once the cells of its fields are read."""

    def __init__(self, job: Job, at: Mapping[str, int], _formats: Formats) -> None:
        """``at`` is where each field stands in a row."""
        self._job = job
        self._at = at
        self._nothing = frozenset(("",)) if job.columns.is_ours else NOTHING | {""}
        self._deals = DealFinder(job.reader, job.actor)
        self._told = {folded(word) for word in job.options.meanings}
        self._statuses = _statuses(job.options.meanings)
        self._spelled: dict[str, str] = {}
        self._words: Counter[tuple[str, str]] = Counter()
        self._alone: dict[str, list[int]] = {}

    def read(self, number: int, cells: Sequence[str], values: list[Value], spill: Spill) -> Parts:
        """Put the values right. Raises RowRefused for a row that cannot be."""
        del spill
        self._read_currency(cells, values)
        self._read_deal(cells, values)
        if not (values[_NAME] or values[_NUMBER] or values[_DEAL] or values[_DEAL_NAME]):
            raise RowRefused(NAMELESS)
        said = str(values[_LINE] or "")
        if said not in self._spelled:
            self._spelled[said] = spelled_line(self._job.reader, clean(said, 120))
        values[_LINE] = self._spelled[said]
        self._read_status(cells, values)
        days = [int(at) for place in (_REQUESTED, _PRESENTED, _SETTLED) if (at := values[place]) is not None]
        if days != sorted(days):
            raise RowRefused(ENDED_EARLY)
        if called := str(values[_DEAL_NAME]):
            self._alone.setdefault(called, []).append(number)
        return ()

    def told(self) -> Told:
        """What its statuses were taken for, and the rows whose deals are not known here."""
        wordings = [
            Wording(word, rows, status, 100, "as you said" if folded(word) in self._told else "by its name")
            for (word, status), rows in self._words.items()
        ]
        doubts = [Doubt(row, DEAL_UNKNOWN, name) for name, rows in self._alone.items() for row in rows]
        count = len(doubts)
        findings = []
        if count:
            findings.append(
                f"{counted(count, 'quote')} will belong to no deal: those they name are not here."
            )
        return Told(wordings, doubts, findings)

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        place = self._at.get(field)
        text = "" if place is None else cells[place].strip()
        return "" if text in self._nothing else text

    def _read_currency(self, cells: Sequence[str], values: list[Value]) -> None:
        said = self._cell("currency", cells)
        if said:
            values[_CURRENCY] = currency_of(said)
            if not values[_CURRENCY]:
                raise RowRefused(CURRENCY_UNKNOWN, clean(said, 40))

    def _read_deal(self, cells: Sequence[str], values: list[Value]) -> None:
        """The deal, where it is known; else what the file calls it."""
        identifier, name, company = (self._cell(field, cells) for field in ("deal", "deal_name", "company"))
        values[_DEAL] = deal = self._deals.find(identifier, name, company)
        called = "" if deal is not None else ", ".join(filter(None, (name, company))) or identifier
        values[_DEAL_NAME] = clean(called, _LONGEST_DEAL)

    def _read_status(self, cells: Sequence[str], values: list[Value]) -> None:
        """How it stands: by its word, else by what its days tell."""
        word = self._cell("status", cells)
        status = self._statuses.get(folded(word), "") if word else ""
        if word and not status:
            raise RowRefused(STATUS_UNKNOWN, clean(word, 60))
        if word:
            self._words[word, status] += 1
        elif values[_PRESENTED] is not None:
            status = "presented"
        values[_STATUS] = status or "requested"
        if status == "requested":
            values[_PRESENTED] = None
        if status not in OUTCOMES:
            values[_SETTLED] = None


def _statuses(told: Mapping[str, str]) -> dict[str, str]:
    """Words for how quotes stand: those of other systems, our own, then what somebody said."""
    found: dict[str, str] = {
        folded(word): status for status, words in quote_columns().status.items() for word in words
    }
    found |= {folded(status): status for status in STATUSES}
    for word, meant in told.items():
        found[folded(word)] = found.get(folded(meant), "")
    return found
