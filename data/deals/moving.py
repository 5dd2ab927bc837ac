"""Commands that move deals: on and back through the open stages, won, lost, open again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.deals.commands import RULES, owners_of
from data.deals.deal import DEALS, Deal
from data.deals.stages import Stage, ending, stage_named, stages
from data.deals.way import stage_change
from data.kernel.commands import (
    CLOCKS,
    CONTACT,
    EVENTS,
    LOG,
    MATCH_KEYS,
    NOBODY,
    REACH,
    Change,
    Command,
    Deciding,
    Decision,
    Reader,
    command,
)
from data.kernel.errors import Refused
from data.kernel.rows import added, changed
from data.kernel.text import clean
from data.leads.lead import Lead
from data.leads.lead import by_id as lead_by_id
from data.leads.lead import standing as lead_standing
from data.leads.win import closed_as_won
from data.people.person import by_id
from data.people.reach import reach_of
from data.points.log import LogActivity
from data.records.changing import chosen, named, writable
from data.records.choices import choices

STEPS = ("<", ">")
"""To the stage before, and to the next one."""
WON_KIND = "won"
"""The kind of activity that a closed deal is. Source: seeds/002."""


@command("deal.move", REACH)
class MoveDeals(NamedTuple):
    """Move deals to another open stage, or to the next one (``stage`` ``>``) or the one before (``<``)."""

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    stage: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a stage in which deals end, a deal that is closed, and one that lacks what the stage takes."""
        found, all_stages = chosen(RULES, reader, self, self.deals), stages(reader)
        changes: list[Change] = []
        aims: set[str] = set()
        for deal in found:
            refuse_closed(deal)
            aim = self._aim(reader, deal, all_stages)
            aims.add(aim.name)
            if aim.code != deal.stage:
                changes += moved(reader, self, deal, aim)
        if not changes:
            raise Refused(f"{named(RULES, found)} {'is' if len(found) == 1 else 'are'} there already.")
        where = aims.pop() if len(aims) == 1 else "their next stages" if self.stage == ">" else "other stages"
        return Decision(f"{named(RULES, found)} moved to {where}", changes, whose=owners_of(found))

    def _aim(self, reader: Reader, deal: Deal, all_stages: Sequence[Stage]) -> Stage:
        if self.stage not in STEPS:
            aim = stage_named(reader, self.stage)
            if not aim.is_open:
                raise Refused(f"Deals end in {aim.name}: win or lose them.", code="deal.ends_there")
            return aim
        found = aim_of(deal, all_stages, self.stage)
        if found is None:
            if self.stage == ">":
                raise Refused(f"{deal.label} is in the last open stage.", code="deal.in_last_stage")
            raise Refused(f"{deal.label} is in the first open stage.")
        return found


def aim_of(deal: Deal, all_stages: Sequence[Stage], stage: str) -> Stage | None:
    """The open stage of a code, or the one after a deal's (``>``) or before it (``<``); None where there is none."""
    open_stages = [one for one in all_stages if one.is_open]
    codes = [one.code for one in open_stages]
    if stage not in STEPS:
        return open_stages[codes.index(stage)] if stage in codes else None
    if deal.stage not in codes:
        return None
    place = codes.index(deal.stage) + (1 if stage == ">" else -1)
    return open_stages[place] if 0 <= place < len(codes) else None


def stage_meant(reader: Reader, deal: Deal, stage: str) -> str:
    """The code of the stage that was meant for a deal as somebody saw it; ``stage`` as ``MoveDeals`` takes it."""
    aim = aim_of(deal, stages(reader), stage)
    return stage if aim is None else aim.code


