"""`cockpit customers`, as a rep or a script types it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cockpit.conftest import Said, Type


@pytest.fixture
def acme(cockpit: Type) -> Type:
    """A cockpit with one customer, whose renewal is due."""
    assert cockpit("customers", "add", "--name", "Acme Ltd", "--value", "12000").code == 0
    assert cockpit("customers", "due", "acme", "2027-01-10").code == 0
    return cockpit


def steps(folder: Path) -> int:
    """How many changes there were."""
    with closing(sqlite3.connect(folder / "cockpit.db")) as store:
        return int(store.execute("select count(*) from journal").fetchone()[0])


def refused(said: Said) -> str:
    """What a refusal says: it is on the error's side, in one line, and the exit code is not nought."""
    assert said.code != 0 and said.out == ""
    (line,) = said.err.splitlines()
    return line


NEW = ("add", "--name", "Beta")
DAYS = (
    (*NEW, "--since"),
    ("edit", "acme", "--since"),
    ("due", "acme"),
    ("renew", "acme", "--next"),
    ("churn", "acme", "--reason", "price", "--on"),
    ("answer", "acme", "nps", "9", "--on"),
    ("review", "acme", "5", "--on"),
)
AMOUNTS = (
    (*NEW, "--value"),
    ("edit", "acme", "--value"),
    ("due", "acme", "2027-03-01", "--value"),
    ("renew", "acme", "--value"),
    ("upsell", "acme", "a shop", "--value"),
    ("deal", "acme", "a shop", "--value"),
)


@pytest.mark.parametrize("words", DAYS)
@pytest.mark.parametrize("typed", [" ", "soon or later", "2026-13-45", "0000-00-00"])
def test_a_day_that_is_none_is_answered_with_one_that_is(
    acme: Type, words: tuple[str, ...], typed: str
) -> None:
    line = refused(acme("customers", *words, typed))
    assert any(words in line for words in ("2026-11-19", "like 3 jan", "--since 2024-03-18"))


