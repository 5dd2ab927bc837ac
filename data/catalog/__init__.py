"""The facts of the trade as they come out of the box: files beside this one, checked when read.

They seed the tables of a new store. From then on the company changes them by commands, and everything
reads the tables.
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KindFact(_Fact):
    """One kind of activity: its key on the pad, and what one of it is worth in points."""

    code: Code
    key: Key
    name: str
    plural: str
    points: int = Field(ge=0)
    burst_count: int = Field(ge=1)
    burst_minutes: int = Field(ge=1)


class KindCatalogue(_Fact):
    """All kinds, in the order in which they are shown."""

    source: str
    effective_on: date
    kind: tuple[KindFact, ...]

    @model_validator(mode="after")
    def _codes_and_keys_are_distinct(self) -> KindCatalogue:
        for field in ("code", "key", "name"):
            values = [getattr(kind, field) for kind in self.kind]
            if len(set(values)) != len(values):
                raise ValueError(f"two kinds share a {field}")
        return self


class GoalFact(_Fact):
    """The weekly goal, in points, of the onboarding weeks from ``first_week`` to ``last_week``."""

    first_week: int
    last_week: int | None = None
    points: int = Field(ge=0)


class GoalCatalogue(_Fact):
    """The goals of a new company."""

    source: str
    effective_on: date
    goal: tuple[GoalFact, ...]


class StatusFact(_Fact):
    """A status of a lead; an open one goes cold after ``cold_days`` without a touch."""

    code: Code
    name: str
    open: bool
    cold_days: int | None = Field(default=None, ge=1)


class ChoiceFact(_Fact):
    """One of a list to choose from; ``kind`` is the activity that an outcome logs besides, ``reaches`` whether it says
    that the person was reached.
    """

    name: str
    key: str = ""
    kind: str = ""
    reaches: bool = True


class LeadCatalogue(_Fact):
    """What a lead can be. ``response_minutes`` is the target for an answer, in working time."""

    source: str
    response_minutes: int = Field(ge=1)
    soon_minutes: int = Field(ge=1)
    status: tuple[StatusFact, ...]
    reason: tuple[ChoiceFact, ...]
    outcome: tuple[ChoiceFact, ...]
    channel: tuple[ChoiceFact, ...]
    lead_source: tuple[ChoiceFact, ...]

    def lists(self) -> dict[str, tuple[ChoiceFact, ...]]:
        """The lists to choose from, by their name in the store."""
        return {
            "reason": self.reason,
            "outcome": self.outcome,
            "channel": self.channel,
            "source": self.lead_source,
        }


class StageFact(_Fact):
    """A stage of the funnel; a deal in it has this probability in percent, and rots after some days."""

    code: Code
    name: str
    ends: Literal["", "won", "lost"] = ""
    probability: int = Field(ge=0, le=100)
    rots_after: int | None = Field(default=None, ge=1)
    requires: tuple[str, ...] = ()


class DealCatalogue(_Fact):
    """What deals go through. ``coverage`` and ``quotes`` are multiples of a monthly quota, ``least_order`` an
    amount.
    """

    source: str
    currency: str
    coverage: int = Field(ge=1)
    quotes: int = Field(ge=1)
    least_order: int = Field(ge=0)
    stage: tuple[StageFact, ...]
    loss_reason: tuple[ChoiceFact, ...]


class AreaFact(_Fact):
    """What KPIs have in common, and what must be done."""

    code: Code
    name: str
    duty: str


class KpiFact(_Fact):
    """One KPI. Figures are in hundredths of its unit; ``facts`` are the rows of the sources that ask for it."""

    code: Code
    name: str
    area: Code
    formula: str
    unit: Literal[
        "count",
        "points",
        "money",
        "percent",
        "times",
        "minutes",
        "days",
        "months",
        "score",
        "net",
        "difference",
    ]
    better: Literal["up", "down"]
    cadence: Literal["day", "week", "month", "quarter", "year"]
    facts: tuple[str, ...]
    measure: str = ""
    reads: bool = False
    compares: Literal["", "share", "difference"] = ""
    of: str = ""
    counts: Literal["", "met", "better"] = ""
    company: bool = False
    target: int | None = None
    setting: str = ""

    @model_validator(mode="after")
    def _is_made_in_one_way(self) -> KpiFact:
        ways = (self.measure, self.reads, self.compares, self.counts)
        if sum(map(bool, ways)) != 1 or bool(self.compares) != bool(self.of):
            raise ValueError(f"{self.code} is made in no way, or in several")
        return self


class KpiCatalogue(_Fact):
    """All KPIs and their areas, in the order in which they are shown. ``sources`` are files by their short names."""

    sources: dict[str, str]
    area: tuple[AreaFact, ...]
    kpi: tuple[KpiFact, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> KpiCatalogue:
        codes, areas = [kpi.code for kpi in self.kpi], {area.code for area in self.area}
        if len(set(codes)) != len(codes):
            raise ValueError("two KPIs share a code")
        for kpi in self.kpi:
            if kpi.area not in areas or (kpi.of and kpi.of not in codes):
                raise ValueError(f"{kpi.code} names what there is not")
            if {fact.split()[0] for fact in kpi.facts} - set(self.sources):
                raise ValueError(f"{kpi.code} names a source that there is not")
        return self


class RecordKindFact(_Fact):
    """A kind of small record: what its day is, what figure is entered with it, in hundredths, and how it may end."""

    code: Code
    name: str
    plural: str
    day: Literal["checked", "due", "found", "given", "held", "made", "raised", "taken", "written"]
    figure: Literal["share", "score", "minutes", "count"]
    least: int = 0
    most: int | None = None
    good: str = ""
    bad: str = ""


class RecordCatalogue(_Fact):
    """The kinds of small records that KPIs count."""

    source: str
    kind: tuple[RecordKindFact, ...]

    @model_validator(mode="after")
    def _codes_are_distinct(self) -> RecordCatalogue:
        if len({kind.code for kind in self.kind}) != len(self.kind):
            raise ValueError("two kinds of records share a code")
        return self


class CustomerCatalogue(_Fact):
    """When customers need somebody, in days; the rating on platforms that is wanted, in hundredths of a star."""

    source: str
    silent_days: int = Field(ge=1)
    renewal_days: int = Field(ge=1)
    rating: int = Field(ge=100, le=500)
    churn_reason: tuple[ChoiceFact, ...]


class ChecklistFact(_Fact):
    """Something to tick off before a kind of handover. ``needs`` are columns of the record, one of which has to be
    filled; ``answers`` is the question of qualifying that the tick answers.
    """

    handover: Code
    name: str
    needs: tuple[str, ...] = ()
    answers: str = ""


class CurrencyCatalogue(_Fact):
    """The codes of currencies, with blanks between them, and what some are called in words."""

    source: str
    codes: str
    names: dict[str, tuple[str, ...]]


class HandoverCatalogue(_Fact):
    """The checklists of handovers."""

    source: str
    item: tuple[ChecklistFact, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("data.catalog").joinpath(name).read_text(encoding="utf-8"))


def kinds() -> KindCatalogue:
    """The kinds of activity of the operating procedure."""
    return KindCatalogue.model_validate(_read("kinds.toml"))


def goals() -> GoalCatalogue:
    """The weekly goals of the operating procedure."""
    return GoalCatalogue.model_validate(_read("goals.toml"))


def leads() -> LeadCatalogue:
    """The statuses, reasons, outcomes and times of leads."""
    return LeadCatalogue.model_validate(_read("leads.toml"))


def handovers() -> HandoverCatalogue:
    """The checklists of handovers."""
    return HandoverCatalogue.model_validate(_read("handovers.toml"))


def deals() -> DealCatalogue:
    """The stages, loss reasons and multiples of deals."""
    return DealCatalogue.model_validate(_read("deals.toml"))


def kpis() -> KpiCatalogue:
    """The KPIs of all sources."""
    return KpiCatalogue.model_validate(_read("kpis.toml"))


def kpi_records() -> RecordCatalogue:
    """The kinds of small records that KPIs count."""
    return RecordCatalogue.model_validate(_read("kpi_records.toml"))


def customers() -> CustomerCatalogue:
    """The times and reasons of customers."""
    return CustomerCatalogue.model_validate(_read("customers.toml"))


def currencies() -> CurrencyCatalogue:
    """The currencies that there are."""
    return CurrencyCatalogue.model_validate(_read("currencies.toml"))
