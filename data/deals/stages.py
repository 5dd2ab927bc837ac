"""The stages of the funnel, in their order: what a deal in one is worth, and when it lies there too long."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.calendar.hours import MINUTE
from data.deals.deal import Deal
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.rows import select_records
from data.kernel.text import clean

DAY = 24 * 60 * MINUTE
Ending = Literal["", "won", "lost"]


class Stage(NamedTuple):
    """One stage. ``ends`` says how a deal ends there, empty for an open stage; ``probability`` is in percent.

    A deal rots after ``rots_after`` days in it (None: never). ``requires`` are the columns that a deal has to hold to
    come there, parted by blanks.
    """

    id: int
    code: str
    name: str
    position: int
    ends: Ending = ""
    probability: int = 0
    rots_after: int | None = None
    requires: str = ""
    touched: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether a deal in it can still be won or lost."""
        return not self.ends


def stages(reader: Reader) -> list[Stage]:
    """All stages, in their order."""
    return select_records(reader, Stage, "stage", "order by position, id")


def stage_named(reader: Reader, word: str) -> Stage:
    """The stage of a code or name, or of the beginning of one. Raises Refused where it is none or several."""
    wanted, found = word.strip().casefold(), stages(reader)
    exact = [stage for stage in found if wanted in (stage.code, stage.name.casefold())]
    near = exact or [stage for stage in found if stage.name.casefold().startswith(wanted) and wanted]
    if len(near) == 1:
        return near[0]
    names = ", ".join(stage.name for stage in near or found)
    if near:
        raise Refused(f"{clean(word, 40)!r} could be several stages: {names}.")
    raise Refused(f"{clean(word, 40)!r} is no stage. Stages: {names}.", code="stage.unknown")


def ending(reader: Reader, how: Ending) -> Stage:
    """The stage in which deals end that way. Raises Refused where a company has none."""
    found = [stage for stage in stages(reader) if stage.ends == how]
    if not found:
        raise Refused(f"No stage says that a deal is {how}.")
    return found[0]


def age(deal: Deal, now: int) -> int | None:
    """Whole days since the deal came into its stage; None where that is unknown."""
    return None if deal.stage_since is None else max(0, (now - deal.stage_since) // DAY)


def is_rotten(deal: Deal, stage: Stage, now: int) -> bool:
    """Whether an open deal has been in its stage longer than the stage allows."""
    days = age(deal, now)
    return bool(deal.open) and days is not None and stage.rots_after is not None and days > stage.rots_after


def has_slipped(deal: Deal, stage: Stage, today: str) -> bool:
    """Whether an open deal is past its expected close and was to come: committed, or the best case.

    Source: the trade's term; a deal without a category of its own counts by that of its stage.
    """
    return bool(deal.open and deal.expected_close and deal.expected_close < today) and category_of(
        deal, stage
    ) in ("commit", "best case")


def probability_of(deal: Deal, stage: Stage) -> int:
    """The probability in percent: the deal's own, else that of its stage; a closed deal's is its stage's."""
    return stage.probability if deal.probability is None or not deal.open else deal.probability


def category_of(deal: Deal, stage: Stage) -> str:
    """The forecast category: the deal's own, else by probability; ``closed`` where won, ``omitted`` where lost."""
    if not deal.open:
        return "closed" if stage.ends == "won" else "omitted"
    if deal.category:
        return deal.category
    chance = probability_of(deal, stage)
    return "commit" if chance >= COMMITTED else "best case" if chance >= LIKELY else "pipeline"


COMMITTED, LIKELY = 80, 50
"""Percent from which an open deal without a category of its own counts as committed, and as the best case."""


def weighted(deal: Deal, stage: Stage) -> int:
    """The value times the probability, rounded for each deal, in hundredths; nothing from no value."""
    return ((deal.amount or 0) * probability_of(deal, stage) + 50) // 100