@command("deal.win", REACH, LOG | CONTACT | EVENTS | CLOCKS | MATCH_KEYS)
class WinDeal(NamedTuple):
    """Close a deal as won, and the lead that it came from.

    It is logged once as an activity of the actor's, where the actor sells.
    """

    id: int
    actor: int
    at: int
    deal_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal that is closed, and one that lacks what the stage takes: its value."""
        deal = before = writable(RULES, reader, self, self.deal_id)
        refuse_closed(deal)
        aim = ending(reader, "won")
        points, logged, follows, words = 0, list[Change](), list[Change](), ""
        if by_id(reader, self.actor).sells and not _is_logged(reader, deal):
            (row_id,) = reader.new_ids(self.at, 1)
            log = LogActivity(self.id, self.actor, self.at, WON_KIND, 1, self.at, deal.label, deal.lead_id)
            entry, follows, _ = log.logged(reader, row_id)
            logged, points = [added("activity", entry)], entry.points
            deal = deal._replace(won_entry=row_id)
        elif deal.owner_id is not None and not _is_logged(reader, deal):
            words = ", its points left to its owner to log"
        changes = [*moved(reader, self, before, aim, deal._replace(closed_at=self.at)), *logged]
        lead = _lead_to_close(reader, self.actor, deal)
        changes += follows if lead is None else closed_as_won(lead, follows, self.id)
        for follow in reader.registry.hooks("deal won"):
            made, said = follow(reader, self, deal)
            changes += made
            words += said
        whose = {*owners_of([deal]), *([self.actor] if points else [])}
        whose |= set() if lead is None else {NOBODY if lead.owner_id is None else lead.owner_id}
        return Decision(f"{deal.label} won{words}", changes, points=points, whose=whose)


@command("deal.lose", REACH)
class LoseDeals(NamedTuple):
    """Close deals as lost, with the reason."""

    id: int
    actor: int
    at: int
    deals: tuple[int, ...]
    reason: str

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal that is closed, and a reason that is none of the company's."""
        reasons = {choice.name.casefold(): choice.name for choice in choices(reader, "loss")}
        reason = reasons.get(self.reason.strip().casefold())
        if reason is None:
            said = clean(self.reason, 40)
            what = f"{said!r} is no reason for a loss." if said else "Why was it lost?"
            raise Refused(f"{what} Reasons: {', '.join(reasons.values())}.", code="deal.no_reason")
        found, aim = chosen(RULES, reader, self, self.deals), ending(reader, "lost")
        changes: list[Change] = []
        words = ""
        for deal in found:
            refuse_closed(deal)
            changes += moved(reader, self, deal, aim, deal._replace(closed_at=self.at, reason=reason))
            for follow in reader.registry.hooks("deal lost"):
                made, said = follow(reader, self, deal)
                changes += made
                words = words or said
        return Decision(f"{named(RULES, found)} lost: {reason}{words}", changes, whose=owners_of(found))


@command("deal.reopen", REACH)
class ReopenDeal(NamedTuple):
    """Take up a closed deal again, in the stage in which it was before it was closed."""

    id: int
    actor: int
    at: int
    deal_id: int

    def decide(self, reader: Deciding) -> Decision:
        """Refuses a deal that is open."""
        deal = writable(RULES, reader, self, self.deal_id)
        if deal.open:
            raise Refused(f"{deal.label} is open.")
        aim = self._last_open(reader, deal)
        changes, words = moved(reader, self, deal, aim), ""
        for follow in reader.registry.hooks("deal reopened"):
            made, said = follow(reader, self, deal)
            changes += made
            words += said
        return Decision(f"{deal.label} open again, in {aim.name}{words}", changes, whose=owners_of([deal]))

    def _last_open(self, reader: Reader, deal: Deal) -> Stage:
        open_stages = {stage.code: stage for stage in stages(reader) if stage.is_open}
        rows = reader.select(
            "select from_stage from stage_change where deal_id = ? order by at desc, id desc", (deal.id,)
        )
        known = (open_stages[code] for (code,) in rows if code in open_stages)
        return next(known, next(iter(open_stages.values())))


def refuse_closed(deal: Deal) -> None:
    """Raise Refused for a deal that is won or lost."""
    if not deal.open:
        raise Refused(f"{deal.label} is closed already.", code="deal.closed")


def _lead_to_close(reader: Reader, actor: int, deal: Deal) -> Lead | None:
    """The lead that a deal came from, where it is open and within the actor's reach."""
    if deal.lead_id is None:
        return None
    lead = lead_by_id(reader, lead_standing(reader, deal.lead_id))
    is_reached = reach_of(reader, by_id(reader, actor)).holds(lead.owner_id)
    return lead if lead.open and is_reached else None


def _is_logged(reader: Reader, deal: Deal) -> bool:
    """Whether the deal was won before, and is still in somebody's log."""
    return bool(reader.select("select 1 from activity where id = ?", (deal.won_entry,)))


def lacking(deal: Deal, aim: Stage) -> list[str]:
    """The labels of what a stage takes and a deal does not hold."""
    needed = [DEALS.field(column) for column in aim.requires.split()]
    return [field.label for field in needed if getattr(deal, field.column) in (None, "")]


def moved(
    reader: Deciding, command: Command, deal: Deal, aim: Stage, becoming: Deal | None = None
) -> list[Change]:
    """The changes by which a deal comes into a stage; ``becoming`` is the deal with what comes to it besides.

    Raises Refused where it lacks what the stage takes.
    """
    after = becoming or deal._replace(closed_at=None, reason="")
    missing = lacking(after, aim)
    if missing:
        raise Refused(
            f"{deal.label} has no {' and no '.join(missing)}, which {aim.name} takes.",
            code="deal.lacks",
            columns=aim.requires,
            stage=aim.name,
        )
    after = after._replace(
        stage=aim.code,
        stage_since=command.at,
        furthest=deal.furthest if aim.ends == "lost" else max(deal.furthest, aim.position),
        open=int(aim.is_open),
    )
    if aim.ends:
        after = after._replace(next_step="", follow_up_at=None)
    change = changed("deal", deal, after, command.id)
    step = stage_change(reader, command, deal.id, deal.stage, aim.code)
    return [*([change] if change else []), added("stage_change", step)]
