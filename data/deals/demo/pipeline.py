"""The demo's deals while their history is told, with what is sold, quotas, and what a foreign currency is worth."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

from data import catalog
from data.calendar.days import day_of
from data.calendar.periods import period_of
from data.deals.commands import AddDeal
from data.deals.currencies import MILLION, SetRate
from data.deals.deal import DEALS
from data.deals.demo.plan import DealPlan, DealStep, Planner
from data.deals.from_lead import OpenDeal
from data.deals.moving import LoseDeals, MoveDeals, WinDeal
from data.deals.outreach import SetOutreachTarget
from data.deals.products import AddProduct
from data.deals.quotas import SetQuota
from data.kernel.commands import Facts, facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.demo.book import Book
from data.people.demo.calendar import HOUR
from data.people.demo.office import Office
from data.records.money import money_words
from data.records.normal_forms import company_key
from data.story.part import Amount, Deed, Line, Part, Row, Rows
from data.story.story import Story
from data.story.words import Text, Texts, Words, read_words

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
FOREIGN, WORTH = "EUR", 1_080_000
TARGETS = {"prospects": 12, "calls": 8, "emails": 8, "meetings": 3}
TARGETS_OF_FIRST = {**TARGETS, "prospects": 20, "calls": 15}
"""New prospects to be contacted in a month, and in which ways."""
QUOTA, OF_FIRST = 20_000_00, 120_000_00
"""A seller's monthly quota, in hundredths, and the first rep's: it takes some doing."""
SOLD_AGAIN = 0.6
"""So many of the deals of a customer executive are with who has bought before. Source: seeds/004."""
MONTHS_OF_QUOTAS, MOST_BEFORE = 13, 30
"""So many months of quotas are told of so many sellers; of further ones those of this month and the one before."""
LINE_QUOTAS = {"Sites": (8_000_00, 4), "Shops": (9_000_00, 2), "Care": (3_000_00, 3)}
"""The parts of it by product line: hundredths, and how many sales these stand for."""


class _Product(Words):
    name: Text
    line: Text
    price: int


class _DealWords(Words):
    projects: Texts
    competitors: Texts
    channels: Texts
    tags: Texts
    product: tuple[_Product, ...]


Follower = Callable[[dict[str, Value], int, int, int], tuple[list[Any], str]]
"""Takes the row of a deal, the instant, and the id and number of its line; gives changes and words."""


class Pipeline(Part[DealStep]):
    """All deals of the demo."""

    amounts = (Amount("deals", 260, 0, 1_000_000, "deals"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        facts = catalog.deals()
        self._company = story.part(Office).company
        self._book = story.part(Book)
        self._words = read_words(_DealWords, "data.deals.demo", "words.toml")
        self._random = story.random("deal words")
        self._stages = {stage.code: (place, stage) for place, stage in enumerate(facts.stage, 1)}
        self._reasons = [reason.name for reason in facts.loss_reason]
        self.plans: list[DealPlan] = list(
            Planner(story, self._company, facts.stage).deals(
                story.size["deals"], ((lead, until) for lead, _, until in self._book.handed())
            )
        )
        """All deals, each by its place."""
        self.of_leads = {plan.lead: plan for plan in self.plans if plan.lead is not None}
        """Those of leads that were handed over, by the lead's place in its plan."""
        self._deals: dict[int, dict[str, Value]] = {}
        self._won: list[tuple[Value, str]] = []
        """The leads and companies of deals that are won, those that name a company."""
        self.followers: list[Follower] = []
        """What nouns above do when a deal is won."""
        self.beginners: list[Follower] = []
        """What they do when one begins."""
        self._worths: dict[int, dict[str, int]] = {}
        """What the products of each deal come to, by product line."""
        of_deals = {"record_table": DEALS.table}
        self._steps = Rows("stage_change", "id", "deal_id", "from_stage", "to_stage", "at")
        self._lines = Rows(
            "deal_line", "id", "deal_id", "product", "product_line", "quantity", "list_price", "price"
        )
        self._told = Rows("record_event", "record_id", "seq", verb="insert or ignore", **of_deals)
        self._keys = Rows("match_key", "id", "record_id", "kind", "value", **of_deals)
        self.rows = (self._steps, self._lines, self._told, self._keys)

    def events(self) -> Iterator[DealStep | Deed]:
        """What is sold, what has to be brought in, and every step of every deal."""
        events: list[DealStep | Deed] = [
            *self._office(),
            *(step for plan in self.plans for step in plan.steps),
        ]
        return iter(sorted(events, key=lambda event: event.at))

    def won(self) -> Iterator[tuple[int, int, int]]:
        """The deals that are won: their places in the plan, owners, when."""
        for place, plan in enumerate(self.plans):
            if plan.steps[-1].stage == "won":
                yield place, plan.owner.id, plan.steps[-1].at

    def identity(self, place: int) -> tuple[int, str]:
        """The id of a deal that has begun, by its place in the plan, and what it is called."""
        deal = self._deals[place]
        return int(str(deal["id"])), ", ".join(filter(None, (str(deal["name"]), str(deal["company"]))))

    def sold(self, place: int) -> tuple[dict[str, Value], dict[str, int]]:
        """A deal that has begun, by its columns, and what its products come to by product line."""
        return self._deals[place], self._worths[place]

    def _office(self) -> Iterator[Deed]:
        """Products, a rate, and the quotas of a year."""
        admin, at = self._company.admin.id, self.story.founded + HOUR
        for product in self._words.product:
            columns: dict[str, Value] = {
                "name": product.name, "line": product.line, "list_price": product.price * 100, "currency": "USD",
            }  # fmt: skip
            yield Deed(
                at,
                admin,
                facts_of(AddProduct),
                f"product {product.name} added",
                [Row("product", None, columns)],
            )
        rate: dict[str, Value] = {
            "currency": FOREIGN, "millionths": WORTH, "effective_on": self.story.begin.isoformat(),
        }  # fmt: skip
        said = f"1 {FOREIGN} is {WORTH / MILLION:g} USD from {self.story.begin}"
        yield Deed(at, admin, facts_of(SetRate), said, [Row("currency_rate", None, rate)])
        yield from self._quotas(admin, at)
        yield from self._targets(admin, at)

    def _targets(self, admin: int, at: int) -> Iterator[Deed]:
        """What everybody aims at in outreach, from the month before this one on, and more for the first rep."""
        month = (self.story.today.replace(day=1) - timedelta(days=1)).replace(day=1)
        when = min(max(at, self._company.admin.moment(month, time(12))), self.story.end)
        first = self._company.first
        for person, name, columns in ((None, "everybody", TARGETS), (first.id, first.name, TARGETS_OF_FIRST)):
            row: dict[str, Value] = {"person_id": person, "from_month": month.isoformat()[:7], **columns}
            said = ", ".join(f"{aim} {way}" for way, aim in columns.items())
            about = f"outreach of {name} from {row['from_month']} on: {said}"
            yield Deed(when, admin, facts_of(SetOutreachTarget), about, [Row("outreach_target", None, row)])

    def _quotas(self, admin: int, at: int) -> Iterator[Deed]:
        sellers = (self._company.first, *self._company.others)
        present = period_of("month", self.story.today)
        before = [present.shifted(-step).first for step in range(MONTHS_OF_QUOTAS)]
        for month in [one for one in before if one >= self.story.begin]:
            for place, seller in enumerate(sellers):
                is_told = place < MOST_BEFORE or month >= before[1]
                if seller.until is not None or not is_told:
                    continue
                when = min(max(at, self._company.admin.moment(month, time(12))), self.story.end)
                whole = OF_FIRST if seller is self._company.first else QUOTA
                for line, (amount, number) in {"": (whole, None), **LINE_QUOTAS}.items():
                    columns: dict[str, Value] = {
                        "person_id": seller.id, "month": month.isoformat()[:7], "amount": amount,
                        "product_line": line, "number": number,
                        "agreed_with": self._company.admin.name, "agreed_on": month.isoformat(),
                    }  # fmt: skip
                    about = f"quota of {seller.name} in {columns['month']} {line}".strip()
                    said = f"{about}: {money_words(amount, 'USD')}"
                    yield Deed(when, admin, facts_of(SetQuota), said, [Row("quota", None, columns)])

    def write(self, event: DealStep, command: int, seq: int) -> Line | None:
        """A deal that begins, or comes into its next stage."""
        place, stage = self._stages[event.stage]
        if event.deal not in self._deals:
            return self._begin(event, command, seq)
        deal = self._deals[event.deal]
        before = {name: deal[name] for name in ("stage", "stage_since", "furthest", "touched")}
        after: dict[str, Value] = {"stage": event.stage, "stage_since": event.at, "touched": command}
        if stage.ends != "lost":
            after["furthest"] = max(int(str(deal["furthest"])), place)
        facts, words = self._how(event, deal, after)
        before |= {name: deal[name] for name in after if name not in before}
        before = {name: value for name, value in before.items() if name in after}
        deal |= after
        step = self._step(event, deal, str(before["stage"]))
        self._told.add((deal["id"], seq))
        changes = [["deal", deal["id"], before, after], ["stage_change", step, None, None]]
        label = ", ".join(filter(None, (str(deal["name"]), str(deal["company"]))))
        if stage.ends == "won" and deal["company_key"]:
            self._won.append((deal["lead_id"], str(deal["company"])))
        lead = self.plans[event.deal].lead
        if lead is not None and stage.ends == "won":
            changes += self._book.won(lead, command, seq)
        for follow in self.followers if stage.ends == "won" else ():
            made, said = follow(deal, event.at, command, seq)
            changes += made
            words += said
        return Line(
            command,
            facts.name,
            event.actor,
            None,
            event.at,
            f"{label} {words}",
            0,
            facts.touches,
            _encode(changes),
        )

    def _how(self, event: DealStep, deal: dict[str, Value], after: dict[str, Value]) -> tuple[Facts, str]:
        """The command of a step, its words, and what else it changes."""
        stage = self._stages[event.stage][1]
        if not stage.ends:
            return facts_of(MoveDeals), f"moved to {stage.name}"
        after |= {"open": 0, "closed_at": event.at, "next_step": "", "follow_up_at": None}
        if stage.ends == "won":
            return facts_of(WinDeal), "won"
        after["reason"] = reason = self._random.choice(self._reasons)
        return facts_of(LoseDeals), f"lost: {reason}"

    def _begin(self, event: DealStep, command: int, seq: int) -> Line:
        random, words, plan = self._random, self._words, self.plans[event.deal]
        lead, company = self._with_whom(plan)
        lines = self._sold(command, event)
        worth = sum(line[4] * line[6] for line in lines)
        worths = self._worths[event.deal] = {}
        for line in lines:
            worths[line[3]] = worths.get(line[3], 0) + line[4] * line[6]
        close = day_of(event.at, plan.owner.hours.where) + timedelta(days=random.randrange(14, 70))
        ahead = event.at + random.randrange(1, 20) * 24 * HOUR
        deal: dict[str, Value] = {
            "id": command, "name": random.choice(words.projects), "company": company,
            "company_key": company_key(company) or None, "lead_id": lead,
            "amount": worth or random.randrange(12, 90) * 100_00,
            "currency": FOREIGN if random.random() < 0.15 else "USD",
            "expected_close": "" if random.random() < 0.06 else close.isoformat(),
            "probability": None, "category": "", "notes": "",
            "competitors": random.choice(words.competitors) if random.random() < 0.3 else "",
            "source": random.choice(("inbound", "outbound", "referral")),
            "channel": random.choice(words.channels), "territory": random.choice(("North", "South", "Abroad")),
            "tags": random.choice(words.tags) if random.random() < 0.2 else "",
            "stage": event.stage, "stage_since": event.at, "furthest": 1, "history": 1, "reason": "", "open": 1,
            "owner_id": plan.owner.id, "next_step": "call back" if random.random() < 0.7 else "",
            "follow_up_at": ahead if random.random() < 0.6 else None, "created_at": event.at, "closed_at": None,
            "touched": None,
        }  # fmt: skip
        self._deals[event.deal] = deal
        step = self._step(event, deal, "")
        self._told.add((command, seq))
        label = ", ".join(filter(None, (str(deal["name"]), company)))
        new: list[Any] = [["deal", command, None, None], ["stage_change", step, None, None]]
        new += [["deal_line", line[0], None, None] for line in lines]
        facts, told = facts_of(AddDeal), f"{label} added"
        if plan.lead is not None:
            facts, told = facts_of(OpenDeal), f"deal opened: {label}"
        for follow in self.beginners:
            made, said = follow(deal, event.at, command, seq)
            new += made
            told += said
        return Line(command, facts.name, event.actor, None, event.at, told, 0, facts.touches, _encode(new))

    def _with_whom(self, plan: DealPlan) -> tuple[Value, str]:
        """The lead and company of a deal; whoever looks after customers often sells more to one."""
        if plan.lead is not None:
            return self._book.who(plan.lead)
        if plan.owner.sales_role == "CE" and self._won and self._random.random() < SOLD_AGAIN:
            return self._random.choice(self._won)
        return self._book.somebody_of(plan.owner.id, self._random)

    def _sold(self, deal: int, event: DealStep) -> list[tuple[Any, ...]]:
        """The product lines of a deal: none in a third of them, some below the list price."""
        random, found = self._random, list[tuple[Any, ...]]()
        for product in random.sample(self._words.product, random.choice((0, 1, 1, 1, 2, 3))):
            listed = product.price * 100
            price = listed if random.random() < 0.8 else listed * random.choice((80, 90, 95)) // 100
            line = (
                *(self.story.ids.new(event.at), deal, product.name, product.line),
                *(random.choice((1, 1, 1, 2, 3)), listed, price),
            )
            self._lines.add(line)
            found.append(line)
        return found

    def _step(self, event: DealStep, deal: dict[str, Value], before: str) -> int:
        identifier = self.story.ids.new(event.at)
        self._steps.add((identifier, deal["id"], before, event.stage, event.at))
        return identifier

    def finish(self, connection: sqlite3.Connection) -> None:
        """How every deal stands."""
        deals = list(self._deals.values())
        if deals:
            columns = list(deals[0])
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"insert into deal({', '.join(columns)}) values({marks})",
                [tuple(deal.values()) for deal in deals],
            )
