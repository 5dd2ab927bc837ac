"""The quotes' part of the story: each deal that comes to a proposal has one for each of its product lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal, NamedTuple

from data.calendar.days import day_of
from data.calendar.hours import MINUTE
from data.deals.demo.pipeline import Pipeline
from data.deals.demo.plan import DealPlan
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.quotes.offering import PresentQuotes, RequestQuotes
from data.quotes.quote import QUOTES, Outcome
from data.quotes.settling import SettleQuotes
from data.story.part import Line, Part, Rows
from data.story.story import Story

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
AFTER = MINUTE
"""A quote is noted so soon after its deal has moved."""
EXPIRED, WITHDRAWN = 0.25, 0.08
"""Of presented quotes of lost deals, those that came to nothing otherwise than by being declined."""
LASTS = (10, 14, 21, 30)
"""Days that quotes hold."""


class QuoteStep(NamedTuple):
    """What happens with the quotes of a deal, by its place in the plan."""

    at: int
    actor: int
    deal: int
    step: Literal["requested", "presented"] | Outcome


class Quotes(Part[QuoteStep]):
    """All quotes of the demo."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._pipeline = story.part(Pipeline)
        self._random = story.random("quotes")
        self._quotes: dict[int, list[dict[str, Value]]] = {}
        self._told = Rows(
            "record_event", "record_id", "seq", verb="insert or ignore", record_table=QUOTES.table
        )
        self.rows = (self._told,)

    def events(self) -> Iterator[QuoteStep]:
        """Requests, presentations and what became of the quotes, in the order of time."""
        steps = (
            step
            for place, plan in enumerate(self._pipeline.plans)
            for step in self._steps(place, plan)
            if step.at <= self.story.end
        )
        return iter(sorted(steps, key=lambda step: step.at))

    def _steps(self, place: int, plan: DealPlan) -> Iterator[QuoteStep]:
        # Some go back and come there once more: their quote is that of the first time.
        came = {step.stage: step for step in reversed(plan.steps)}
        if "requested" not in came:
            return
        yield QuoteStep(came["requested"].at + AFTER, plan.owner.id, place, "requested")
        if "presented" in came:
            yield QuoteStep(came["presented"].at + AFTER, plan.owner.id, place, "presented")
        last = plan.steps[-1]
        if last.stage in ("won", "lost"):
            yield QuoteStep(
                last.at + AFTER, plan.owner.id, place, self._outcome(last.stage, "presented" in came)
            )

    def _outcome(self, ending: str, was_presented: bool) -> Outcome:
        chance = self._random.random()
        if not was_presented:
            return "withdrawn"
        if ending == "won":
            return "accepted"
        return "expired" if chance < EXPIRED else "withdrawn" if chance < EXPIRED + WITHDRAWN else "declined"

    def write(self, event: QuoteStep, command: int, seq: int) -> Line:
        """The quotes of a deal, asked for or carried on by one command."""
        if event.step == "requested":
            quotes = self._quotes[event.deal] = list(self._asked_for(event, command))
            facts = facts_of(RequestQuotes)
            changes: list[Any] = [["quote", quote["id"], None, None] for quote in quotes]
        else:
            quotes = self._quotes[event.deal]
            facts = facts_of(PresentQuotes if event.step == "presented" else SettleQuotes)
            changes = [self._carried_on(quote, event, command) for quote in quotes]
        for quote in quotes:
            self._told.add((quote["id"], seq))
        name, line = quotes[0]["name"], quotes[0]["product_line"]
        called = ", ".join(filter(None, (str(name), str(line))))
        what = f"quote {called}" if len(quotes) == 1 else f"{len(quotes)} quotes for {name}"
        words = f"{what} {event.step}"
        return Line(
            *(command, facts.name, event.actor, None, event.at, words, 0),
            *(facts.touches, _encode(changes)),
        )

    def _asked_for(self, event: QuoteStep, command: int) -> Iterator[dict[str, Value]]:
        deal, worths = self._pipeline.sold(event.deal)
        called = ", ".join(filter(None, (str(deal["name"]), str(deal["company"]))))
        for place, (line, worth) in enumerate(worths.items() or {"": deal["amount"]}.items()):
            yield {
                "id": self.story.ids.new(event.at) if place else command,
                "name": called, "number": f"Q-{1000 + len(self._quotes) * 3 + place}",
                "amount": worth, "currency": deal["currency"], "product_line": line, "valid_until": "",
                "status": "requested", "deal_id": deal["id"], "requested_at": event.at, "presented_at": None,
                "settled_at": None, "created_at": event.at, "touched": None,
            }  # fmt: skip

    def _carried_on(self, quote: dict[str, Value], event: QuoteStep, command: int) -> list[Any]:
        after: dict[str, Value] = {"status": event.step, "touched": command}
        if event.step == "presented":
            lasts = timedelta(days=self._random.choice(LASTS))
            where = self._pipeline.plans[event.deal].owner.hours.where
            after |= {"presented_at": event.at, "valid_until": (day_of(event.at, where) + lasts).isoformat()}
        else:
            after["settled_at"] = event.at
        before = {name: quote[name] for name in after}
        quote |= after
        return ["quote", quote["id"], before, after]

    def finish(self, connection: sqlite3.Connection) -> None:
        """How every quote stands."""
        quotes = [quote for quotes in self._quotes.values() for quote in quotes]
        if quotes:
            columns = list(quotes[0])
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"insert into quote({', '.join(columns)}) values({marks})",
                [tuple(quote.values()) for quote in quotes],
            )
