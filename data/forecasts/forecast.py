"""A forecast as it stands in the store, and the commands on it: enter, commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.products import spelled_line
from data.deals.quotas import checked_month
from data.kernel.commands import TEAM, Change, Deciding, Decision, Reader, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, removed, select_records
from data.people.person import by_id
from data.records.as_it_stood import AsItStands
from data.records.money import MOST_MONEY, money_words
from data.records.own_currency import company_currency

NO_LINE = "no product line"
"""What the line of deals without products is called."""


class Forecast(NamedTuple):
    """What a product line (empty: deals without products) is to bring a person in a month (``2026-11``).

    ``amount`` is in hundredths of the company's currency, instants are Unix milliseconds. Source: seeds/003.
    """

    id: int
    person_id: int
    month: str
    amount: int
    entered_at: int
    product_line: str = ""
    committed_at: int | None = None
    touched: int | None = None


def forecasts(reader: Reader, first: str, last: str, people: Iterable[int]) -> list[Forecast]:
    """These people's forecasts of the months from the first to the last."""
    where = """where month between ? and ? and person_id in (select value from json_each(?))
        order by month, product_line, person_id"""
    return select_records(reader, Forecast, "forecast", where, (first, last, json.dumps(list(people))))


def entered(reader: Reader, person_id: int, month: str, line: str | None) -> AsItStands:
    """How somebody's forecast of a product line in a month stands, or those of all lines (None).

    The value is of each line its name in small letters, the amount, and whether it is committed to.
    """
    found = forecasts(reader, month, month, [person_id])
    if line is not None:
        found = [one for one in found if one.product_line.casefold() == line.casefold()]
    value = tuple(
        sorted((one.product_line.casefold(), one.amount, one.committed_at is not None) for one in found)
    )
    if not found:
        return AsItStands(value, "nothing is entered now")
    total = money_words(sum(one.amount for one in found), company_currency(reader))
    is_committed = all(one.committed_at is not None for one in found)
    words = (
        f"{'together it' if len(found) > 1 else 'it'} is {total}{', committed,' if is_committed else ''} now"
    )
    return AsItStands(value, words, max(one.touched or one.id for one in found))


def _about(month: str, line: str) -> str:
    return f"forecast of {line or NO_LINE} in {month}"


def _refuse_over(reader: Reader, month: str, actor: int, at: int) -> None:
    """Raise UsageError for a month that is over: what came is held against what was said before."""
    if month < day_of(at, by_id(reader, actor).zone).isoformat()[:7]:
        raise UsageError(f"The past does not move: the month {month} is over.")


@command("forecast.enter", TEAM)
class EnterForecast(NamedTuple):
    """Say what a product line is to bring in a month; ``amount`` None takes that back. ``person_id`` None: the actor.

    A commitment goes with the amount that was committed to: another one is committed to anew.
    """

    id: int
    actor: int
    at: int
    month: str
    amount: int | None
    product_line: str = ""
    person_id: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a month that is over, and what is no amount."""
        person = by_id(reader, self.actor if self.person_id is None else self.person_id)
        month = checked_month(self.month)
        _refuse_over(reader, month, self.actor, self.at)
        if self.amount is not None and not 0 <= self.amount <= MOST_MONEY:
            raise UsageError("A forecast is an amount from nought on, like 12000.")
        line = spelled_line(reader, self.product_line)
        stored = select_records(
            reader,
            Forecast,
            "forecast",
            "where month = ? and person_id = ? and product_line = ? collate nocase",
            (month, person.id, line),
        )
        about = _about(month, line)
        if self.amount is None:
            if not stored:
                raise Refused(f"There is no {about}.")
            return Decision(f"{about} taken back", [removed("forecast", stored[0])], whose=(person.id,))
        said = f"{about}: {money_words(self.amount, company_currency(reader))}"
        if not stored:
            new = Forecast(self.id, person.id, month, self.amount, self.at, line)
            return Decision(said, [added("forecast", new)], whose=(person.id,))
        before = stored[0]
        if before.amount == self.amount:
            raise Refused("That changes nothing.")
        after = before._replace(amount=self.amount, entered_at=self.at, committed_at=None)
        change = changed("forecast", before, after, self.id)
        words = ", to be committed anew" if before.committed_at is not None else ""
        return Decision(f"{said}{words}", [] if change is None else [change], whose=(person.id,))


@command("forecast.commit", TEAM)
class CommitForecasts(NamedTuple):
    """Commit to what was entered for a month: one ``product_line``, or all of them (None)."""

    id: int
    actor: int
    at: int
    month: str
    product_line: str | None = None
    person_id: int | None = None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a month that is over, one without a forecast, and what is committed to already."""
        person = by_id(reader, self.actor if self.person_id is None else self.person_id)
        month = checked_month(self.month)
        _refuse_over(reader, month, self.actor, self.at)
        found = forecasts(reader, month, month, [person.id])
        if self.product_line is not None:
            wanted = self.product_line.strip().casefold()
            found = [one for one in found if one.product_line.casefold() == wanted]
        if not found:
            what = "" if self.product_line is None else f" of {self.product_line.strip() or NO_LINE}"
            raise Refused(f"No forecast{what} is entered for {month}.", code="forecast.none")
        changes: list[Change] = []
        for one in found:
            if one.committed_at is None:
                change = changed("forecast", one, one._replace(committed_at=self.at), self.id)
                changes += [] if change is None else [change]
        if not changes:
            raise Refused("That is committed to already.")
        total = money_words(sum(one.amount for one in found), company_currency(reader))
        about = (
            _about(month, found[0].product_line) if len(found) == 1 else f"{len(found)} forecasts of {month}"
        )
        return Decision(f"{about} committed: {total}", changes, whose=(person.id,))
