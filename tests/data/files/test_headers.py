"""What a user would lose: an import that takes the wrong column without a word."""

import pytest

from data.files import FileRefused
from data.files.headers import match_columns, normalised, parse_mapping

VOCABULARY = {
    "name": ("full name", "name", "contact"),
    "company": ("company", "company name", "account name", "organisation"),
    "email": ("email", "email address", "e-mail"),
    "day": ("activity date", "date", "close date"),
    "phone": ("phone", "phone number", "telephone"),
}


def test_known_names_are_found_however_they_are_written() -> None:
    for columns in (
        ["Full Name", "Company Name", "E-mail", "Close Date", "Phone Number"],
        ["full_name", "company", "EMAIL", "CLOSEDATE", "Téléphone__c"],
        ["FullName", "companyName", "emailAddress", "closeDate", "phoneNumber"],
    ):
        found = match_columns(columns, VOCABULARY)
        assert [match.column for match in found.values()] == columns
        assert list(found) == list(VOCABULARY)


def test_a_sure_match_says_so_and_a_likely_one_says_how_likely() -> None:
    found = match_columns(["Compny Name", "Email"], VOCABULARY)
    assert found["email"].is_sure
    assert not found["company"].is_sure
    assert found["company"].score >= 86
    assert "% like company name" in found["company"].why


def test_a_column_serves_one_field_and_the_most_telling_name_wins() -> None:
    found = match_columns(["Name", "Full Name", "Company"], VOCABULARY)
    assert found["name"].column == "Full Name"
    assert found["company"].column == "Company"
    assert len({match.column for match in found.values()}) == len(found)
    shared = match_columns(["Date"], {"created": ("created", "date"), "closed": ("date",)})
    assert list(shared) == ["closed"]


def test_short_or_strange_names_are_not_guessed() -> None:
    assert match_columns(["Mail", "Dat", "", "???", "姓名"], VOCABULARY) == {}
    assert match_columns([], VOCABULARY) == {}


def test_normalised_names() -> None:
    assert (
        normalised("CloseDate") == normalised("close_date") == normalised(" CLOSE-date__c ") == "close date"
    )
    assert normalised("Téléphone") == "telephone"


COLUMNS = ["Activity Type", "Activity Date", "Acme, customer", "Owner"]


def test_a_given_mapping() -> None:
    text = 'kind=Activity Type, day=activity_date,"company=Acme, customer"'
    assert parse_mapping(text, COLUMNS, ["kind", "day", "company"]) == {
        "kind": "Activity Type",
        "day": "Activity Date",
        "company": "Acme, customer",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind=Type", "no column called Type. The columns are Activity Type, Activity Date"),
        ("sort=Activity Type", "no field called sort. The fields are kind, day"),
        ("kind", "is no pair"),
        ("kind=", "is no pair"),
        ("kind=Owner,kind=Activity Type", "field kind is mapped twice"),
        ("kind=Owner,day=Owner", "column Owner is mapped twice"),
        ("", "is empty"),
        (" , ", "is empty"),
        ('"kind=Owner', "not closed"),
        ("kind=\x1b[2J", "no column called [2J."),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_exists(text: str, words: str) -> None:
    with pytest.raises(FileRefused) as caught:
        parse_mapping(text, COLUMNS, ["kind", "day"])
    assert words in str(caught.value)
