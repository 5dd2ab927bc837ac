"""Commands on a deal's record: add, edit, note, tag, assign, next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.deal import DEALS, Deal
from data.deals.stages import stages
from data.deals.way import stage_change
from data.kernel.commands import EVENTS, MATCH_KEYS, NOBODY, REACH, Deciding, Decision, Reader, Whose, command
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added
from data.kernel.text import bounded
from data.people.person import Person, by_ids
from data.people.reach import reach_of
from data.records.changing import ChangeRules, each
from data.records.choices import Spelling
from data.records.commands import decide_add, decide_assign, decide_edit, decide_note, decide_tags
from data.records.fields import LINE_LIMIT
from data.records.normal_forms import company_key


def owners_of(deals: Sequence[Deal]) -> frozenset[Whose]:
    """Whose records these are, for the rights."""
    return frozenset(NOBODY if deal.owner_id is None else deal.owner_id for deal in deals)


def refuse_stranger(reader: Reader, actor: Person, deal: Deal) -> None:
    """Raise Refused where a deal is out of a person's reach."""
    if not reach_of(reader, actor).holds(deal.owner_id):
        owner = by_ids(reader, [deal.owner_id or 0])
        raise Refused(f"{deal.label} is {owner[0].name if owner else 'somebody else'}'s.")


def _settled(reader: Reader, before: Deal | None, deal: Deal) -> Deal:
    """Refuses a deal without a name and company, and a channel that the company does not have."""
    if not deal.name and not deal.company:
        raise UsageError("A deal needs a name or a company.")
    if before is None or before.channel != deal.channel:
        Spelling(reader, DEALS).refuse_unknown("channel", deal.channel)
    if before is None or before.expected_close != deal.expected_close:
        _refuse_early_close(reader, deal)
    if before is None or before.company != deal.company:
        return deal._replace(company_key=company_key(deal.company) or None)
    return deal


def _refuse_early_close(reader: Reader, deal: Deal) -> None:
    """Raise UsageError where a deal is to close before it began, by its owner's days."""
    owner = by_ids(reader, [deal.owner_id or 0])
    began = day_of(deal.created_at, owner[0].zone if owner else UTC)
    if deal.expected_close and deal.expected_close < began.isoformat():
        raise UsageError(
            f"A deal that began on {began} cannot close on {deal.expected_close}: give a day from then on."
        )


RULES = ChangeRules(
    records=DEALS,
    kind=Deal,
    called=lambda deal: deal.label,
    whose=owners_of,
    refuse_stranger=refuse_stranger,
    settled=_settled,
)


@command("deal.add", REACH, MATCH_KEYS)
class AddDeal(NamedTuple):
    """A new deal of the actor's in the first stage, with the id of the command.

    ``columns`` are checked and cleaned here; ``lead_id`` is the lead it came from.
    """

    id: int
    actor: int
    at: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal that has neither a name nor a company."""
        first = next(stage for stage in stages(reader) if stage.is_open)
        new = Deal(
            self.id,
            owner_id=self.actor,
            created_at=self.at,
            stage=first.code,
            stage_since=self.at,
            furthest=first.position,
            territory=by_ids(reader, [self.actor])[0].territory,
        )
        decision = decide_add(RULES, reader, self, new, self.columns, self.custom)
        begun = stage_change(reader, self, self.id, "", first.code)
        return decision._replace(changes=[*decision.changes, added("stage_change", begun)])


@command("deal.edit", REACH, MATCH_KEYS)
class EditDeal(NamedTuple):
    """Change a deal's particulars; only the columns named, and of the added fields only those in ``custom``."""

    id: int
    actor: int
    at: int
    deal_id: int
    columns: Mapping[str, Value]
    custom: Mapping[str, str] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses to leave a deal with neither a name nor a company, and columns that are no particulars."""
        return decide_edit(RULES, reader, self, self.deal_id, self.columns, self.custom)


@command("deal.note", REACH, EVENTS)
class NoteDeal(NamedTuple):
    """Write a note on a deal."""

    id: int
    actor: int
    at: int
    deal_id: int
    text: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses an empty note."""
        return decide_note(RULES, reader, self, self.deal_id, self.text)


@command("deal.tag", REACH)
class TagDeals(NamedTuple):
    """Put tags on deals, or take them off: one, or several with commas between them."""

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    tag: str
    on: bool = True

    def decide(self, reader: Deciding) -> Decision:
        """Refuses what is no tag."""
        return decide_tags(RULES, reader, self, self.deals, self.tag, on=self.on)


@command("deal.assign", REACH)
class AssignDeals(NamedTuple):
    """Give deals to a person; ``person_id`` None takes them from everybody."""

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    person_id: int | None

    def decide(self, reader: Deciding) -> Decision:
        """Refuses somebody who is no longer active."""
        return decide_assign(
            RULES, reader, self, self.deals, self.person_id, lambda deal, _person: (deal, [])
        )


@command("deal.next_step", REACH)
class SetDealStep(NamedTuple):
    """What is next with deals, and when (None: no date). Without words and date the next step is taken away."""

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    follow_up_at: int | None
    next_step: str = ""

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a step with a deal that is closed."""
        words = bounded(self.next_step, LINE_LIMIT, "A next step")

        def planned(deal: Deal) -> Deal:
            if not deal.open:
                raise Refused(f"{deal.label} is closed: nothing is next.")
            return deal._replace(next_step=words, follow_up_at=self.follow_up_at)

        return each(RULES, reader, self, self.deals, planned, f"next: {words}" if words else "next step set")
