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


def test_a_training_is_entered_settled_shown_and_taken_out(cockpit: Type) -> None:
    said = cockpit("kpi", "add", "training", "price list", "--day", "2026-12-01")
    assert said.code == 0 and "product training: price list, of Maria Silva, 2026-12-01" in said.out
    assert "1 in no sum: not due yet" in cockpit("kpi", "show", "training-completion").out
    (entered,) = cockpit("kpi", "records", "training", "--open", "--json").json
    assert (entered["title"], entered["outcome"]) == ("price list", "")
    said = cockpit("kpi", "settle", entered["reference"][-6:], "completed")
    assert "product training: price list, completed on 2026-11-19" in said.out
    assert cockpit("kpi", "records", "--open").line.startswith("Nothing was entered")
    listed = cockpit("kpi", "records").out
    assert "product training" in listed and "completed" in listed and entered["reference"] in listed
    assert cockpit("kpi", "records", "--md").out.startswith("| day | kind")
    shown = cockpit("kpi", "show", "trainings completed")
    assert "100 %" in shown.out and "1 ÷ 1" in shown.out and "price list, completed" in shown.out
    assert cockpit("kpi", "settle", entered["reference"], "open").code == 0
    assert cockpit("kpi", "unset", entered["reference"][-6:]).code == 0
    shown = cockpit("kpi", "show", "training-completion")
    assert "Nothing has been entered. Enter it: cockpit kpi add training TITLE" in shown.out


def test_so_many_are_entered_at_once_and_so_is_the_market(cockpit: Type) -> None:
    said = cockpit("kpi", "set", "training-completion", "18/20", "--note", "autumn", "--day", "17 nov")
    assert said.code == 0 and "product training: autumn, 18 of 20, of Maria Silva, 2026-11-17" in said.out
    assert cockpit("kpi", "show", "training-completion", "--json").json["value"] == 90
    said = cockpit("kpi", "set", "market-share", "75/1000", "--source", "market report")
    assert said.code == 0 and "75 of 1,000" in said.out
    reference = cockpit("kpi", "show", "market-share", "--json", "--team").json["behind"][0]["reference"]
    assert cockpit("kpi", "unset", reference).code == 0
    assert "Enter it: cockpit kpi set market-share VALUE" in cockpit("kpi", "show", "market-share").out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("set", "training-completion", "140%"), "0 to 100 %"),
        (("add", "party"), "no kind of record: test, training"),
        (("add", "test", "autumn"), "has a figure. Say it with --figure, as 43/50."),
        (("add", "training", "x", "--outcome", "great"), "It is completed or missed."),
        (("add", "training", "x", "--for", "nobody"), "nobody"),
        (("settle", "zzzzzz", "completed"), "no record"),
        (("set", "product-information", "11"), "from 1 to 5"),
        (("set", "win-rate", "50%"), "counted by the store"),
        (("set", "nothing", "1"), "There is no KPI 'nothing'. See: cockpit kpi list"),
        (("set", "legal-violations", "1", "--day", "2027-01-01"), "still to come"),
        (("target", "calls", "many"), "no figure in count. Write it like 12"),
        (("target", "calls", "5", "--from", "2026-10-01"), "past does not move"),
        (("scorecard", "--period", "soon"), "is no period"),
        (("scorecard", "--area", "weather"), "There is no area 'weather'. Areas: activity"),
        (("unset", "zzzzzz"), "is no record entered for a KPI. See: cockpit kpi records"),
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
    assert facts["lacks"] == [] and facts["verdict"] == "behind", "the day still goes on"
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
    entered = {one["code"] for one in cockpit("kpi", "list", "--entered", "--json").json}
    (calls,) = [one for one in cockpit("kpi", "list", "--json").json if one["code"] == "calls"]
    assert calls["records"] == "calls logged" and calls["sql"].startswith(
        "select period.n, 'activity' as record"
    )
    assert {"audit-compliance", "time-saved"} <= entered and "win-rate" not in entered


def test_a_kpi_and_the_list_of_all_are_pages_of_markdown(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "3")
    page = cockpit("kpi", "show", "calls", "--period", "2026-11", "--md").out
    assert page.startswith("# calls made of Maria Silva, 2026-11\n") and "| day | what | record |" in page
    each = cockpit("kpi", "show", "calls", "--team", "--each", "--md").out
    assert each.startswith("# calls made") and "| Maria Silva | 3 |" in each
    assert "| calls | calls made |" in cockpit("kpi", "list", "--md").out


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
