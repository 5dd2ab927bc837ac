"""Values are read as they are typed, kept in one form, and shown again."""

import pytest

from data.kernel.errors import UsageError
from data.records.lines import first_value, labelled
from data.records.money import checked_money, money_words, typed_money
from data.records.tags import cleaned_tags, typed_tags, with_tags, without_tags


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("1500", 150_000), ("1,500.50", 150_050), ("", None), (None, None), (7, 7)]
)
def test_money_is_read_as_typed(typed: object, hundredths: int | None) -> None:
    assert checked_money(typed) == hundredths


@pytest.mark.parametrize(
    "typed", ["much", "-5", "1e99", "99999999999999999", "9999999999999k", "EUR", "1,2,3", "1500 EUR USD"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no amount"):
        checked_money(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1500 EUR", "1,500 EUR"),
        ("1.500,50", "1,500.50"),
        ("1.500,50 €", "1,500.50 EUR"),
        ("1.500", "1,500"),
        ("1,500", "1,500"),
        ("1500,5", "1,500.50"),
        ("1 500,00 zł", "1,500 PLN"),
        ("1'500 chf", "1,500 CHF"),
        ("$2,250.75", "2,250.75 USD"),
        ("1.234.567", "1,234,567"),
        ("15k", "15,000"),
        ("1,5k EUR", "1,500 EUR"),
        ("2M USD", "2,000,000 USD"),
        ("200 euros", "200 EUR"),
    ],
)
def test_amounts_are_read_in_the_ways_people_write_them(typed: str, shown: str) -> None:
    assert money_words(*typed_money(typed)) == shown


def test_money_is_shown_with_its_currency() -> None:
    assert money_words(150_000, "USD") == "1,500 USD"
    assert money_words(150_050, "") == "1,500.50"
    assert money_words(None, "USD") == ""


def test_a_value_may_bear_a_label() -> None:
    assert labelled("work: a@b.no\nc@d.no\n\nhttps://x.no") == [
        *(("work", "a@b.no"), ("", "c@d.no"), ("", "https://x.no")),
    ]
    assert first_value("") == ""
    assert first_value("work: a@b.no\nc@d.no") == "a@b.no"


def test_tags_are_put_on_and_taken_off_each_once() -> None:
    assert cleaned_tags("VIP,  fair , vip,") == "vip, fair"
    assert typed_tags("Fair, VIP") == ["fair", "vip"]
    assert with_tags("vip, late", ["fair", "vip"]) == "late, fair, vip"
    assert without_tags("vip, late", ["vip"]) == "late"
    with pytest.raises(UsageError):
        typed_tags(" , ")
