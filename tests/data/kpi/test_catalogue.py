"""Every row of the sources that asks for a KPI has one, and what the catalogue names is there."""

from __future__ import annotations

from typing import get_args

import pytest

from data import catalog
from data.catalog import KpiFact
from data.kernel.errors import UsageError
from data.kpi.kpi import all_kpis, areas, kpi
from data.kpi.measures import measure_of, measures
from data.kpi.record_kinds import record_kinds
from data.kpi.units import Unit

FACTS = {
    # The account executive's operating procedure: activity by day, week and month, and the five of the pipeline.
    "seeds/002 goal": "points",
    "seeds/002 activity 1": "calls",
    "seeds/002 activity 2": "emails",
    "seeds/002 activity 3": "meetings-booked",
    "seeds/002 activity 4": "demos-attended",
    "seeds/002 activity 5": "demos-shadowed",
    "seeds/002 pipeline 1": "prospects-contacted",
    "seeds/002 pipeline 1 calls": "prospect-calls",
    "seeds/002 pipeline 1 emails": "prospect-emails",
    "seeds/002 pipeline 1 meetings": "prospect-meetings",
    "seeds/002 pipeline 2": "conversion-rate",
    "seeds/002 pipeline 3": "pipeline-deals",
    "seeds/002 pipeline 3 size": "pipeline-value",
    "seeds/002 pipeline 3 health": "pipeline-health",
    "seeds/002 pipeline 4": "deal-size",
    "seeds/002 pipeline 5": "time-to-close",
    "seeds/002 pipeline 5 stages": "stage-time",
    "seeds/002 coverage": "coverage",
    # The sales executive: what the role succeeds by, and what it does daily with the pipeline.
    "seeds/000 success 1": "order-value",
    "seeds/000 success 2": "response-time",
    "seeds/000 success 3": "discount-rate",
    "seeds/000 success 4": "platform-rating",
    "seeds/000 success 5": "qualified-handoffs",
    "seeds/000 pipeline 1": "follow-ups-kept",
    "seeds/000 pipeline 2": "cold-leads",
    "seeds/000 pipeline 3": "days-logged",
    # The internal sales representative: ten areas of four.
    "seeds/001 1.1": "revenue",
    "seeds/001 1.2": "conversion-rate",
    "seeds/001 1.3": "deal-size",
    "seeds/001 1.4": "sales-growth",
    "seeds/001 2.1": "retention",
    "seeds/001 2.2": "nps",
    "seeds/001 2.3": "response-time",
    "seeds/001 2.4": "repeat-orders",
    "seeds/001 3.1": "assessment-score",
    "seeds/001 3.2": "training-completion",
    "seeds/001 3.3": "product-information",
    "seeds/001 3.4": "upsell-success",
    "seeds/001 4.1": "qualified-leads",
    "seeds/001 4.2": "win-rate",
    "seeds/001 4.3": "sales-cycle",
    "seeds/001 4.4": "pipeline-growth",
    "seeds/001 5.1": "market-share-growth",
    "seeds/001 5.2": "competitor-reports",
    "seeds/001 5.3": "market-penetration",
    "seeds/001 5.4": "segmentation-accuracy",
    "seeds/001 6.1": "reports-on-time",
    "seeds/001 6.2": "data-accuracy",
    "seeds/001 6.3": "forecast-accuracy",
    "seeds/001 6.4": "kpi-achievement",
    "seeds/001 7.1": "project-success",
    "seeds/001 7.2": "joint-satisfaction",
    "seeds/001 7.3": "training-participation",
    "seeds/001 7.4": "team-contribution",
    "seeds/001 8.1": "suggestions",
    "seeds/001 8.2": "time-saved",
    "seeds/001 8.3": "tool-adoption",
    "seeds/001 8.4": "performance-impact",
    "seeds/001 9.1": "csat",
    "seeds/001 9.2": "complaint-time",
    "seeds/001 9.3": "reviews",
    "seeds/001 9.4": "lifetime-value-growth",
    "seeds/001 10.1": "audit-compliance",
    "seeds/001 10.2": "ethics-resolved",
    "seeds/001 10.3": "compliance-training",
    "seeds/001 10.4": "legal-violations",
    # Its example of a quarter.
    "seeds/001 example 1": "quarter-growth",
    "seeds/001 example 2": "upsell-growth",
    "seeds/001 example 3": "new-accounts",
    "seeds/001 example 4": "conversion-improvement",
    # The performance standard.
    "seeds/003 quota": "quota-attainment",
    "seeds/003 quotes": "quotes-3x",
    "seeds/003 quotes lines": "quoted-lines",
    "seeds/003 forecasts": "forecasts-entered",
    "seeds/003 contacts": "records-complete",
    "seeds/003 company leads": "company-leads-followed",
    # The nine numbers of the four roles.
    "seeds/004 1": "leads-begun",
    "seeds/004 1 outbound": "leads-outbound",
    "seeds/004 1 inbound": "leads-inbound",
    "seeds/004 2": "leads-handed",
    "seeds/004 3": "prospect-meetings-held",
    "seeds/004 4": "proposals-requested",
    "seeds/004 5": "proposals-presented",
    "seeds/004 6": "sales-closed",
    "seeds/004 7": "sale-worth",
    "seeds/004 8": "customer-tenure",
    "seeds/004 9": "customer-enlarged",
}
"""Each row of a source, and the KPI that it asks for."""

