"""Particulars are checked as they come in, and a record knows what it lacks."""

import json
from typing import Any

import pytest

from data.kernel.errors import UsageError
from data.leads.fields import LEADS, PARTICULARS, checked_lead
from data.leads.lead import Lead
from data.records.fields import completeness

FILLED: dict[str, Any] = {field.column: "x" for field in PARTICULARS}
COMPLETE = Lead(1)._replace(**FILLED)


def test_a_complete_record_lacks_nothing_and_an_empty_one_says_what() -> None:
    assert completeness(LEADS, COMPLETE) == (100, ())
    percent, missing = completeness(LEADS, COMPLETE._replace(emails="", budget=None))
    assert percent == 81
    assert missing == ("e-mail", "budget amount")


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
