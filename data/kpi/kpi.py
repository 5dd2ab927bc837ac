"""KPIs as they come with the product: what each is called, how it is made, in what unit, and which way is better."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from data.calendar.periods import Length
from data.catalog import KpiFact, kpis
from data.kernel.errors import UsageError
from data.kernel.text import clean, first_of
from data.kpi.units import Unit


class Kpi(NamedTuple):
    """One KPI. Its ``target`` is in hundredths of the unit.

    It is made in one of four ways. A ``measure`` counts records of the store; a share is read off the market by people
    (``reads``); a growth compares the KPI ``of`` this period with that of the period before, as a share of it or
    as a difference (``compares``); ``counts`` counts KPIs. ``setting`` names what of the company's settings is the
    target, ``company`` says that it is one for everybody. ``facts`` are the rows of the sources that name it.
    """

    code: str
    name: str
    area: str
    formula: str
    unit: Unit
    up: bool
    cadence: Length
    facts: tuple[str, ...]
    measure: str = ""
    reads: bool = False
    compares: str = ""
    of: str = ""
    counts: str = ""
    company: bool = False
    target: int | None = None
    setting: str = ""

    @property
    def key(self) -> str:
        """What its records are made by: its measure, or the measure of its readings."""
        return self.measure or self.code


class Area(NamedTuple):
    """What KPIs have in common, in a few words, and the statement of what must be done."""

    code: str
    name: str
    duty: str


@cache
def all_kpis() -> tuple[Kpi, ...]:
    """All KPIs in the order in which they are shown."""
    return tuple(_kpi(fact) for fact in kpis().kpi)


@cache
def areas() -> tuple[Area, ...]:
    """The areas in their order."""
    return tuple(Area(area.code, area.name, area.duty) for area in kpis().area)


def kpi(code: str) -> Kpi:
    """The KPI of that code, or the one that is called so. Raises UsageError where there is none."""
    if (known := _by_code().get(code)) is not None:
        return known
    word = code.strip().casefold()
    found = [one for one in all_kpis() if word in (one.code, one.name.casefold())]
    found = found or [one for one in all_kpis() if word and one.code.startswith(word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{clean(code, 40)!r} could be several KPIs: {first_of([k.code for k in found])}.")
    raise UsageError(f"There is no KPI {clean(code, 40)!r}.", code="kpi.unknown")


@cache
def _by_code() -> dict[str, Kpi]:
    return {one.code: one for one in all_kpis()}


def _kpi(fact: KpiFact) -> Kpi:
    made = fact.model_dump(exclude={"better", "facts"})
    return Kpi(**made, up=fact.better == "up", facts=fact.facts)
