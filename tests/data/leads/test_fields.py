"""Particulars are checked as they come in, and a record knows what it lacks."""

import json
from typing import Any

import pytest

from data.kernel.errors import UsageError
from data.leads.fields import LEADS, PARTICULARS, checked_lead
from data.leads.lead import Lead
from data.records.fields import completeness
from data.records.lines import first_value, labelled
from data.records.money import checked_money, money_words

FILLED: dict[str, Any] = {field.column: "x" for field in PARTICULARS}
COMPLETE = Lead(1)._replace(**FILLED)


def test_a_complete_record_lacks_nothing_and_an_empty_one_says_what() -> None:
    assert completeness(LEADS, COMPLETE) == (100, ())
    percent, missing = completeness(LEADS, COMPLETE._replace(emails="", budget=None))
    assert percent == 81
    assert missing == ("e-mail", "budget amount")


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("1500", 150_000), ("1,500.50", 150_050), ("", None), (None, None), (7, 7)]
)
def test_money_is_read_as_typed(typed: object, hundredths: int | None) -> None:
    assert checked_money(typed) == hundredths


@pytest.mark.parametrize("typed", ["much", "-5", "1e99", "99999999999999999"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no amount"):
        checked_money(typed)


def test_money_is_shown_with_its_currency() -> None:
    assert money_words(150_000, "USD") == "1,500 USD"
    assert money_words(150_050, "") == "1,500.50"
    assert money_words(None, "USD") == ""


@pytest.mark.parametrize(
    "columns",
    [
        {"emails": "ida at lund.no"},
        {"emails": "work: ida lund@x.no"},
        {"emails": "a@b"},
        {"emails": "@lund.no"},
        {"emails": "ida@lund..no"},
        {"phones": "abc"},
        {"phones": "+47 22 00 00 01\nwork: reception"},
        {"influence": "boss"},
        {"custom": "no json"},
        {"custom": "[1]"},
        {"custom": "[" * 100_000},
    ],
)
def test_particulars_that_make_no_sense_are_refused(columns: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        checked_lead({"name": "Ida", **columns})


def test_fields_of_the_companys_own_are_made_safe_text() -> None:
    row = checked_lead({"name": "Ida", "custom": {"Size\x1b": 12, "Empty": "", "Öl": "\u202eja"}})
    assert json.loads(str(row["custom"])) == {"Size": "12", "Öl": "ja"}


def test_a_value_may_bear_a_label() -> None:
    assert labelled("work: a@b.no\nc@d.no\n\nhttps://x.no") == [
        *(("work", "a@b.no"), ("", "c@d.no"), ("", "https://x.no")),
    ]
    assert first_value("") == ""
    assert first_value("work: a@b.no\nc@d.no") == "a@b.no"
