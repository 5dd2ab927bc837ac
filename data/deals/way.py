"""The way of a deal through the stages: every step is kept with its instant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.deals.narrowing import Narrowing, condition
from data.deals.period import Period
from data.kernel.commands import Command, Deciding, Reader
from data.people.person import Person


class StageChange(NamedTuple):
    """A deal came from one stage (empty: it began) into another at an instant."""

    id: int
    deal_id: int
    to_stage: str
    at: int
    from_stage: str = ""
    batch_id: int | None = None
    touched: int | None = None


def stage_change(
    reader: Deciding, command: Command, deal_id: int, from_stage: str, to_stage: str, at: int | None = None
) -> StageChange:
    """A new step of a deal's way, at the command's instant unless another is said."""
    (row_id,) = reader.new_ids(command.at, 1)
    return StageChange(row_id, deal_id, to_stage, command.at if at is None else at, from_stage)


def unknown_ways(reader: Reader, actor: Person, period: Period) -> Mapping[int, int]:
    """By the owner's id (0: nobody), how many deals there were in a period whose way is not known: an import brought
    them without it.
    """
    where, params = condition(reader, actor, Narrowing())
    rows = reader.select(
        "select ifnull(owner_id, 0), count(*) from deal where history = 0 and created_at < ? "
        f"and (closed_at is null or closed_at >= ?) and {where} group by 1",
        (period.end, period.begin, *params),
    )
    return dict(rows)
