"""The handovers of the demo: leads that go to sales, won deals that go to a project and to who keeps the customer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from data import catalog
from data.customers.demo.clientele import Clientele
from data.deals.deal import DEALS
from data.deals.demo.pipeline import Pipeline
from data.handovers.answering import AcceptHandover, ReturnHandover, WithdrawHandover
from data.handovers.handover import TABLE
from data.handovers.kinds import CUSTOMER, kind_of
from data.handovers.offering import OfferHandover
from data.kernel.commands import Facts, facts_of
from data.kernel.engine import Value
from data.kernel.sqlite import sqlite3
from data.leads.demo.book import Book
from data.leads.demo.plan import FINDERS
from data.leads.fields import LEADS
from data.people.demo.calendar import DAY, HOUR, Calendar
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.story.part import Line, Part, Rows
from data.story.story import Story
from data.story.words import Texts, Words, read_words

RETURNED, WITHDRAWN, OFFERED_AGAIN = 0.15, 0.04, 0.6
"""Of offers those sent back and those taken back; of what was sent back, what is offered again."""
LEFT_FOR_FIRST = 2
"""The newest offers of leads, which wait for the first rep."""

What = Literal["offer", "accept", "return", "withdraw"]
_COMMANDS: dict[What, Facts] = {
    "offer": facts_of(OfferHandover),
    "accept": facts_of(AcceptHandover),
    "return": facts_of(ReturnHandover),
    "withdraw": facts_of(WithdrawHandover),
}
_STATES: dict[What, str] = {"accept": "accepted", "return": "returned", "withdraw": "withdrawn"}
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class _HandoverWords(Words):
    outside: Texts
    notes: Texts
    reasons: Texts


class Plan(NamedTuple):
    """One handover of a lead or deal, by its place in the plans of these. ``first``: it was not sent back before."""

    kind: str
    place: int
    giver: Member
    receiver: Member | None
    first: int = 1


class HandoverStep(NamedTuple):
    """A handover, by its place in the plan, is offered or answered at an instant."""

    at: int
    actor: int
    handover: int
    what: What


class Handing(Part[HandoverStep]):
    """All handovers of the demo."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        company = story.part(Office).company
        self._book, self._pipeline = story.part(Book), story.part(Pipeline)
        self._clientele = story.part(Clientele)
        self._words = read_words(_HandoverWords, "data.handovers.demo", "words.toml")
        self._random = random = story.random("handovers")
        self._calendar = Calendar(company, random, story.end, story.end)
        self._first = company.first
        self._members = {
            member.id: member for member in (company.first, *company.others) if member.until is None
        }
        self._items: dict[str, list[str]] = {}
        for item in catalog.handovers().item:
            self._items.setdefault(item.handover, []).append(item.name)
        self._plans: list[Plan] = []
        self._steps: list[HandoverStep] = []
        self._plan_leads()
        self._plan_deals()
        self._made: dict[int, dict[str, Value]] = {}
        self._told = {
            of: Rows("record_event", "record_id", "seq", verb="insert or ignore", record_table=table)
            for of, table in (("lead", LEADS.table), ("deal", DEALS.table))
        }
        self.rows = tuple(self._told.values())

    def events(self) -> Iterator[HandoverStep]:
        """Every offer and every answer."""
        return iter(sorted(self._steps))

    # What is planned

    def _plan_leads(self) -> None:
        """Leads of those who find and answer go to those who sell; the newest wait for the first rep."""
        handed = [(until, place, self._members[owner]) for place, owner, until in self._book.handed()]
        for until, place, giver in handed:
            if deal := self._pipeline.of_leads.get(place):
                self._hand_over_in_time(Plan("lead", place, giver, deal.owner), until, deal.steps[0].at)
        found = [
            (until, place, self._members[owner])
            for place, owner, until in self._book.ready()
            if owner in self._members and self._members[owner].sales_role in FINDERS
        ]
        found += [one for one in handed if one[1] not in self._pipeline.of_leads]
        found.sort(key=lambda one: (one[0], one[1]))
        sellers = self._of_role("SE", besides=self._first)
        for number, (until, place, giver) in enumerate(found):
            at = self._moment(giver, until, HOUR, 6 * HOUR)
            if len(found) - number <= LEFT_FOR_FIRST:
                self._offer(Plan("lead", place, giver, self._first), at)
            elif sellers:
                self._hand_over(Plan("lead", place, giver, self._random.choice(sellers)), at)

    def _plan_deals(self) -> None:
        for place, owner, won in self._pipeline.won():
            giver = self._members[owner]
            self._hand_over(Plan("project", place, giver, None), self._moment(giver, won, HOUR, DAY))
            keepers = self._of_role("CE", besides=giver)
            if keepers:
                keeper = self._random.choice(keepers)
                self._hand_over(
                    Plan("customer", place, giver, keeper), self._moment(giver, won, DAY, 3 * DAY)
                )

    def _of_role(self, role: str, besides: Member) -> Sequence[Member]:
        return [
            member for member in self._members.values() if member.sales_role == role and member is not besides
        ]

    def _moment(self, member: Member, since: int, least: int, most: int) -> int:
        return max(self._calendar.moment(member, since + least, since + most), since + 1)

    def _hand_over_in_time(self, plan: Plan, since: int, until: int) -> None:
        """An offer that is accepted before an instant, at which its receiver goes on with what was handed over."""
        receiver = plan.receiver or plan.giver
        offered = min(self._moment(plan.giver, since, HOUR, 6 * HOUR), until - 2 * HOUR)
        accepted = min(self._moment(receiver, offered, 2 * HOUR, DAY), until - HOUR)
        if self._offer(plan, offered):
            self._steps.append(HandoverStep(accepted, receiver.id, len(self._plans) - 1, "accept"))

    def _hand_over(self, plan: Plan, at: int) -> None:
        """An offer and its answer, as far as they are not yet to come; what is sent back may be offered again."""
        if not self._offer(plan, at):
            return
        chance, number = self._random.random(), len(self._plans) - 1
        answerer = plan.receiver or plan.giver
        answered = self._moment(answerer, at, 2 * HOUR, 3 * DAY)
        if answered > self.story.end:
            return
        if chance < WITHDRAWN:
            self._steps.append(HandoverStep(answered, plan.giver.id, number, "withdraw"))
        elif chance < WITHDRAWN + RETURNED and plan.first:
            self._steps.append(HandoverStep(answered, answerer.id, number, "return"))
            if self._random.random() < OFFERED_AGAIN:
                self._hand_over(plan._replace(first=0), self._moment(plan.giver, answered, HOUR, DAY))
        else:
            self._steps.append(HandoverStep(answered, answerer.id, number, "accept"))

    def _offer(self, plan: Plan, at: int) -> bool:
        if at > self.story.end:
            return False
        self._steps.append(HandoverStep(at, plan.giver.id, len(self._plans), "offer"))
        self._plans.append(plan)
        return True

    # What it comes to

    def write(self, event: HandoverStep, command: int, seq: int) -> Line:
        """An offer, or its answer."""
        plan = self._plans[event.handover]
        kind = kind_of(plan.kind)
        holder = self._book if kind.of == "lead" else self._pipeline
        record, label = holder.identity(plan.place)
        columns: dict[str, Value] = {}
        if event.what == "offer":
            changes, words = self._begin(event, command, record)
            words = f"{label} {words}{kind.purpose}"
            columns = {"has_need": 1, "will_meet": 1}
        else:
            changes, words = self._answer(event, command)
            words = f"{label}{words}{kind.purpose if event.what == 'accept' else ''}"
            if event.what == "accept" and plan.receiver is not None:
                columns = {"owner_id": plan.receiver.id}
                changes += self._kept(plan, plan.receiver, command, seq)
        if kind.of == "lead" and columns:
            changes += self._book.update(plan.place, command, seq, columns)
        self._told[kind.of].add((record, seq))
        facts = _COMMANDS[event.what]
        subject = event.actor
        return Line(
            *(command, facts.name, event.actor, subject, event.at, words, 0),
            *(facts.touches, _encode(changes)),
        )

    def _kept(self, plan: Plan, keeper: Member, command: int, seq: int) -> list[Any]:
        """The customer that goes with a deal to who keeps it."""
        if plan.kind != CUSTOMER:
            return []
        key = self._pipeline.sold(plan.place)[0]["company_key"]
        return self._clientele.hand_over(str(key), plan.giver.id, keeper.id, command, seq)

    def _begin(self, event: HandoverStep, command: int, record: int) -> tuple[list[Any], str]:
        plan, random = self._plans[event.handover], self._random
        is_lead = kind_of(plan.kind).of == "lead"
        outside = "" if plan.receiver else random.choice(self._words.outside)
        self._made[event.handover] = {
            "id": command, "kind": plan.kind, "lead_id": record if is_lead else None,
            "deal_id": None if is_lead else record, "giver_id": plan.giver.id,
            "receiver_id": None if plan.receiver is None else plan.receiver.id, "outside": outside,
            "checklist": "\n".join(self._items[plan.kind]),
            "note": random.choice(self._words.notes) if random.random() < 0.5 else "",
            "state": "offered", "first": plan.first, "offered_at": event.at, "answered_at": None, "reason": "",
            "touched": None,
        }  # fmt: skip
        whom = outside if plan.receiver is None else plan.receiver.name
        return [[TABLE, command, None, None]], f"offered to {whom}"

    def _answer(self, event: HandoverStep, command: int) -> tuple[list[Any], str]:
        plan, made = self._plans[event.handover], self._made[event.handover]
        reason = self._random.choice(self._words.reasons) if event.what == "return" else ""
        after: dict[str, Value] = {"state": _STATES[event.what], "answered_at": event.at, "touched": command}
        after |= {"reason": reason} if reason else {}
        before = {name: made[name] for name in after}
        made |= after
        by = f" by {made['outside']}" if plan.receiver is None else ""
        words = {
            "accept": f" accepted{by}, from {plan.giver.name}",
            "return": f" sent back{by} to {plan.giver.name}: {reason}",
            "withdraw": f": offer to {made['outside'] or (plan.receiver or plan.giver).name} taken back",
        }
        return [[TABLE, made["id"], before, after]], words[event.what]

    def finish(self, connection: sqlite3.Connection) -> None:
        """How every handover stands."""
        made = list(self._made.values())
        if made:
            names = list(made[0])
            connection.executemany(
                f"insert into {TABLE}({', '.join(names)}) values({', '.join('?' * len(names))})",
                [tuple(one.values()) for one in made],
            )
