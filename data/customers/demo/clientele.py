"""The demo's customers while their history is told: those of former years, and whom won deals make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from data import catalog
from data.calendar.days import day_of
from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer
from data.customers.complaints import OpenComplaint, ResolveComplaint
from data.customers.customer import CUSTOMERS, TABLE, Customer
from data.customers.demo.known import Known, fitting
from data.customers.demo.names import Said, misspelt, new_name
from data.customers.demo.plan import CustomerStep, plan_customers
from data.customers.renewals import year_after
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview, stars_words
from data.customers.satisfaction import SCORES, Kind, TakeAnswer
from data.customers.upsells import FindUpsell
from data.customers.worth import Step, converted, step_to
from data.deals.currencies import Exchange
from data.deals.demo.pipeline import FOREIGN, WORTH, Pipeline
from data.kernel.commands import Facts, facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.attention import duration
from data.leads.demo.book import Book
from data.people.demo.office import Office
from data.records.match_keys import keys_of
from data.records.money import money_words
from data.records.normal_forms import company_key
from data.story.part import Amount, Line, Part, Rows
from data.story.story import Story
from data.story.words import read_words

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_EXCHANGE = Exchange("USD", {FOREIGN: WORTH})
_OLDEST_YEARS = 9
KNOWN_TO_LEADS = 0.6
"""So many of the customers of former years are the companies of some leads."""


class _Done(NamedTuple):
    """What a step comes to: its command, words, the new rows, the changed ones."""

    command: Any
    words: str
    rows: list[tuple[str, int]]
    changes: Sequence[Any] = ()


class Clientele(Part[CustomerStep]):
    """All customers of the demo."""

    amounts = (Amount("customers", 40, 0, 200_000, "customers of former years"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        company, pipeline = story.part(Office).company, story.part(Pipeline)
        self._book = story.part(Book)
        self._members = {member.id: member for member in company.members}
        self._steps = plan_customers(story, company, story.size["customers"], story.size["deals"])
        self._words = read_words(Said, "data.customers.demo", "words.toml")
        self._random = story.random("customer words")
        self._reasons = [reason.name for reason in catalog.customers().churn_reason]
        self._by_key: dict[str, Known] = {}
        self._of_owner: dict[Value, list[Known]] = {}
        self._renewals: list[dict[str, Value]] = []
        self._complaints: list[dict[str, Value]] = []
        of_customers = {"record_table": TABLE}
        self._values = Rows("value_change", "id", "customer_id", "day", "kind", "amount", "deal_id")
        self._answers = Rows("satisfaction", "id", "customer_id", "day", "kind", "score", "text", "person_id")
        self._reviews = Rows(
            "customer_review", "id", "customer_id", "day", "platform", "stars", "text", "person_id"
        )
        self._upsells = Rows(
            "upsell", "id", "customer_id", "at", "person_id", "what", "amount", "kind", "deal_id"
        )
        self._keys = Rows("match_key", "id", "record_id", "kind", "value", **of_customers)
        self._told = Rows("record_event", "record_id", "seq", verb="insert or ignore", **of_customers)
        self.rows = (self._values, self._answers, self._reviews, self._upsells, self._keys, self._told)
        self._acts: dict[str, Callable[[CustomerStep, Known, int], _Done | None]] = {
            "plan": self._plan,
            "renew": self._renew,
            "value": self._value,
            "complaint": self._complain,
            "resolve": self._resolve,
            "nps": self._answer,
            "csat": self._answer,
            "review": self._review,
            "upsell": self._upsell,
            "churn": self._churn,
        }
        pipeline.followers.append(self._won)
        pipeline.beginners.append(self._begun)

    def events(self) -> Iterator[CustomerStep]:
        """What is done with customers, besides the deals that they buy in."""
        return iter(self._steps)

    def write(self, step: CustomerStep, command: int, seq: int) -> Line | None:
        """What a step comes to with one of the actor's customers; nothing where there is none like that."""
        if step.what == "add":
            return self._add(step, self._name(step.actor), command, seq)
        if step.what == "double":
            return self._add_double(step, command, seq)
        known = fitting(self._random, self._of_owner.get(step.actor, []), step.what, self._day(step))
        if known is None:
            return None
        done = self._acts[step.what](step, known, command)
        if done is None:
            return None
        row, facts = known.row, facts_of(done.command)
        customer = next((one for one in done.changes if one[0] == TABLE), None)
        if customer is None:
            customer = [TABLE, row["id"], {"touched": row["touched"]}, {"touched": command}]
        else:
            self._told.add((row["id"], seq))
        row["touched"] = command
        others = [one for one in done.changes if one[0] != TABLE]
        made = [[table, identifier, None, None] for table, identifier in done.rows]
        changes = _encode([customer, *others, *made])
        return _line(command, facts, step.actor, step.at, done.words, changes)

    # Beginnings

    def _name(self, owner: int) -> str:
        """What a new customer of somebody's is called: a company of the own leads, or one that no lead says."""
        random, words = self._random, self._words
        if random.random() < KNOWN_TO_LEADS:
            name = self._book.somebody_of(owner, random)[1]
            if name and company_key(name) not in self._by_key:
                return name
        return new_name(random, words.first, words.second, words.legal, self._by_key)

    def _add_double(self, step: CustomerStep, command: int, seq: int) -> Line | None:
        """One of the own customers is entered once more, with a slip in its name."""
        names = (misspelt(str(known.row["name"])) for known in self._of_owner.get(step.actor, ()))
        name = next((name for name in names if company_key(name) not in self._by_key), None)
        return None if name is None else self._add(step, name, command, seq)

    def _add(self, step: CustomerStep, name: str, command: int, seq: int) -> Line:
        """A customer of former years, entered by hand."""
        random, words = self._random, self._words
        day = self._day(step)
        since = day - timedelta(days=int(random.random() ** 2 * 365 * _OLDEST_YEARS) + 20)
        row = self._row(command, name, step.at, step.actor, since)
        row |= {
            "value": random.randrange(10, 240) * 100_00,
            "channel": random.choice(words.channels),
            "territory": random.choice(words.territories),
            "segment": random.choice(words.segments),
        }
        known = self._meet(row)
        worth = self._step(known, step.at, since, Step("new", int(str(row["value"]))))
        keys = self._name_keys(row, step.at)
        self._told.add((command, seq))
        made = [[table, identifier, None, None] for table, identifier in ((TABLE, command), worth, *keys)]
        return _line(command, facts_of(AddCustomer), step.actor, step.at, f"{name} added", _encode(made))

    def _begun(self, deal: dict[str, Value], at: int, _command: int, _seq: int) -> tuple[list[Any], str]:
        """The upsell that a deal is which begins with who is a customer already, and its words."""
        known = self._by_key.get(str(deal["company_key"]))
        day = day_of(at, self._members[int(str(deal["owner_id"]))].hours.where)
        if known is None or not known.row["active"] or str(known.row["since"]) >= day.isoformat():
            return [], ""
        identifier, what = self.story.ids.new(at), self._random.choice(self._words.upsells)
        worth = (deal["owner_id"], what, deal["amount"], "expansion", deal["id"])
        self._upsells.add((identifier, known.row["id"], at, *worth))
        return [["upsell", identifier, None, None]], f", {known.row['name']} could buy: {what}"

    def _won(self, deal: dict[str, Value], at: int, command: int, seq: int) -> tuple[list[Any], str]:
        """What a deal that is won makes of its company, and its words."""
        key = deal["company_key"]
        if key is None:
            return [], ", it names no company: no customer"
        known = self._by_key.get(str(key))
        amount, deal_id = int(str(deal["amount"] or 0)), int(str(deal["id"]))
        day = day_of(at, self._members[int(str(deal["owner_id"]))].hours.where)
        if known is None:
            identifier = self.story.ids.new(at)
            row = self._row(identifier, str(deal["company"]), at, deal["owner_id"], day)
            row |= {"currency": deal["currency"], "channel": deal["channel"], "territory": deal["territory"]}
            row["value"] = amount
            known = self._meet(row)
            worth = self._step(known, at, day, Step("new", amount), deal_id)
            keys = self._name_keys(row, at)
            self._told.add((identifier, seq))
            made = [[table, one, None, None] for table, one in ((TABLE, identifier), worth, *keys)]
            return made, f", {row['name']} is a customer"
        row = known.row
        grown = converted(_EXCHANGE, amount, str(deal["currency"]), str(row["currency"])) or 0
        before = {name: row[name] for name in ("touched", "active", "churned_on", "churn_reason")}
        after: dict[str, Value] = {"touched": command, "active": 1, "churned_on": "", "churn_reason": ""}
        differing = [name for name in after if after[name] != before[name]]
        step = step_to(_number(row["value"]), int(str(row["value"] or 0)) + grown) or Step("expansion", 0)
        table, identifier = self._step(known, at, day, step, deal_id)
        row |= {**after, "value": int(str(row["value"] or 0)) + grown}
        change = [TABLE, row["id"], {n: before[n] for n in differing}, {n: after[n] for n in differing}]
        words = f", {row['name']} grows by {money_words(grown, str(row['currency']))}"
        return [change, [table, identifier, None, None]], words

    def hand_over(self, key: str, giver: int, receiver: int, command: int, seq: int) -> list[Any]:
        """Let the customer of a company's name be another's, where it is the giver's; the changes for the journal."""
        known = self._by_key.get(key)
        if known is None or known.row["owner_id"] != giver:
            return []
        row = known.row
        before, after = (
            {"owner_id": giver, "touched": row["touched"]},
            {"owner_id": receiver, "touched": command},
        )
        row |= after
        self._of_owner[giver].remove(known)
        self._of_owner.setdefault(receiver, []).append(known)
        self._told.add((row["id"], seq))
        return [[TABLE, row["id"], before, after]]

    def _row(self, identifier: int, name: str, at: int, owner: Value, since: date) -> dict[str, Value]:
        new = Customer(identifier, name, since=since.isoformat(), company_key=company_key(name) or None)
        row: dict[str, Value] = new._replace(owner_id=_number(owner), created_at=at)._asdict()
        return row

    def _meet(self, row: dict[str, Value]) -> Known:
        known = Known(row, [], [])
        self._by_key[str(row["company_key"])] = known
        self._of_owner.setdefault(row["owner_id"], []).append(known)
        return known

    def _name_keys(self, row: dict[str, Value], at: int) -> Iterator[tuple[str, int]]:
        for kind, value in keys_of(CUSTOMERS, row):
            number = self.story.ids.new(at)
            self._keys.add((number, row["id"], kind, value))
            yield "match_key", number

    def _step(self, known: Known, at: int, day: date, step: Step, deal: int | None = None) -> tuple[str, int]:
        identifier = self.story.ids.new(at)
        self._values.add((identifier, known.row["id"], day.isoformat(), step.kind, step.amount, deal))
        return "value_change", identifier

    # What is done

    def _plan(self, step: CustomerStep, known: Known, _command: int) -> _Done:
        ahead = self._random.randrange(-25, 150)
        due = max(self.story.today + timedelta(days=ahead), self._day(step) + timedelta(days=7))
        return self._planned(step, known, due)

    def _planned(self, step: CustomerStep, known: Known, due: date) -> _Done:
        row, identifier = known.row, self.story.ids.new(step.at)
        renewal: dict[str, Value] = {
            "id": identifier, "customer_id": row["id"], "due_on": due.isoformat(), "amount": row["value"],
            "outcome": "", "closed_on": "", "renewed_amount": None, "deal_id": None, "touched": None,
        }  # fmt: skip
        known.renewals[:] = [renewal]
        self._renewals.append(renewal)
        return _Done(PlanRenewal, f"{row['name']} renews on {due}", [("renewal", identifier)])

    def _renew(self, step: CustomerStep, known: Known, command: int) -> _Done:
        renewal, row = known.renewals[0], known.row
        before = {name: renewal[name] for name in ("outcome", "closed_on", "renewed_amount", "touched")}
        agreed = int(str(renewal["amount"] or 0)) * self._random.choice((100, 100, 110, 125, 90)) // 100
        after: dict[str, Value] = {
            "outcome": "renewed", "closed_on": self._day(step).isoformat(), "renewed_amount": agreed,
            "touched": command,
        }  # fmt: skip
        renewal |= after
        value = int(str(row["value"] or 0))
        made = []
        worth = step_to(value, max(value + agreed - int(str(renewal["amount"] or 0)), 0))
        if worth is not None:
            made.append(self._step(known, step.at, self._day(step), worth))
            row["value"] = value + worth.amount
        planned = self._planned(step, known, year_after(date.fromisoformat(str(renewal["due_on"]))))
        words = f"{row['name']} renewed for {money_words(agreed, str(row['currency']))}"
        return _Done(CloseRenewal, words, [*made, *planned.rows], [["renewal", renewal["id"], before, after]])

    def _value(self, step: CustomerStep, known: Known, command: int) -> _Done | None:
        row = known.row
        value = int(str(row["value"] or 0))
        new = value * self._random.choice((80, 90, 110, 120, 130)) // 100
        worth = step_to(value, new)
        if worth is None:
            return None
        made = self._step(known, step.at, self._day(step), worth)
        change = [
            *(TABLE, row["id"], {"value": value, "touched": row["touched"]}),
            {"value": new, "touched": command},
        ]
        row["value"] = new
        return _Done(EditCustomer, f"{row['name']} changed: value", [made], [change])

    def _complain(self, step: CustomerStep, known: Known, command: int) -> _Done:
        text = self._random.choice(self._words.complaints)
        complaint: dict[str, Value] = {
            "id": command, "customer_id": known.row["id"], "at": step.at, "person_id": step.actor, "text": text,
            "resolved_at": None, "resolution": "", "minutes": None, "touched": None,
        }  # fmt: skip
        known.complaints.append(complaint)
        self._complaints.append(complaint)
        return _Done(OpenComplaint, f"complaint of {known.row['name']}: {text}", [("complaint", command)])

    def _resolve(self, step: CustomerStep, known: Known, command: int) -> _Done:
        complaint = known.complaints.pop(0)
        hours = self._members[step.actor].hours
        minutes = hours.minutes_between(int(str(complaint["at"])), step.at)
        before = {name: complaint[name] for name in ("resolved_at", "resolution", "minutes", "touched")}
        after: dict[str, Value] = {
            "resolved_at": step.at, "resolution": self._random.choice(self._words.resolutions),
            "minutes": minutes, "touched": command,
        }  # fmt: skip
        complaint |= after
        words = f"complaint of {known.row['name']} resolved after {duration(minutes)}"
        return _Done(ResolveComplaint, words, [], [["complaint", complaint["id"], before, after]])

    def _answer(self, step: CustomerStep, known: Known, command: int) -> _Done:
        kind: Kind = "nps" if step.what == "nps" else "csat"
        least, most = SCORES[kind]
        score = max(least, most - int(self._random.random() ** 2.2 * (most - least + 1)))
        text = self._comment(is_good=score >= most - 1)
        day = self._day(step).isoformat()
        self._answers.add((command, known.row["id"], day, kind, score, text, step.actor))
        words = f"{known.row['name']} answered {kind.upper()} {score} of {most}"
        return _Done(TakeAnswer, words, [("satisfaction", command)])

    def _review(self, step: CustomerStep, known: Known, command: int) -> _Done:
        stars = self._random.choice((500, 500, 500, 500, 500, 490, 480, 450, 400))
        platform = str(known.row["channel"])
        text, day = self._comment(is_good=stars >= 480), self._day(step).isoformat()
        self._reviews.add((command, known.row["id"], day, platform, stars, text, step.actor))
        where = f" on {platform}" if platform else ""
        words = f"review of {known.row['name']}{where}: {stars_words(stars)} stars"
        return _Done(CollectReview, words, [("customer_review", command)])

    def _upsell(self, step: CustomerStep, known: Known, command: int) -> _Done:
        what, amount = self._random.choice(self._words.upsells), self._random.randrange(5, 60) * 100_00
        self._upsells.add((command, known.row["id"], step.at, step.actor, what, amount, "expansion", None))
        return _Done(FindUpsell, f"{known.row['name']} could buy: {what}", [("upsell", command)])

    def _churn(self, step: CustomerStep, known: Known, command: int) -> _Done:
        row = known.row
        day, reason = self._day(step), self._random.choice(self._reasons)
        value = int(str(row["value"] or 0))
        before = {name: row[name] for name in ("active", "churned_on", "churn_reason", "touched")}
        after: dict[str, Value] = {
            "active": 0, "churned_on": day.isoformat(), "churn_reason": reason, "touched": command,
        }  # fmt: skip
        made = self._step(known, step.at, day, Step("churn", -value))
        changes: list[Any] = [[TABLE, row["id"], before, after]]
        for renewal in known.renewals:
            former = {name: renewal[name] for name in ("outcome", "closed_on", "renewed_amount", "touched")}
            closed: dict[str, Value] = {
                "outcome": "lost", "closed_on": day.isoformat(), "renewed_amount": 0, "touched": command,
            }  # fmt: skip
            renewal |= closed
            changes.append(["renewal", renewal["id"], former, closed])
        known.renewals.clear()
        row |= {**after, "value": 0}
        return _Done(MarkChurned, f"{row['name']} has left: {reason}", [made], changes)

    def _comment(self, *, is_good: bool) -> str:
        if self._random.random() < 0.6:
            return ""
        return self._random.choice(self._words.praise if is_good else self._words.blame)

    def _day(self, step: CustomerStep) -> date:
        return day_of(step.at, self._members[step.actor].hours.where)

    def finish(self, connection: sqlite3.Connection) -> None:
        """How every customer stands; what triggers keep of it is kept anew at the end."""
        rows = [known.row for known in self._by_key.values()]
        for table, found in ((TABLE, rows), ("renewal", self._renewals), ("complaint", self._complaints)):
            if found:
                columns = list(found[0])
                marks = ", ".join("?" * len(columns))
                connection.executemany(
                    f"insert into {table}({', '.join(columns)}) values({marks})",
                    [tuple(row.values()) for row in found],
                )


def _number(value: Value) -> int | None:
    return None if value is None else int(str(value))


def _line(command: int, facts: Facts, actor: int, at: int, words: str, changes: str) -> Line:
    return Line(command, facts.name, actor, None, at, words, 0, facts.touches, changes)
