"""What the row of a customer says besides its fields: whether it is one, whether it has left, what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from data.calendar.days import day_of
from data.customers.imports.facts import facts_from_cell
from data.customers.imports.vocabulary import customer_columns
from data.files.spoiled import NOTHING
from data.imports.formats import Formats
from data.imports.left_rows import Reason, RowRefused
from data.imports.peculiar import Parts, Told
from data.imports.set_aside import Spill
from data.imports.spec import Job, Wording
from data.kernel.engine import Value
from data.kernel.text import clean
from data.people.person import everybody
from data.records.normal_forms import folded

NO_CUSTOMER = Reason("no customers", "left_out")
TO_COME = Reason("customers since a day to come", "rejected")
LEFT_EARLY = Reason("left before they came", "rejected")


class CustomerReader:
    """Reads row after row, once the cells of its fields are read."""

    def __init__(self, job: Job, at: Mapping[str, int], _formats: Formats, places: Mapping[str, int]) -> None:
        """``at`` is where each field stands in a row, ``places`` where each column stands among the values."""
        self._job = job
        self._at = at
        self._places = places
        self._names = job.table.columns
        self._today = day_of(job.now, job.owner.zone).isoformat()
        self._people = {person.handle: person.id for person in everybody(job.reader)}
        self._standing = customer_columns().standing_of
        self._words: Counter[tuple[str, str]] = Counter()

    def read(self, _number: int, cells: Sequence[str], values: list[Value], spill: Spill) -> Parts:
        """Put the values right, and tell what is known besides. Raises RowRefused."""
        since, churned = self._places["since"], self._places["churned_on"]
        standing = self._stands(cells)
        if standing == "no customer":
            raise RowRefused(NO_CUSTOMER, self._cell("standing", cells))
        if standing == "left" and not values[churned]:
            values[churned] = self._today
        if values[since] and str(values[since]) > self._today:
            raise RowRefused(TO_COME, str(values[since]))
        if values[churned] and values[since] and str(values[churned]) < str(values[since]):
            raise RowRefused(LEFT_EARLY, f"{values[since]}, {values[churned]}")
        if "facts" not in self._at or not (cell := cells[self._at["facts"]].strip()):
            return ()
        facts = facts_from_cell(cell, self._people, self._job.actor.id)
        if facts is None:
            spill.keep("unread", self._names[self._at["facts"]], cell)
            return ()
        return facts

    def _stands(self, cells: Sequence[str]) -> str:
        """How a word of the file has a company stand to us; a word that nobody knows is one of customers."""
        word = self._cell("standing", cells)
        if not word or word in NOTHING:
            return ""
        key = folded(word)
        begun = (standing for begins, standing in self._standing.items() if key.startswith(f"{begins} "))
        found = self._standing.get(key) or next(begun, None) or ""
        self._words[word, found] += 1
        return found

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        return clean(cells[self._at[field]], 80) if field in self._at else ""

    def told(self) -> Told:
        """For what the words of the file were taken."""
        return Told(
            [
                Wording(word, rows, standing or "customer", 100 if standing else 50, "its name")
                for (word, standing), rows in self._words.most_common()
            ]
        )
