"""One e-mail, phone or name has one normal form, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.normal_forms import (
    _TRUNK_ZERO,
    company_key,
    folded,
    normal_email,
    normal_name,
    normal_phone,
    normal_phones,
)


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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+49 (0)30 000000", "+4930000000"),
        ("0049 (0)30-000000", "+4930000000"),
        ("+49 030 000000", "+4930000000"),
        ("+353 (0)1 000 0000", "+35310000000"),
        ("+39 06 000000", "+3906000000"),
        ("+39 (0)6 000000", "+3906000000"),
        ("(0)30 000000", "030000000"),
        ("tel:+47-22-00-00-00", "+4722000000"),
        ("+1 (202) 555-0123 ext. 45", "+12025550123"),
        ("202.555.0188 x9", "2025550188"),
        ("+1 202 555 0188;ext=9", "+12025550188"),
        ("+39 06 000000 int. 5", "+3906000000"),
        ("+39 347 0000000 (cell)", "+393470000000"),
        ("1-800-FLOWERS", "+18003569377"),
        ("https://wa.me/351910000001", "+351910000001"),
        ("٠٥٠ ٠٠٠ ٠٠٠٠", "0500000000"),
        ("+８１ ３ ００００ ００００", "+81300000000"),
        ("06221 / 000000", "06221000000"),
        ("+351 210 000 333/334", "+351210000333"),
        ("after 5 pm: 210 000 333", "210000333"),
        ("447912000001.0", "447912000001"),
        ("447,912,000,002", "447912000002"),
        ("4.47912000003E+11", "447912000003"),
    ],
)
def test_notations_of_one_number(text: str, number: str) -> None:
    assert normal_phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("4.47912E+11", "4,47912E+11", "12/05/1990", "1990-05-12", "1990-05-12 00:00:00", "12.05.1990"),
        *("#ERROR!", "########", "#¡VALOR!", "ext 12", "n/a", "12345", "NULL"),
    ],
)
def test_what_a_spreadsheet_spoiled_is_no_number(text: str) -> None:
    assert normal_phone(text) == "" == normal_phone(text, "GB")


def test_several_numbers_in_a_text_each_count() -> None:
    text = "+351 210 000 333 / +351 210 000 444, 0044 20 7946 0018"
    assert normal_phones(text) == ["+351210000333", "+351210000444", "+442079460018"]
    assert normal_phones("555-0100 / 555-0101 / 555 0100") == ["5550100", "5550101"]


def test_countries_whose_nought_is_dialled_within_them_alone() -> None:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    for code in _TRUNK_ZERO:
        facts = [
            PhoneMetadata.metadata_for_region(region, None)
            for region in COUNTRY_CODE_TO_REGION_CODE[int(code)]
        ]
        assert all(one is not None and one.national_prefix == "0" for one in facts), code


@given(st.text(alphabet=" +-()0123456789./,;x\n", max_size=24) | st.text(max_size=24))
def test_a_number_is_digits_or_nothing(text: str) -> None:
    number = normal_phone(text)
    assert number == "" or number.removeprefix("+").isdecimal()
    assert normal_phone(number) in (number, "") and number in ("", *normal_phones(text))


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
