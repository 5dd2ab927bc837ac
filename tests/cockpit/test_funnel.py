"""``cockpit funnel`` and ``cockpit outreach``: the numbers, the path to quota and targets, for people and machines."""

from __future__ import annotations

from tests.cockpit.conftest import Type


def test_an_empty_funnel_says_how_one_begins_and_has_no_path(cockpit: Type) -> None:
    assert "cockpit deals add" in cockpit("funnel").out
    assert "cockpit quota set" in cockpit("funnel", "path").out
    assert cockpit("funnel", "path", "--json").json is None
    facts = cockpit("funnel", "--json").json
    assert (facts["win_rate"], facts["coverage"], facts["conversion_rate"], facts["path"]) == (None,) * 4
    assert (facts["healthy"], facts["outreach"]["prospects"]["count"]) == (0, 0)


def test_the_path_says_what_the_quota_takes_and_every_number_has_a_formula(cockpit: Type) -> None:
    cockpit("quota", "set", "10000", "--for", "maria", "--month", "2026-11")
    cockpit("deals", "add", "--name", "Website", "--value", "16000")
    path = cockpit("funnel", "path").out
    assert "24,000 USD of pipeline lack, 20 deals of 1,200 USD" in path and "assumed" in path
    facts = cockpit("funnel", "path", "--json").json
    assert (facts["pipeline_wanted"], facts["pipeline_lacks"], facts["deals"]) == (40_000, 24_000, 20)
    assert [step["step"] for step in facts["steps"]] == ["call", "conversation", "meeting", "demo"]
    numbers = cockpit("funnel", "numbers").out
    assert "16,000 USD open / 10,000 USD left of the quota" in numbers and "n/a" in numbers
    whole = cockpit("funnel", "--json").json
    assert whole["coverage"] == whole["coverage_of_quota"] == 1.6 and whole["path"] == facts


def test_targets_of_outreach_are_set_shown_and_taken_away(cockpit: Type) -> None:
    assert "cockpit outreach set" in cockpit("outreach", "targets").out
    assert "60 prospects, 40 calls" in cockpit("outreach", "set", "--prospects", "60", "--calls", "40").out
    shown = cockpit("outreach", "list", "--json").json
    assert (shown["prospects"], shown["meetings"]["target"]) == (
        {"count": 0, "target": 60, "leads": []},
        None,
    )
    assert "everybody" in cockpit("outreach", "targets").out
    wrong = cockpit("outreach", "set", "--calls", "many")
    assert wrong.code and "Write a whole number, like 40." in wrong.err
    cockpit("outreach", "set")
    assert cockpit("outreach", "targets", "--json").json == []


def test_where_nothing_matches_it_says_so_and_names_what_there_is(cockpit: Type) -> None:
    cockpit("deals", "add", "--name", "Website", "--channel", "direct", "--territory", "North")
    cockpit("products", "add", "Start", "--line", "Sites")
    for option, there in (("--channel", "direct"), ("--territory", "North"), ("--product-line", "Sites")):
        for verb in (("funnel",), ("deals", "list"), ("funnel", "--json")):
            wrong = cockpit(*verb, option, "nonsense")
            assert wrong.code == 2 and "'nonsense'. There are: " in wrong.err and there in wrong.err
    assert "Nobody here is called 'nonsense'. People: maria" in cockpit("funnel", "--of", "nonsense").err
    assert cockpit("funnel", "--channel", "upwork").line == "No deal matches: yours, channel upwork."
    assert cockpit("deals", "list", "--territory", "north").out.count("Website") == 1
    nothing = cockpit("deals", "list", "--product-line", "sites", "--find", "acme").line
    assert nothing == "No open deal matches: yours, product line sites, words acme."


def test_a_lead_becomes_a_deal_that_names_whom_to_call(cockpit: Type) -> None:
    cockpit("leads", "add", "--name", "Ana Costa", "--company", "Acme", "--phone", "+351 210 000 001")
    assert cockpit("deals", "open", "ana").line.startswith("deal opened: Ana Costa, Acme")
    assert "contact            Ana Costa, +351 210 000 001" in cockpit("deals", "show", "ana").out
    again = cockpit("deals", "open", "ana")
    assert again.code and "See: cockpit deals show 0" in again.err


def test_two_deals_are_made_one(cockpit: Type) -> None:
    one, other = (
        cockpit("deals", "add", "--name", "Website", "--value", "1200", "--json").json["id"] for _ in range(2)
    )
    assert "merged into Website" in cockpit("deals", "merge", one, other).out
    cockpit("deals", "win", one)
    third = cockpit("deals", "add", "--name", "Website", "--value", "1200", "--json").json["id"]
    refused = cockpit("deals", "merge", one, third)
    assert refused.code and "not the same" in refused.err
