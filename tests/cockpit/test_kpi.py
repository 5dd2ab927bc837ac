"""``cockpit kpi``: for people, for machines, and as a page of Markdown."""

from __future__ import annotations

import json

import pytest

from tests.cockpit.conftest import Type


def test_the_scorecard_is_a_table_a_page_and_facts(cockpit: Type) -> None:
    assert cockpit("log", "call", "-n", "12").code == 0
    text = cockpit("kpi", "scorecard", "--area", "activity").out
    assert "Maria Silva, 2026-11" in text and "calls made" in text and "no target" in text
    page = cockpit("kpi", "scorecard", "--area", "activity", "--md").out
    assert page.startswith("# Scorecard of Maria Silva, 2026-11") and "| calls made | 12 |" in page
    facts = cockpit("kpi", "scorecard", "--period", "2026-W47", "--json").json
    calls = next(row for row in facts["kpis"] if row["kpi"] == "calls")
    assert (facts["of"], facts["from"], calls["value"], calls["records"]) == (
        "Maria Silva",
        "2026-11-16",
        12,
        1,
    )
    assert calls["lacks"] == ["target", "owner", "date"] and calls["verdict"] == "no target"
    points = next(row for row in facts["kpis"] if row["kpi"] == "points")
    assert points["target"]["value"] == 500 and points["target"]["of"] == "goal"


def test_a_reading_is_entered_shown_and_taken_out(cockpit: Type) -> None:
    said = cockpit("kpi", "set", "training-completion", "18/20", "--note", "autumn course", "--day", "17 nov")
    assert said.code == 0 and "trainings completed of Maria Silva on 2026-11-17: 18 of 20" in said.out
    shown = cockpit("kpi", "show", "training-completion")
    assert "90 %" in shown.out and "18 ÷ 20" in shown.out and "autumn course" in shown.out
    facts = cockpit("kpi", "show", "trainings completed", "--json").json
    reference = facts["behind"][0]["reference"]
    assert facts["value"] == 90 and facts["period"] == "2026-Q4"
    assert cockpit("kpi", "unset", reference[-6:]).code == 0
    assert "Nothing has been entered" in cockpit("kpi", "show", "training-completion").out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("set", "training-completion", "140%"), "0 to 100 %"),
        (("set", "product-information", "11"), "from 1 to 5"),
        (("set", "win-rate", "50%"), "counted by the store"),
        (("set", "nothing", "1"), "There is no KPI 'nothing'. See: cockpit kpi list"),
        (("set", "legal-violations", "1", "--day", "2027-01-01"), "still to come"),
        (("target", "calls", "many"), "no figure in count. Write it like 12"),
        (("target", "calls", "5", "--from", "2026-10-01"), "past does not move"),
        (("scorecard", "--period", "soon"), "is no period"),
        (("scorecard", "--area", "weather"), "There is no area 'weather'. Areas: activity"),
        (("unset", "zzzzzz"), "is no reading"),
    ],
)
def test_nonsense_is_answered_with_what_is_expected(
    cockpit: Type, typed: tuple[str, ...], words: str
) -> None:
    said = cockpit("kpi", *typed)
    assert said.code != 0 and words in said.err


def test_a_target_is_set_with_its_owner_and_date(cockpit: Type) -> None:
    said = cockpit("kpi", "target", "calls", "50", "--each", "day", "--owner", "maria", "--due", "31 dec")
    assert said.code == 0 and "target of everybody for calls made from 2026-11-01: 50 a day" in said.out
    facts = cockpit("kpi", "show", "calls", "--period", "2026-11-19", "--json").json
    assert facts["target"]["owner"] == "maria" and facts["target"]["due"] == "2026-12-31"
    assert facts["lacks"] == [] and facts["verdict"] == "missed"
    assert cockpit("kpi", "target", "calls", "none", "--each", "day").code == 0
    assert cockpit("kpi", "show", "calls", "--period", "2026-11-19", "--json").json["target"] is None


def test_a_kpi_of_each_person(cockpit: Type) -> None:
    assert cockpit("log", "call", "-n", "3").code == 0
    said = cockpit("kpi", "show", "calls", "--team", "--each", "--period", "month")
    assert "Maria Silva" in said.out and "calls made, 2026-11: calls in the log" in said.out
    (each,) = cockpit("kpi", "show", "calls", "--team", "--each", "--json", "--period", "month").json
    assert (each["person"], each["value"]) == ("maria", 3)


def test_which_kpis_there_are_and_how_each_is_made(cockpit: Type) -> None:
    assert "market-share-growth  " in cockpit("kpi", "list", "--area", "market").out
    entered = {one["code"] for one in cockpit("kpi", "list", "--readings", "--json").json}
    (calls,) = [one for one in cockpit("kpi", "list", "--json").json if one["code"] == "calls"]
    assert calls["records"] == "calls logged" and calls["sql"].startswith(
        "select period.n, 'activity' as record"
    )
    assert {"audit-compliance", "time-saved"} <= entered and "win-rate" not in entered


def test_values_of_a_month_that_is_over_are_kept_for_queries(cockpit: Type) -> None:
    assert cockpit("log", "call", "-n", "3", "--at", "2026-10-20 10:00").code == 0
    said = cockpit("kpi", "keep")
    assert said.code == 0 and "values of 2026-10 kept, of 1 person" in said.out
    asked = "select person, value, unit, records, length, first_day from kpi_values where kpi = 'calls'"
    assert json.loads(cockpit("query", asked, "--format", "json").out) == [
        {"person": "maria", "value": 3.0, "unit": "count", "records": 1, "length": "month", "first_day": "2026-10-01"}
    ]  # fmt: skip
    how = "select * from kpi_definitions where kpi = 'calls'"
    (made,) = json.loads(cockpit("query", how, "--format", "json").out)
    assert made["formula"] == "calls in the log" and "activity.person_id = who.id" in made["statement"]
    early = cockpit("kpi", "keep", "--period", "month")
    assert early.code != 0 and "2026-11 is not over yet" in early.err and "--period last month" in early.err
