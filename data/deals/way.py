"""The way of a deal through the stages: every step is kept with its instant."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Command, Deciding


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
