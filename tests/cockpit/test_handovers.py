"""``cockpit handovers``: offering, answering, and what is said to people and to machines."""

from __future__ import annotations

import pytest

from tests.cockpit.conftest import Type


@pytest.fixture
def handing(team: Type) -> Type:
    """Li has a qualified lead and a won deal; Bo is a sales executive."""
    team("people", "edit", "bo", "--sales-role", "se")
    for words in (
        ("leads", "add", "--name", "Ina", "--company", "Acme", "--email", "ina@acme.example"),
        ("leads", "qualify", "ina"),
        ("deals", "add", "--name", "Website", "--value", "1500"),
        ("deals", "win", "website"),
    ):
        said = team("--as", "li", *words)
        assert said.code == 0, said.err
    return team


def test_a_lead_is_offered_sent_back_offered_again_and_accepted(handing: Type) -> None:
    offer = ("--as", "li", "handovers", "offer", "lead", "ina", "--to", "bo")
    ticks = ("--tick", "need", "--tick", "willing")
    assert handing(*offer, *ticks).line.startswith("Ina, Acme offered to Bo Lund   (")
    assert "Ina, Acme  lead  Li Wei  Bo Lund" in handing("--as", "bo", "handovers", "list").out
    assert handing("--as", "bo", "handovers", "return", "ina", "--reason", "no budget").code == 0
    assert "sent back by Bo Lund: no budget" in handing("--as", "li", "handovers").out
    assert handing(*offer, "--note", "budget confirmed").code == 0, "what the lead says by now needs no tick"
    assert handing("--as", "bo", "handovers", "accept", "ina").line.startswith(
        "Ina, Acme accepted, from Li Wei"
    )
    assert handing("leads", "show", "ina", "--json").json["owner"] == "bo"
    shown = handing("handovers", "show", "ina", "--json")
    assert shown.code == 1 and "could be several" in shown.err
    rate = handing("handovers", "rate", "--period", "month", "--of", "li", "--json").json
    assert rate["period"] == "2026-11"
    assert {one["kind"]: (one["percent"], one["qualified"], one["all"]) for one in rate["rates"]} == {
        "lead": (0.0, 0, 1), "project": (None, 0, 0), "customer": (None, 0, 0), "all": (0.0, 0, 1),
    }  # fmt: skip
    assert "n/a" in handing("handovers", "rate").out


def test_a_won_deal_goes_to_a_project_manager_outside(handing: Type) -> None:
    offer = ("--as", "li", "handovers", "offer", "project", "website", "--outside", "Pat of Delivery")
    assert "Not ticked yet: order documents complete; " in handing(*offer, "--tick", "scope").err
    assert handing(*offer, "--all-ticked", "--note", "two sites").code == 0
    facts = handing("--as", "li", "handovers", "show", "website", "--json").json
    assert (facts["to"], facts["outside"], facts["state"], facts["note"]) == (
        *("Pat of Delivery", True, "offered"),
        "two sites",
    )
    shown = handing("--as", "li", "handovers", "show", "website").out
    assert "scope written down" in shown and "two sites" in shown
    assert handing("--as", "li", "handovers", "accept", "website").code == 0
    assert "Nothing waits for you" in handing("--as", "li", "handovers").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("offer", "lead", "ina"), "To whom? --to WHO, such as bo"),
        (("offer", "lead", "ina", "--to", "li"), "Li Wei has it already"),
        (("offer", "lead", "ina", "--to", "bo", "--tick", "sunny"), "no item of the checklist. Items: need"),
        (("offer", "lead", "ina", "--to", "bo", "--outside", "Pat"), "not both"),
        (("offer", "gift", "ina", "--to", "bo"), "Kinds: lead, project, customer"),
        (("offer", "lead", "ina", "--to", "pat"), "Nobody here is called 'pat'. People: "),
        (("accept", "ina"), "No handover that you may see matches 'ina'"),
        (("list", "mine"), "me"),
        (("rate", "--period", "soon"), "2026-11, 2026-Q4 or 2026"),
        (("checklist", "--add", "x"), "Say which list"),
    ],
)
def test_nonsense_is_answered_with_what_is_expected(handing: Type, words: tuple[str, ...], said: str) -> None:
    answer = handing("--as", "li", "handovers", *words)
    assert answer.code in (1, 2) and said in answer.err


def test_an_admin_says_what_is_ticked(handing: Type) -> None:
    assert handing("handovers", "checklist", "lead", "--add", "knows our prices").code == 0
    assert "knows our prices" in handing("handovers", "checklist", "--json").json["lead"]
    assert handing("handovers", "checklist", "lead", "--remove", "knows").code == 0
    assert "knows" not in handing("handovers", "checklist", "lead").out
    assert "Only an admin" in handing("--as", "li", "handovers", "checklist", "lead", "--add", "x").err
