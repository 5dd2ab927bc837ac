"""Every row of the sources stands in a standard, as a table that a person can read against them."""

from __future__ import annotations

import pytest

from data.kpi.kpi import all_kpis
from data.kra.measuring import metrics
from data.kra.shipped import shipped, shipped_texts
from data.kra.standard_file import StandardFact, read_standard, written

SALES_EXECUTIVE = """
revenue          revenue-target          monthly revenue target
revenue          order-value             average order value at least $1,200
revenue          no-discounts            no discounts
revenue          upsell                  upsell opportunities found
qualification    budget-fit              budget fit assessed early
qualification    problem-clients         problem clients spotted
qualification    order-first             order first
qualification    no-time-wasters         no time-wasters or scope creep
platforms        ranking                 gig and profile ranking
platforms        within-an-hour          response within an hour
platforms        rating                  rating of 4.9 or more
platforms        messaging               strategic messaging
handoff          order-documents         order documents complete
handoff          scope                   scope defined
handoff          expectations            expectations set
handoff          briefing                project manager briefed
objections       price-doubts            price objections
objections       time-doubts             timeline concerns
objections       trust                   trust by expertise
objections       premium                 premium, never desperate
pipeline         follow-ups              daily follow-ups
pipeline         none-cold               no lead goes cold
pipeline         crm-daily               CRM updated daily
pipeline         pipeline-review         weekly pipeline review
project-managers documented-orders       documented hand-off
project-managers passed-on-expectations  expectations
project-managers special-needs           special needs and concerns
client-success   personality             personality insight
client-success   reviews                 reviews
client-success   upsell-after-delivery   upsell after delivery
makers           accurate-scope          accurate scope
makers           feasibility             feasibility
makers           no-over-promising       no over-promising
success          success-order-value     average order value >= $1,200
success          success-response        response time < 1 h
success          success-discounts       discount rate 0 %
success          success-rating          platform rating 4.9
success          success-handoffs        qualified handoffs 100 %
"""
"""seeds/000: area, item, the fact in brief."""

OWNERSHIP = """
leads     full    -                lead response and qualification
pricing   full    -                pricing and proposals
profiles  full    -                platform profiles
handoff   shared  project manager  handoff to the project manager
reviews   shared  client success   review collection
"""

INTERNAL_SALES = """
sales-targets  revenue conversion-rate deal-size growth
customers      retention nps response-time repeat-orders
products       assessments trainings product-feedback upsell-success
pipeline       qualified-leads pipeline-conversion cycle-length pipeline-growth
market         market-share competitor-reports new-markets segmentation
reporting      reports-on-time data-accuracy forecast-accuracy kpis-reached
team           joint-projects joint-satisfaction training-participation team-share
improvement    suggestions time-saved new-tools improvement-impact
feedback       csat complaints reviews lifetime-value
compliance     audits ethics-cases compliance-training violations
"""
"""seeds/001: ten areas of four KPIs, in their order."""

GROWTH_QUARTER = "revenue-growth upsell-increase new-accounts conversion-improvement"
"""seeds/001: the worked example."""

ACCOUNT_EXECUTIVE = """
week-points       week   500 points a week
friday-review     week   reviewed on Friday, shared with the manager
calls-day         day    calls a day
calls-week        week   calls a week
calls-month       month  calls a month
emails-day        day    e-mails a day
emails-week       week   e-mails a week
emails-month      month  e-mails a month
meetings-booked   week   meetings booked
demos-attended    week   demos attended
demos-shadowed    week   demos shadowed
coverage          month  a pipeline of 4x the monthly quota
new-prospects     month  prospect outreach
prospects-called  month  of it cold calls
prospects-mailed  month  of it e-mails
prospects-met     month  of it meetings
conversion-rate   month  conversion rate
open-pipeline     month  pipeline by stage
pipeline-size     month  pipeline by size
pipeline-health   month  pipeline by health
bottlenecks       week   bottlenecks
deal-size         month  average deal size
time-to-close     month  time to close
"""
"""seeds/002: item, cadence, the fact in brief."""

PERFORMANCE = """
satisfaction       customer satisfaction high
conduct            professional conduct in all engagements
agreed-amount      the amount agreed for the territory
qualify            qualify prospects
pursue-all         every opportunity in the territory
quotes-and-deals   prospects into quotes and deals
forecasts          a forecast for every product line, monthly
three-times-quota  quotes at three times the quota of each line
crm-for-all        CRM used for everything, and to look back
complete-records   records complete and current
contact-base       name, address, phone, e-mail and what else is of use
negotiation        selling and negotiation skill
present-lines      able to present every product line
expertise          high expertise in each
influencers        industry relationships with influencers
meetings           all sales meetings and events
company-leads      company-generated leads followed up
resources          company resources fully used
own-standard       write your own standard
"""
"""seeds/003: item, the fact in brief."""

ROLES = """
lead-generation     target-list need willing-to-meet handed-facts meeting-arranged
enquiry-response    only-inbound answered genuine handed-facts
outside-sales       ask-and-listen present close prospect-when-short introduce handed-facts
customer-executive  support inform expand first-talk
"""
"""seeds/004: what each role does and hands over."""

