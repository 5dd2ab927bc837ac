"""The forecasts of the demo: each seller says toward a month's end what the next one brings, and commits to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from data.deals.demo.pipeline import LINE_QUOTAS
from data.deals.months import shifted
from data.forecasts.forecast import CommitForecasts, EnterForecast
from data.kernel.commands import facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.records.money import money_words
from data.story.part import Line, Part
from data.story.story import Story

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
FORGOTTEN, UNCOMMITTED = 0.12, 0.15
"""Of a month's forecasts those that nobody enters, and of months those that are not committed to."""
DAYS_AHEAD, DAYS_IN = 5, 2
"""So many days before a month its forecasts are entered; so many days into it they are committed to."""


class ForecastStep(NamedTuple):
    """A seller enters a forecast, or commits to those of a month (``product_line`` None)."""

    at: int
    actor: int
    month: str
    product_line: str | None
    amount: int = 0


class Forecasts(Part[ForecastStep]):
    """All forecasts of the demo."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._random = story.random("forecasts")
        company = story.part(Office).company
        self._first = company.first
        self._sellers = [one for one in (company.first, *company.others) if one.until is None]
        self._rows: dict[tuple[int, str, str], dict[str, Value]] = {}

    def events(self) -> Iterator[ForecastStep]:
        """What is entered and committed to, in the order of time."""
        steps = [step for seller in self._sellers for step in self._of_seller(seller)]
        return iter(sorted((step for step in steps if step.at <= self.story.end), key=lambda step: step.at))

    def _of_seller(self, seller: Member) -> Iterator[ForecastStep]:
        random, month = self._random, self.story.begin.replace(day=1)
        while month <= shifted(self.story.today, 1):
            first = month - timedelta(days=DAYS_AHEAD)
            if first >= max(self.story.begin, seller.start):
                yield from self._of_month(seller, month, first)
                if seller is self._first or random.random() >= UNCOMMITTED:
                    at = seller.moment(month + timedelta(days=DAYS_IN), time(9, random.randrange(60)))
                    yield ForecastStep(at, seller.id, month.isoformat()[:7], None)
            month = shifted(month, 1)

    def _of_month(self, seller: Member, month: date, day: date) -> Iterator[ForecastStep]:
        minute = self._random.randrange(30)
        is_over = month < self.story.today.replace(day=1)
        for place, (line, (quota, _)) in enumerate(LINE_QUOTAS.items()):
            amount = quota * self._random.randrange(20, 120) // 100 // 100_00 * 100_00
            if self._random.random() >= FORGOTTEN or (is_over and seller is self._first):
                at = seller.moment(day, time(16, minute + place))
                yield ForecastStep(at, seller.id, month.isoformat()[:7], line, amount)

    def write(self, event: ForecastStep, command: int, seq: int) -> Line | None:
        """A forecast, or the commitment to a month's; None where there is nothing to commit to."""
        del seq
        if event.product_line is not None:
            return self._enter(event, event.product_line, command)
        found = [
            row for (who, month, _), row in self._rows.items() if (who, month) == (event.actor, event.month)
        ]
        if not found:
            return None
        changes: list[Any] = []
        for row in found:
            before = {"committed_at": None, "touched": row["touched"]}
            after: dict[str, Value] = {"committed_at": event.at, "touched": command}
            row |= after
            changes.append(["forecast", row["id"], before, after])
        total = money_words(sum(int(str(row["amount"])) for row in found), "USD")
        one = f"forecast of {found[0]['product_line']} in {event.month}"
        about = one if len(found) == 1 else f"{len(found)} forecasts of {event.month}"
        name = facts_of(CommitForecasts).name
        return Line(
            *(command, name, event.actor, event.actor, event.at, f"{about} committed: {total}", 0, 0),
            _encode(changes),
        )

    def _enter(self, event: ForecastStep, line: str, command: int) -> Line:
        self._rows[event.actor, event.month, line] = {
            "id": command, "person_id": event.actor, "month": event.month, "product_line": line,
            "amount": event.amount, "entered_at": event.at, "committed_at": None, "touched": None,
        }  # fmt: skip
        said = f"forecast of {line} in {event.month}: {money_words(event.amount, 'USD')}"
        return Line(
            *(command, facts_of(EnterForecast).name, event.actor, event.actor, event.at, said, 0, 0),
            _encode([["forecast", command, None, None]]),
        )

    def finish(self, connection: sqlite3.Connection) -> None:
        """How every forecast stands."""
        rows = list(self._rows.values())
        if rows:
            columns = list(rows[0])
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"insert into forecast({', '.join(columns)}) values({marks})",
                [tuple(row.values()) for row in rows],
            )
