"""What a file does to deals that are there: which they are, what it may move, what becomes of their products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.deals.deal import Deal
from data.deals.imports.new_deals import lines_of, since_of
from data.deals.imports.parts import standing_of
from data.deals.lines import DealLine
from data.deals.lines import lines_of as stored_lines
from data.deals.stages import Stage, stages
from data.deals.way import StageChange
from data.imports.comparison import records_bearing
from data.imports.drafts import Draft
from data.imports.left_rows import Twin
from data.kernel.commands import Change, Columns, Reader
from data.kernel.engine import Value
from data.kernel.rows import added, removed
from data.people.person import by_id
from data.records.normal_forms import company_key

_NEVER = frozenset(("created_at",))
_STATE = ("stage", "reason", "closed_at", "owner_id", "owner_name", "next_step", "follow_up_at")


class DealMatcher:
    """Finds the deal of a row without an id: by name and company, where only one of the file and one here have both."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.twins: list[Twin] = []

    def match(self, drafts: Sequence[Draft]) -> dict[int, Deal]:
        """The deals that drafts are; of those with ids it is only told that a deal is called so."""
        keys = [draft.name_key for draft in drafts if draft.name_key]
        called = records_bearing(self._reader, Deal, "deal", "name", list(dict.fromkeys(keys)))
        counts = Counter(keys)
        found: dict[int, Deal] = {}
        for draft in drafts:
            deals = {deal.id: deal for deal in called.get(draft.name_key, ())} if draft.name_key else {}
            if len(deals) == 1 and counts[draft.name_key] == 1 and not draft.has_id:
                found[draft.number] = next(iter(deals.values()))
            elif deals and not all(deal.batch_id for deal in deals.values()):
                self.twins.append(Twin(draft.number, "has the name of a deal that is here already"))
        return found


class DealJudge:
    """Stage, end and owner belong to whoever works the deal: a file moves them until somebody has moved it here, or
    where it is our own export.
    """

    def __init__(self, reader: Reader, is_ours: bool) -> None:
        self._reader = reader
        self._is_ours = is_ours
        self._by_code = {stage.code: stage for stage in stages(reader)}
        self._worked = _NEVER.union(_STATE)

    def untouched(self, deal: Deal) -> frozenset[str]:
        """When it was made, and its state once somebody has moved it here."""
        return _NEVER if self._is_ours or not self._is_worked(deal) else self._worked

    def follow(self, deal: Deal, columns: dict[str, Value], drafts: Sequence[Draft]) -> None:
        """The company as names of companies are compared; an owner who is known needs no name beside it; what comes
        with another stage.
        """
        if "company" in columns:
            columns["company_key"] = company_key(str(columns["company"])) or None
        owner = columns.get("owner_id")
        if owner is not None and not self._is_ours:
            columns["owner_name"] = ""
            if not columns.get("territory", deal.territory):
                columns["territory"] = by_id(self._reader, int(owner)).territory
        code = str(columns.get("stage", deal.stage))
        if code != deal.stage:
            stage = self._by_code[code]
            columns["open"] = int(stage.is_open)
            columns["stage_since"] = self._since(deal, stage, drafts)
            columns["furthest"] = max(deal.furthest, 0 if stage.ends == "lost" else stage.position)
            if stage.is_open:
                columns |= {"closed_at": None, "reason": ""}
            else:
                columns |= {"next_step": "", "follow_up_at": None}

    def parts(self, deal: Deal, columns: Columns, drafts: Sequence[Draft]) -> Sequence[Change]:
        """The products as the file tells them, where nobody has said here what is sold; and the step to another stage,
        where the file dates it.
        """
        return [*self._step(deal, columns, drafts), *self._products(deal, columns, drafts)]

    def _step(self, deal: Deal, columns: Columns, drafts: Sequence[Draft]) -> Sequence[Change]:
        code = str(columns.get("stage", deal.stage))
        if code == deal.stage:
            return ()
        at = self._since(deal, self._by_code[code], drafts)
        return () if at is None else (added("stage_change", StageChange(0, deal.id, code, at, deal.stage)),)

    def _since(self, deal: Deal, stage: Stage, drafts: Sequence[Draft]) -> int | None:
        """Since when a deal is in another stage, where a file dates that."""
        dated = (since_of(draft, stage, standing_of(draft.parts)) for draft in drafts)
        return next((int(at) for at in dated if at is not None and at != deal.stage_since), None)

    def _products(self, deal: Deal, columns: Columns, drafts: Sequence[Draft]) -> Sequence[Change]:
        told = [line for draft in drafts for line in lines_of(draft)]
        if not told:
            return ()
        there = stored_lines(self._reader, deal.id)
        if [line[2:7] for line in there] == told or (
            not self._is_ours and any(_is_typed(line) for line in there)
        ):
            return ()
        return [
            *(removed("deal_line", line) for line in there),
            *(added("deal_line", DealLine(0, deal.id, *line)) for line in told),
        ]

    def _is_worked(self, deal: Deal) -> bool:
        """Whether somebody has moved a deal here, or made it here."""
        if deal.batch_id is None:
            return True
        sql = "select 1 from stage_change where deal_id = ? and batch_id is null and touched is null limit 1"
        return bool(self._reader.select(sql, (deal.id,)))


def _is_typed(line: DealLine) -> bool:
    """Whether somebody has said here that this is sold: rows of imports bear their batch, or who changed them."""
    return line.batch_id is None and line.touched is None
