"""One e-mail, phone or name has one normal form, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.leads.keys import company_key, folded, keys_of, normal_email, normal_name, normal_phone
from data.leads.settings import SetPhoneRegion
from tests.data.leads.house import House


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


@given(st.text(), st.sampled_from(["", "PT", "US"]))
def test_any_text_has_keys_or_none(text: str, region: str) -> None:
    row = {"name": text, "company": text, "emails": text, "phones": text}
    found = keys_of(row, region)
    assert len(set(found)) == len(found)
    assert all(value for _, value in found)


def test_another_region_moves_the_keys_of_national_numbers_alone_and_undo_moves_them_back(
    house: House,
) -> None:
    house.add("Ida Lund", phones="work: 211 234 567\n+47 22 00 00 01")
    before = house.state()
    house.do(SetPhoneRegion, house.admin, region="pt")
    keys = "select value from lead_key where kind = 'phone' order by value"
    assert house.rows(keys) == [("+351211234567",), ("+4722000001",)]
    house.undo(house.admin)
    assert house.state() == before
