"""One e-mail, phone or name has one normal form, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.normal_forms import company_key, folded, normal_email, normal_name, normal_phone


@pytest.mark.parametrize("text", ["ida@lund.no", " IDA@Lund.NO ", "Ida Lund <ida@lund.no>", "<ida@lund.no>"])
def test_spellings_of_one_address(text: str) -> None:
    assert normal_email(text) == "ida@lund.no"


@pytest.mark.parametrize("text", ["", "ida", "a@b@c", "ida lund@x.no"])
def test_what_is_no_address_has_no_form(text: str) -> None:
    assert normal_email(text) == ""


@pytest.mark.parametrize(
    "text", ["+351 211 234 567", "00351 211234567", "(+351) 211-234-567", "+351 211 234 567 ext. 12"]
)
def test_spellings_of_one_number(text: str) -> None:
    assert normal_phone(text, "PT") == "+351211234567"


def test_a_national_number_gets_the_companys_country() -> None:
    assert normal_phone("211 234 567", "PT") == "+351211234567"
    assert normal_phone("(212) 555-0100", "US") == normal_phone("1-212-555-0100", "US") == "+12125550100"
    assert normal_phone("020 7946 0018", "GB") == "+442079460018"
    assert normal_phone("211 234 567") == "211234567"
    assert normal_phone("12345") == ""


def test_names_and_companies_are_compared_without_accents_marks_and_legal_forms() -> None:
    assert normal_name("José  Müller-Lund", "Øl & Gas A.S.") == normal_name("jose muller lund", "øl gas")
    assert company_key("Acme, Inc.") == company_key("ACME LLC") == "acme"
    assert company_key("Limited") == "limited"
    assert normal_name("", "Acme") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
