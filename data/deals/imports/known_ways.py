"""Holding the steps of a file against the deals and what is known of their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.deals.deal import DEALS, Deal
from data.deals.imports.stage_steps import StageStep
from data.deals.stages import Stage, stages
from data.deals.way import StageChange
from data.imports.comparison import (
    Comparison,
    records_bearing,
    records_by_key,
    records_where,
)
from data.imports.left_rows import DUPLICATE, Left, Reason
from data.imports.progress import Progress
from data.imports.source_systems import ROW_KEY
from data.imports.spec import Batch
from data.kernel import journal
from data.kernel.commands import Change, Reader
from data.kernel.rows import changed, removed
from data.people.person import Person
from data.people.reach import reach_of
from data.records.normal_forms import normal_name

DEAL_UNKNOWN = Reason("of a deal that is not here", "rejected")
NOT_YOURS = Reason("of somebody else's deal", "rejected")
SAME_STAGE = Reason("no change of stage", "left_out")


def compare_steps(
    reader: Reader, actor: Person, batch: Batch[StageStep], progress: Progress
) -> Comparison[StageStep]:
    """Find the deals of steps, and what of their way is new.

    What an import told of a way before is replaced; what somebody did here stays.
    """
    seq = journal.newest(reader)
    progress("comparing", len(batch.drafts))
    deals = _deals_of(reader, batch.drafts)
    reach = reach_of(reader, actor)
    left: list[Left] = []
    steps: dict[int, list[StageStep]] = {}
    by_id: dict[int, Deal] = {}
    for step in batch.drafts:
        deal = deals.get(step.number)
        if deal is None:
            left.append(Left(step.number, DEAL_UNKNOWN, step.name or step.deal))
        elif not reach.holds(deal.owner_id):
            left.append(Left(step.number, NOT_YOURS, deal.label))
        else:
            by_id[deal.id] = deal
            steps.setdefault(deal.id, []).append(step._replace(deal_id=deal.id))
    there: dict[int, list[StageChange]] = {}
    for change in records_where(reader, StageChange, "stage_change", "deal_id", list(steps)):
        there.setdefault(change.deal_id, []).append(change)
    by_code = {stage.code: stage for stage in stages(reader)}
    new: list[StageStep] = []
    parts: list[Change] = []
    unchanged = 0
    for deal_id, told in steps.items():
        way = _Way(by_id[deal_id], told, there.get(deal_id, []), by_code)
        new += way.new
        unchanged += way.unchanged
        left += way.left
        parts += way.changes()
    return Comparison(new, [], unchanged, left, seq, parts=parts)


class _Way:
    """The way of one deal: what a file tells of it beside what is known."""

    def __init__(
        self,
        deal: Deal,
        told: Sequence[StageStep],
        there: Sequence[StageChange],
        by_code: dict[str, Stage],
    ) -> None:
        self._deal = deal
        self._by_code = by_code
        self.left: list[Left] = []
        self._steps = list(self._in_order(told))
        known = {(change.to_stage, change.at): change for change in there}
        self.new = [step for step in self._steps if (step.to_stage, step.at) not in known]
        self.unchanged = len(self._steps) - len(self.new)
        stages_told = {step.to_stage for step in self._steps}
        told_again = {(step.to_stage, step.at) for step in self._steps}
        self._gone = [
            change
            for change in there
            if _is_brought(change)
            and change.to_stage in stages_told
            and (change.to_stage, change.at) not in told_again
        ]
        self._staying = [change for change in there if change not in self._gone]

    def changes(self) -> Iterator[Change]:
        """What becomes of the deal, and of what was known before."""
        if not self.new:
            return
        yield from (removed("stage_change", change) for change in self._gone)
        deal, steps = self._deal, self._steps
        reached = [self._by_code[step.to_stage] for step in steps if step.to_stage in self._by_code]
        furthest = max((stage.position for stage in reached if stage.ends != "lost"), default=0)
        told = [(change.at, change.to_stage) for change in self._staying]
        told += [(step.at, step.to_stage) for step in steps]
        ways_end = max(told)[1]
        after = deal._replace(
            furthest=max(deal.furthest, furthest), history=int(deal.history or ways_end == deal.stage)
        )
        if ways_end == deal.stage and ways_end == steps[-1].to_stage:
            after = after._replace(stage_since=max(told)[0])
        change = changed(DEALS.table, deal, after, 0)
        if change is not None:
            yield change

    def _in_order(self, told: Sequence[StageStep]) -> Iterator[StageStep]:
        """The steps by their time, each from the stage before; rows that tell of no step are left out."""
        stage = ""
        seen: dict[tuple[str, int], int] = {}
        for step in sorted(told, key=lambda one: (one.at, one.number)):
            earlier = seen.setdefault((step.to_stage, step.at), step.number)
            if earlier != step.number:
                self.left.append(Left(step.number, DUPLICATE, f"the same again as row {earlier:,}", earlier))
            elif step.to_stage == stage:
                self.left.append(Left(step.number, SAME_STAGE))
            else:
                yield step._replace(from_stage=stage or step.from_stage)
                stage = step.to_stage


def _is_brought(change: StageChange) -> bool:
    """Whether an import told of a step: those made here bear neither a batch nor who changed them."""
    return change.batch_id is not None or change.touched is not None


def _deals_of(reader: Reader, steps: Sequence[StageStep]) -> dict[int, Deal]:
    """The deals of steps by the step's number: by the ids of their sources, else by name and company."""
    prefixes = [
        prefix
        for (prefix,) in reader.select(
            "select distinct substr(source_key, 1, instr(source_key, ':')) from deal where source_key is not null"
        )
        if prefix != ROW_KEY
    ]
    ids = list(dict.fromkeys(step.deal for step in steps if step.deal))
    by_key = records_by_key(
        reader, Deal, DEALS.table, [f"{prefix}{one}" for prefix in prefixes for one in ids]
    )
    by_source: dict[str, list[Deal]] = {}
    for key, deal in by_key.items():
        by_source.setdefault(key.partition(":")[2], []).append(deal)
    names = {normal_name(step.name, step.company) for step in steps if step.name} - {""}
    called = records_bearing(reader, Deal, DEALS.table, "name", list(names))
    found: dict[int, Deal] = {}
    for step in steps:
        deals = by_source.get(step.deal, []) or called.get(normal_name(step.name, step.company), [])
        if len({deal.id for deal in deals}) == 1 and deals[0].merged_into is None:
            found[step.number] = deals[0]
    return found