TARGETS = {
    "seeds/002 pipeline 1": ("outreach.prospects", None),
    "seeds/002 pipeline 1 calls": ("outreach.calls", None),
    "seeds/002 pipeline 1 emails": ("outreach.emails", None),
    "seeds/002 pipeline 1 meetings": ("outreach.meetings", None),
    "seeds/002 goal": ("goal", None),
    "seeds/002 coverage": ("coverage", None),
    "seeds/000 success 1": ("least_order", None),
    "seeds/000 success 2": ("response_minutes", None),
    "seeds/000 success 3": ("", 0),
    "seeds/000 success 4": ("rating", None),
    "seeds/000 success 5": ("", 100),
    "seeds/001 1.1": ("quota", None),
    "seeds/001 example 1": ("", 20),
    "seeds/003 quotes": ("quotes", None),
    "seeds/003 quota": ("", 100),
    "seeds/003 company leads": ("", 100),
}
"""The targets that the sources give: a setting of the company's, or a figure."""


@pytest.mark.parametrize("fact", FACTS)
def test_each_row_of_the_sources_has_its_kpi(fact: str) -> None:
    assert fact in kpi(FACTS[fact]).facts


def test_no_kpi_claims_a_row_that_there_is_not() -> None:
    assert {fact for one in all_kpis() for fact in one.facts} == set(FACTS)


@pytest.mark.parametrize("fact", TARGETS)
def test_the_targets_of_the_sources_stand(fact: str) -> None:
    wanted = kpi(FACTS[fact])
    assert (wanted.setting, None if wanted.target is None else wanted.target / 100) == TARGETS[fact]


def test_the_forty_are_measured_from_records_but_for_two_of_the_market() -> None:
    forty = [
        kpi(code) for fact, code in FACTS.items() if fact.startswith("seeds/001") and "example" not in fact
    ]
    read = [one.code for one in forty if (kpi(one.of) if one.of else one).reads]
    assert len(forty) == 40 and read == ["market-share-growth", "market-penetration"]
    for one in all_kpis():
        assert bool(measure_of(one)) == bool(one.measure or one.reads), one.code


def test_what_a_kpi_is_made_of_is_there_and_every_measure_is_used() -> None:
    made = {one.measure for one in all_kpis() if one.measure}
    assert made == set(measures())
    codes = [area.code for area in areas()]
    order = [codes.index(one.area) for one in all_kpis()]
    assert order == sorted(order), "KPIs of an area stand together"


def test_each_kind_of_small_record_is_counted_by_one_kpi() -> None:
    counted = [measure.enters for one in all_kpis() if (measure := measure_of(one)) and measure.enters]
    assert sorted(counted) == sorted(kind.code for kind in record_kinds())


def test_units_are_those_that_can_be_shown() -> None:
    assert get_args(KpiFact.model_fields["unit"].annotation) == get_args(Unit)


def test_a_kpi_is_found_by_its_code_its_name_or_its_beginning() -> None:
    assert kpi("nps").name == "net promoter score" == kpi("Net promoter score").name
    assert kpi("assess").code == "assessment-score"
    with pytest.raises(UsageError, match="several KPIs: market-share"):
        kpi("market-s")
    with pytest.raises(UsageError, match="no KPI 'nothing'"):
        kpi("nothing")


def test_sources_are_named_by_their_files() -> None:
    assert set(catalog.kpis().sources) == {f"seeds/00{number}" for number in range(5)}
