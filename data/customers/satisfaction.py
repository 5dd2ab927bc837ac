"""How content customers say they are: answers to the two questions of the trade, and the numbers made of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from data.customers.commands import RULES, owners_of, refuse_to_come
from data.customers.customer import marked
from data.customers.worth import today_of
from data.kernel.commands import EVENTS, REACH, Deciding, Decision, Reader, command
from data.kernel.errors import UsageError
from data.kernel.ratio import Ratio
from data.kernel.rows import added, select_records
from data.kernel.text import bounded, clean
from data.records.changing import writable
from data.records.fields import LINE_LIMIT

Kind = Literal["nps", "csat"]
SCORES: Mapping[Kind, tuple[int, int]] = MappingProxyType({"nps": (0, 10), "csat": (1, 5)})
"""The least and the most that one can answer."""
PROMOTES, DETRACTS = 9, 6
"""Who answers that or more would recommend the company, who answers that or less would not."""
SATISFIED = 4
"""Who answers that or more is satisfied."""


class Answer(NamedTuple):
    """An answer of a day: how likely one recommends the company (``nps``), or how satisfied one is (``csat``)."""

    id: int
    customer_id: int
    day: str
    kind: Kind
    score: int
    person_id: int
    text: str = ""
    batch_id: int | None = None
    touched: int | None = None


class Nps(NamedTuple):
    """The net promoter score: the share of promoters (9, 10) less that of detractors (0 to 6)."""

    promoters: int = 0
    detractors: int = 0
    answers: int = 0

    @property
    def value(self) -> float | None:
        """From -100 to 100; None where nobody answered."""
        return 100 * (self.promoters - self.detractors) / self.answers if self.answers else None


def nps_of(counts: Mapping[int, int]) -> Nps:
    """The net promoter score of answers, given how often each score was answered."""
    return Nps(
        sum(number for score, number in counts.items() if score >= PROMOTES),
        sum(number for score, number in counts.items() if score <= DETRACTS),
        sum(counts.values()),
    )


def csat_of(counts: Mapping[int, int]) -> Ratio:
    """Satisfied answers of all answers."""
    satisfied = sum(number for score, number in counts.items() if score >= SATISFIED)
    return Ratio(satisfied, sum(counts.values()))


def answers_of(reader: Reader, customer_id: int) -> list[Answer]:
    """All answers of a customer, the newest first."""
    members = "select id from customer where id = ? or merged_into = ?"
    which = f"where customer_id in ({members}) order by day desc, id desc"
    return select_records(reader, Answer, "satisfaction", which, (customer_id, customer_id))


def checked_score(kind: Kind, text: str) -> int:
    """A score as it is typed. Raises UsageError for what is none."""
    least, most = SCORES[kind]
    word = text.strip()
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        raise UsageError(
            f"{clean(text, 20)!r} is no answer. {kind.upper()} is a whole number from {least} to {most}, "
            f"like {most - 1}."
        )
    return int(word)


@command("customer.answer", REACH, EVENTS)
class TakeAnswer(NamedTuple):
    """Keep how content a customer said it was, on a day (empty: today)."""

    id: int
    actor: int
    at: int
    customer_id: int
    kind: Kind
    score: int
    day: str = ""
    text: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a score that cannot be answered, and a day to come."""
        customer = writable(RULES, reader, self, self.customer_id)
        if self.kind not in SCORES:
            raise UsageError(f"{clean(self.kind, 20)!r} is no question. Say: {', '.join(SCORES)}.")
        score, today = checked_score(self.kind, str(self.score)), today_of(reader, self)
        refuse_to_come(self.day, today, "The day")
        day = date.fromisoformat(self.day) if self.day else today
        text = bounded(self.text, LINE_LIMIT, "An answer's words")
        answer = Answer(self.id, customer.id, day.isoformat(), self.kind, score, self.actor, text)
        most = SCORES[self.kind][1]
        return Decision(
            f"{customer.name} answered {self.kind.upper()} {score} of {most}",
            [added("satisfaction", answer), marked(customer, self.id)],
            whose=owners_of([customer]),
        )
