"""A house in which leads and deals are handed over."""

from __future__ import annotations

from typing import Any

from data.deals.commands import AddDeal
from data.deals.moving import WinDeal
from data.handovers.answering import AcceptHandover, ReturnHandover, WithdrawHandover
from data.handovers.checklist import checklist
from data.handovers.handover import Handover
from data.handovers.offering import OfferHandover
from data.kernel.rows import existing_record
from data.leads.triage import Qualify
from tests.data.leads.house import House


class Handing(House):
    """The house of leads, with the steps of handing over."""

    def qualified(self, name: str = "Ina", actor: int | None = None, **columns: Any) -> int:
        """A qualified lead with an e-mail address."""
        lead = self.add(name, actor, **{"emails": f"{name.lower()}@acme.example", **columns})
        self.do(Qualify, actor, leads=(lead,), answers={}, qualified=True)
        return lead

    def won(self, name: str = "Website", actor: int | None = None, **columns: Any) -> int:
        """A deal that was won, worth 1,500 unless another amount is said."""
        deal = self.do(AddDeal, actor, columns={"name": name, "amount": "1500", **columns}).id
        self.do(WinDeal, actor, deal_id=deal)
        return deal

    def offer(self, record: int, kind: str = "lead", actor: int | None = None, **payload: Any) -> int:
        """An offer with everything ticked, to Ben unless somebody else is said."""
        ticked = tuple(item.name for item in checklist(self.store, kind))
        to = {} if "outside" in payload else {"receiver_id": self.ben}
        return self.do(
            OfferHandover, actor, **{"kind": kind, "record_id": record, "ticked": ticked, **to, **payload}
        ).id

    def accept(self, handover: int, actor: int | None = None) -> str:
        """Ben, or another, takes it over."""
        return self.do(AcceptHandover, self.ben if actor is None else actor, handover_id=handover).summary

    def send_back(self, handover: int, reason: str = "no budget", actor: int | None = None) -> str:
        """Ben, or another, sends it back."""
        who = self.ben if actor is None else actor
        return self.do(ReturnHandover, who, handover_id=handover, reason=reason).summary

    def withdraw(self, handover: int, actor: int | None = None) -> str:
        """Ana, or another, takes the offer back."""
        return self.do(WithdrawHandover, actor, handover_id=handover).summary

    def handover(self, handover: int) -> Handover:
        """A handover as it stands."""
        return existing_record(self.store, Handover, "handover", handover)

    def owner(self, table: str, record: int) -> int | None:
        """Whose a lead or deal is."""
        owner: int | None = self.rows(f"select owner_id from {table} where id = ?", record)[0][0]
        return owner
