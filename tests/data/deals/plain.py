"""The numbers of the funnel told a second time, as plainly as can be: from all rows, each time anew, without SQL.

Nothing here is taken over from the product's rules; it is slow, and it can be read.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from tests.data.leads.house import House

DAY = 86_400_000


class PlainStage(NamedTuple):
    """One open stage: money by currency, ages in whole days."""

    deals: int
    value: dict[str, int]
    weighted: dict[str, int]
    entered: int
    further: int
    median: int | None
    p90: int | None
    rotten: int


class PlainClosed(NamedTuple):
    """What was closed in a period: value of the won by currency, and the days of each from first contact to win."""

    won: int
    lost: int
    value: dict[str, int]
    days: list[int]


class PlainAhead(NamedTuple):
    """What is expected of a product line in a month: of how many deals a part, of how many a part without a value, and
    what the parts come to, exactly, in the company's currency.
    """

    deals: int
    uncounted: int
    worth: Fraction
    weighted: Fraction


class Looked(NamedTuple):
    """What is looked at: whose (None: everybody's), narrowed to what, in which period."""

    owners: set[int | None] | None
    channel: str
    territory: str
    line: str
    begin: int
    end: int


def rows_of(house: House, table: str) -> list[dict[str, Any]]:
    """Every row of a table, by column."""
    names = [name for (name,) in house.rows(f"select name from pragma_table_info('{table}')")]
    return [dict(zip(names, row, strict=True)) for row in house.rows(f"select * from {table} order by id")]


class Plain:
    """All deals with their stages, ways and lines."""

    def __init__(self, house: House) -> None:
        self.stages = {stage["code"]: stage for stage in rows_of(house, "stage")}
        self.deals = [deal for deal in rows_of(house, "deal") if deal["merged_into"] is None]
        self.ways, self.lines = rows_of(house, "stage_change"), rows_of(house, "deal_line")
        self.touches = [row for row in rows_of(house, "activity") if row["lead_id"]]

    def seen(self, look: Looked) -> list[dict[str, Any]]:
        """The deals that are looked at."""
        return [deal for deal in self.deals if self._is_seen(deal, look)]

    def _is_seen(self, deal: dict[str, Any], look: Looked) -> bool:
        lines = {line["product_line"].lower() for line in self.lines if line["deal_id"] == deal["id"]}
        return (
            (look.owners is None or deal["owner_id"] in look.owners)
            and look.channel.lower() in ("", deal["channel"].lower())
            and look.territory.lower() in ("", deal["territory"].lower())
            and (not look.line or look.line.lower() in lines)
        )

    def stage(self, code: str, look: Looked, now: int) -> PlainStage:
        """The numbers of an open stage."""
        stage = self.stages[code]
        deals = [deal for deal in self.seen(look) if deal["open"] and deal["stage"] == code]
        ages = sorted(
            max(0, (now - deal["stage_since"]) // DAY) for deal in deals if deal["stage_since"] is not None
        )
        value: dict[str, int] = {}
        weighted: dict[str, int] = {}
        for deal in deals:
            currency, chance = deal["currency"], deal["probability"]
            chance = stage["probability"] if chance is None else chance
            value[currency] = value.get(currency, 0) + (deal["amount"] or 0)
            weighted[currency] = weighted.get(currency, 0) + ((deal["amount"] or 0) * chance + 50) // 100
        entered = [deal for deal in self.seen(look) if look.begin <= self._first(deal, code) < look.end]
        limit = stage["rots_after"]
        return PlainStage(
            deals=len(deals),
            value=value,
            weighted=weighted,
            entered=len(entered),
            further=sum(deal["furthest"] > stage["position"] for deal in entered),
            median=_middle(ages),
            p90=_ninth_of_ten(ages),
            rotten=sum(limit is not None and age > limit for age in ages),
        )

    def _first(self, deal: dict[str, Any], code: str) -> int:
        """When a deal came into a stage for the first time; never: before all time."""
        steps = [way["at"] for way in self.ways if way["deal_id"] == deal["id"] and way["to_stage"] == code]
        return min(steps, default=-1)

    def slipped(self, look: Looked, today: str) -> int:
        """How many are past their expected close, though committed or the best case."""
        return sum(
            bool(deal["open"] and deal["expected_close"] and deal["expected_close"] < today)
            and self._is_likely(deal)
            for deal in self.seen(look)
        )

    def _is_likely(self, deal: dict[str, Any]) -> bool:
        if deal["category"]:
            return deal["category"] in ("commit", "best case")
        chance = deal["probability"]
        return bool((self.stages[deal["stage"]]["probability"] if chance is None else chance) >= 50)

    def ahead(self, look: Looked, this: str, own: str) -> dict[tuple[str, str], PlainAhead]:
        """What open deals are expected to bring by month and product line; ``own`` is the only currency with a rate."""
        found: dict[tuple[str, str], PlainAhead] = {}
        for deal in self.seen(look):
            if not deal["open"] or not deal["expected_close"] or deal["category"] == "omitted":
                continue
            chance, amount = deal["probability"], deal["amount"]
            chance = self.stages[deal["stage"]]["probability"] if chance is None else chance
            is_counted = amount is not None and deal["currency"] in ("", own)
            value = amount if is_counted else 0
            for line, share in self._shares(deal).items():
                place = max(deal["expected_close"][:7], this), line
                before = found.get(place, PlainAhead(0, 0, Fraction(0), Fraction(0)))
                found[place] = PlainAhead(
                    before.deals + 1,
                    before.uncounted + (not is_counted),
                    before.worth + value * share,
                    before.weighted + (value * chance + 50) // 100 * share,
                )
        return found

    def _shares(self, deal: dict[str, Any]) -> dict[str, Fraction]:
        """The part of a deal that belongs to each product line in small letters: all of it to none where it sells
        nothing that costs anything.
        """
        worths: dict[str, int] = {}
        for line in self.lines:
            if line["deal_id"] == deal["id"] and line["quantity"] * line["price"]:
                name = line["product_line"].lower()
                worths[name] = worths.get(name, 0) + line["quantity"] * line["price"]
        total = sum(worths.values())
        return {name: Fraction(worth, total) for name, worth in worths.items()} or {"": Fraction(1)}

    def closed(self, look: Looked) -> PlainClosed:
        """What was closed in the period."""
        closed = [
            deal
            for deal in self.seen(look)
            if not deal["open"] and look.begin <= deal["closed_at"] < look.end
        ]
        won = [deal for deal in closed if self.stages[deal["stage"]]["ends"] == "won"]
        value: dict[str, int] = {}
        for deal in won:
            value[deal["currency"]] = value.get(deal["currency"], 0) + (deal["amount"] or 0)
        took = [deal["closed_at"] - self._first_contact(deal) for deal in won]
        days = sorted((one + DAY // 24) // DAY for one in took if one >= 0)
        return PlainClosed(len(won), len(closed) - len(won), value, days)

    def _first_contact(self, deal: dict[str, Any]) -> int:
        touches = [
            touch["at"] for touch in self.touches if deal["lead_id"] and touch["lead_id"] == deal["lead_id"]
        ]
        return int(min([deal["created_at"], *touches]))


def _middle(ordered: list[int]) -> int | None:
    if not ordered:
        return None
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high + 1) // 2


def _ninth_of_ten(ordered: list[int]) -> int | None:
    """The smallest that nine of ten do not exceed."""
    return next((age for place, age in enumerate(ordered, 1) if place * 10 >= len(ordered) * 9), None)