@pytest.mark.parametrize("words", AMOUNTS)
@pytest.mark.parametrize("typed", ["much", "-5", "1e400"])
def test_an_amount_that_is_none_is_answered_with_one_that_is(
    acme: Type, words: tuple[str, ...], typed: str
) -> None:
    assert "Write it like 1500" in refused(acme("customers", *words, typed))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((*NEW, "--since", ""), "--since 2024-03-18"),
        ((*NEW, "--value", ""), "--value 12000"),
        ((*NEW, "--currency", ""), "--currency EUR"),
        ((*NEW, "--currency", "money"), "Write three letters, like EUR"),
        ((*NEW, "--channel", ""), "--channel Upwork"),
        ((*NEW, "--channel", "pigeon"), "Fiverr, Upwork, direct"),
        ((*NEW, "--territory", " "), "--territory North"),
        ((*NEW, "--segment", ""), "--segment retail"),
        ((*NEW, "--tags", ""), "--tags key"),
        ((*NEW, "--notes", ""), "--notes"),
        ((*NEW, "--custom", ""), "--custom 'Team size=12'"),
        (("add", "--name", ""), '--name "Acme Ltd"'),
        (("add", "--value", "12000"), '--name "Acme Ltd"'),
        (("edit", "acme", "--name", ""), "needs a name"),
        (("edit", "acme", "--currency", "EUR"), "counted in USD"),
        (("due", "acme", ""), "2026-11-19"),
        (("due", "acme", "2027-03-01", "--value", ""), "Write it like 1500"),
        (("due", "acme", "2027-03-01", "--value", "500 EUR"), "1500 USD"),
        (("renew", "acme", "--value", ""), "Write it like 1500"),
        (("renew", "acme", "--next", ""), "2026-11-19"),
        (("renew", "acme", "--reason", "price"), "--lost --reason price"),
        (("renew", "acme", "--lost", "--value", "5"), "leave out --lost"),
        (("renew", "acme", "--lost", "--reason", ""), "price, competitor"),
        (("renew", "acme", "--lost", "--reason", "rain"), "price, competitor"),
        (("churn", "acme"), "price, competitor"),
        (("churn", "acme", "--reason", "rain"), "price, competitor"),
        (("churn", "acme", "--reason", "price", "--on", ""), "2026-11-19"),
        (("churn", "acme", "--reason", "price", "--on", "2030-01-01"), "a day up to 2026-11-19"),
        (("complaint", "acme", ""), "what is wrong?"),
        (("complaint", "acme", "late", "--at", ""), "yesterday 16:30"),
        (("complaint", "acme", "late", "--at", "2030-01-01"), "yesterday 16:30"),
        (("answer", "acme", "", "9"), "'nps', 'csat'"),
        (("answer", "acme", "nps", ""), "from 0 to 10, like 9"),
        (("answer", "acme", "nps", "11"), "from 0 to 10, like 9"),
        (("answer", "acme", "csat", "0"), "from 1 to 5, like 4"),
        (("answer", "acme", "nps", "9", "--on", ""), "2026-11-19"),
        (("review", "acme", ""), "like 5 or 4.8"),
        (("review", "acme", "6"), "like 5 or 4.8"),
        (("review", "acme", "5", "--platform", ""), "--platform Upwork"),
        (("review", "acme", "5", "--on", ""), "2026-11-19"),
        (("upsell", "acme", ""), "in a few words"),
        (("upsell", "acme", "a shop", "--value", ""), "Write it like 1500"),
        (("deal", "acme", ""), "cockpit customers deal acme 'a shop'"),
        (("deal", "acme", "a shop", "--value", ""), "Write it like 1500"),
        (("days", "--silent", ""), "like: 30"),
        (("days", "--silent", "0"), "like: 30"),
        (("days", "--renewals", "soon"), "like: 30"),
        (("days", "--renewals", "99999"), "like 30"),
        (("note", "acme", ""), "needs words"),
        (("tag", "acme", ","), "needs a word"),
        (("assign", "acme", ""), "People: maria"),
        (("merge", "acme", ""), "cockpit customers list"),
        (("show", ""), "cockpit customers list"),
        (("list", "--of", ""), "People: maria"),
        (("list", "--find", ""), "--find acme"),
        (("list", "--which", ""), "'renewals'"),
        (("list", "--by", "luck"), "'what matters'"),
        (("list", "-n", "0"), "-n 20"),
        (("numbers", ""), "NRR, GRR"),
        (("numbers", "luck"), "NRR, GRR"),
        (("numbers", "--of", ""), "People: maria"),
        (("numbers", "--over", ""), "'90 days'"),
        (("export", "--of", ""), "People: maria"),
        (("export", "--find", " "), "--find acme"),
        (("export", "--format", ""), "'xlsx'"),
    ],
)
def test_an_option_that_says_nothing_or_nonsense_says_what_it_takes_and_changes_nothing(
    acme: Type, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    before = steps(tmp_path)
    assert expected in refused(acme("customers", *words))
    assert steps(tmp_path) == before


def test_an_empty_particular_is_taken_out_of_a_customer(acme: Type) -> None:
    assert acme("customers", "edit", "acme", "--territory", "North").code == 0
    assert acme("customers", "edit", "acme", "--territory", "", "--since", "").code == 0
    facts = acme("customers", "show", "acme", "--json").json
    assert (facts["territory"], facts["since"]) == ("", "")


def test_amounts_have_their_currency_and_whole_ones_are_whole(acme: Type) -> None:
    for words in (("list",), ("show", "acme"), ("numbers", "value"), ("numbers", "renewals due")):
        assert "12,000 USD" in acme("customers", *words).out
    facts = acme("customers", "list", "--json").json[0]
    assert facts["owner"] == "maria" and "owner_id" not in facts
    assert (repr(facts["value"]), facts["currency"]) == ("12000", "USD")


def test_from_deal_to_reference_customer_on_the_command_line(cockpit: Type) -> None:
    for words in (
        ("deals", "add", "--name", "Website", "--company", "Acme Ltd", "--value", "9000"),
        ("deals", "win", "website"),
        ("customers", "due", "acme", "2026-12-15"),
        ("customers", "complaint", "acme", "late by a week", "--at", "yesterday 10:00"),
        ("customers", "resolve", "acme", "sent again"),
        ("customers", "answer", "acme", "nps", "9", "good people"),
        ("customers", "answer", "acme", "csat", "5"),
        ("customers", "review", "acme", "4.8", "quick", "--platform", "Upwork"),
        ("customers", "upsell", "acme", "a shop", "--value", "4800"),
        ("customers", "deal", "acme"),
        ("deals", "win", "a shop"),
        ("customers", "renew", "acme", "--value", "10000"),
    ):
        assert (said := cockpit(*words)).code == 0, said.err
    out = cockpit("customers", "show", "acme").out
    for told in (
        "14,800 USD",
        "NPS",
        "CSAT",
        "4.8 stars, Upwork",
        "complaint resolved after",
        "deal a shop: ",
    ):
        assert told in out
    facts = cockpit("customers", "show", "acme", "--json").json
    assert [one["outcome"] for one in facts["renewals"]] == ["", "renewed"]
    assert facts["renewal_on"] == "2027-12-15" and facts["upsells"][0]["deal"]
    for _ in range(9):
        assert cockpit("undo").code == 0
    assert cockpit("customers", "show", "acme", "--json").json["answers"] == []


def test_a_company_says_for_which_reasons_customers_leave(acme: Type) -> None:
    before = acme("customers", "lists", "--json").json
    assert acme("customers", "lists", "add", "churn", "moved away").line.startswith(
        "moved away added to the churn reasons, on key m"
    )
    assert acme("customers", "churn", "acme", "--reason", "Moved away").code == 0
    assert acme("customers", "lists", "edit", "churn", "price", "--name", "too dear").code == 0
    assert acme("customers", "lists", "remove", "churn", "moved away").code == 0
    assert "too dear" in acme("customers", "lists").out
    assert "left 2026-11-19: moved away" in acme("customers", "show", "acme").out
    assert "taken by competitor" in refused(
        acme("customers", "lists", "edit", "churn", "too dear", "--key", "c")
    )
    for reason in ("too dear", "competitor", "quality", "no more need", "closed down"):
        assert acme("customers", "lists", "remove", "churn", reason).code == 0
    assert "One reason has to stay" in refused(acme("customers", "lists", "remove", "churn", "never replies"))
    for _ in range(9):
        assert acme("undo").code == 0
    assert acme("customers", "lists", "--json").json == before


def test_a_company_says_for_which_reasons_deals_are_lost(cockpit: Type) -> None:
    assert cockpit("deals", "add", "--name", "Site", "--company", "Acme Ltd").code == 0
    assert "cockpit deals lists add loss" in refused(cockpit("deals", "lose", "site", "--reason", "rain"))
    assert cockpit("deals", "lists", "add", "loss", "rain").code == 0
    assert cockpit("deals", "lose", "site", "--reason", "rain").code == 0


def test_customers_that_look_alike_are_made_one_or_told_apart(acme: Type) -> None:
    for name, value in (("Acmee", "500"), ("Beta", "1"), ("Bete", "2")):
        assert acme("customers", "add", "--name", name, "--value", value).code == 0
    assert "cockpit customers merge 0" in acme("customers", "duplicates").out
    (pair,) = acme("customers", "duplicates", "--json").json
    assert {pair["a_name"], pair["b_name"]} == {"Acme Ltd", "Acmee"}
    assert acme("customers", "merge", "acme ltd", "acmee").code == 0
    assert acme("customers", "show", "acme", "--json").json["value"] == 12_500
    assert acme("undo").code == 0
    assert "are two customers" in acme("customers", "differ", "acme ltd", "acmee").line
    assert "No two customers look alike" in acme("customers", "duplicates").out
    assert "said before" in refused(acme("customers", "differ", "acme ltd", "acmee"))
    assert "Choose two" in refused(acme("customers", "differ", "acmee", "acmee"))


def test_of_several_complaints_and_upsells_the_one_in_those_words_is_meant(acme: Type) -> None:
    for text, when in (("late", "yesterday 10:00"), ("wrong colour", "9:00")):
        assert acme("customers", "complaint", "acme", text, "--at", when).code == 0
        assert acme("customers", "upsell", "acme", f"{text} no more").code == 0
    assert "Open are: late; wrong colour." in refused(acme("customers", "resolve", "acme", "--complaint", ""))
    assert acme("customers", "resolve", "acme", "painted", "--complaint", "Colour").code == 0
    assert "late no more" in acme("customers", "deal", "acme", "Late no more").line
    facts = acme("customers", "show", "acme", "--json").json
    assert [(one["text"], one["resolution"]) for one in facts["complaints"]] == [
        *(("late", ""), ("wrong colour", "painted")),
    ]
    assert [one["what"] for one in facts["upsells"] if one["deal"] is None] == ["wrong colour no more"]