NINE_NUMBERS = """
1  lead-generation     outbound-leads
1  enquiry-response    inbound-leads
2  lead-generation     handed-leads
2  enquiry-response    handed-leads
3  outside-sales       face-to-face
4  outside-sales       proposals-requested
5  outside-sales       proposals-presented
6  outside-sales       sales-closed
7  outside-sales       sale-worth
8  customer-executive  customer-stay
9  customer-executive  customer-growth
"""
"""seeds/004: the dashboard that all four record on."""


def rows(table: str) -> list[list[str]]:
    """The lines of a table, taken apart at blanks."""
    return [line.split() for line in table.strip().splitlines()]


def codes(standard: str) -> list[str]:
    """The items of a standard."""
    return [item.code for item in shipped()[standard].item]


def test_the_sales_executive_has_six_areas_of_four_items_the_collaboration_and_the_success_criteria() -> None:
    wanted = [(row[0], row[1]) for row in rows(SALES_EXECUTIVE)]
    assert [(item.area, item.code) for item in shipped()["sales-executive"].item] == wanted
    counts = [sum(area == one for area, _ in wanted) for one in dict.fromkeys(area for area, _ in wanted)]
    assert counts == [4, 4, 4, 4, 4, 4, 3, 3, 3, 5]


def test_the_ownership_matrix_says_who_answers_for_what() -> None:
    fact = shipped()["sales-executive"]
    found = [(one.code, one.level, one.shared_with or "-") for one in fact.ownership]
    assert found == [
        (row[0], row[1], " ".join(row[2:4]) if row[2] != "-" else "-") for row in rows(OWNERSHIP)
    ]
    handed = [item for item in fact.item if item.area == "handoff"]
    assert {fact.owned(item).level for item in handed if fact.owned(item)} == {"shared"}  # type: ignore[union-attr]


def test_internal_sales_has_ten_areas_of_four_with_what_must_be_done() -> None:
    fact = shipped()["internal-sales"]
    wanted = [(area, code) for area, *items in rows(INTERNAL_SALES) for code in items]
    assert len(wanted) == 40
    assert [(item.area, item.code) for item in fact.item] == wanted
    assert all(area.about for area in fact.area)
    assert codes("growth-quarter") == GROWTH_QUARTER.split()
    assert {item.cadence for item in shipped()["growth-quarter"].item} == {"quarter"}


def test_the_account_executive_is_for_weeks_3_to_13() -> None:
    fact = shipped()["account-executive"]
    assert (fact.first_week, fact.last_week) == (3, 13)
    assert [[item.code, item.cadence] for item in fact.item] == [row[:2] for row in rows(ACCOUNT_EXECUTIVE)]


def test_the_performance_standard_has_every_expectation() -> None:
    assert codes("performance") == [row[0] for row in rows(PERFORMANCE)]


def test_each_of_the_four_roles_has_what_it_does_and_its_share_of_the_nine_numbers() -> None:
    for standard, *wanted in rows(ROLES):
        board = [row[2] for row in rows(NINE_NUMBERS) if row[1] == standard]
        assert codes(standard) == [*wanted, *board, "recorded"]
    assert {row[0] for row in rows(NINE_NUMBERS)} == set("123456789")


@pytest.mark.parametrize("code", list(shipped_texts()))
def test_a_shipped_standard_names_its_source_and_survives_being_written_anew(code: str) -> None:
    fact = shipped()[code]
    assert fact.code == code and fact.source.startswith("seeds/00")
    assert read_standard(written(fact), code, metrics()) == fact


@pytest.mark.parametrize("code", list(shipped_texts()))
def test_no_item_is_called_like_another_of_its_standard(code: str) -> None:
    fact: StandardFact = shipped()[code]
    titles = [item.title.casefold() for item in fact.item]
    assert len(set(titles)) == len(titles)


def test_each_of_the_forty_is_measured_by_the_kpi_of_its_row() -> None:
    facts = {one.code: one.facts for one in all_kpis()}
    items = {item.code: item for item in shipped()["internal-sales"].item}
    for area, (_, *codes_of_area) in enumerate(rows(INTERNAL_SALES), 1):
        for place, code in enumerate(codes_of_area, 1):
            assert f"seeds/001 {area}.{place}" in facts[items[code].metric], code


def test_the_success_criteria_and_the_worked_example_are_measured_by_the_kpis_of_their_rows() -> None:
    facts = {one.code: one.facts for one in all_kpis()}
    criteria = [item for item in shipped()["sales-executive"].item if item.area == "success"]
    for place, item in enumerate(criteria, 1):
        assert f"seeds/000 success {place}" in facts[item.metric], item.code
    for place, item in enumerate(shipped()["growth-quarter"].item, 1):
        assert f"seeds/001 example {place}" in facts[item.metric], item.code


def test_the_nine_numbers_are_measured_by_the_kpis_of_their_rows() -> None:
    facts = {one.code: " ".join(one.facts) for one in all_kpis()}
    for number, standard, code in rows(NINE_NUMBERS):
        (item,) = (item for item in shipped()[standard].item if item.code == code)
        assert f"seeds/004 {number}" in facts[item.metric], code
