"""What a user would lose: a deal that is worth a thousand times more, or less, than it is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files import CellRefused
from data.files.numbers import Amount, NumberFormat, detect_number_format, parse_amount

COMMA = NumberFormat(",")


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$22,700.00", "22700.00", "USD"),
        ("500000.0", "500000.0", None),
        ("-12.5", "-12.5", None),
        ("(1,234.00)", "-1234.00", None),
        ("-$5.00", "-5.00", "USD"),
        ("$-5.00", "-5.00", "USD"),
        ("($5.00)", "-5.00", "USD"),
        ("5-", "-5", None),
        ("USD 1,200", "1200", "USD"),
        ("1200 EUR", "1200", "EUR"),
        ("£10", "10", "GBP"),
        ("1'234.50", "1234.50", None),
        ("CHF 1’234.50", "1234.50", "CHF"),
        ("1,00,000.25", "100000.25", None),
        (".5", "0.5", None),
        ("7.", "7", None),
        ("+3", "3", None),
        ("0", "0", None),
    ],
)
def test_amounts_with_a_decimal_point(text: str, value: str, currency: str | None) -> None:
    assert parse_amount(text) == Amount(Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1.234,56 €", "1234.56", "EUR"),
        ("1 234,56\u00a0€", "1234.56", "EUR"),
        ("1\u202f234\u202f567", "1234567", None),
        ("R$ 1.200,00", "1200.00", "BRL"),
        ("1.054", "1054", None),
        ("−3,5", "-3.5", None),
        ("99,90 zł", "99.90", "PLN"),
    ],
)
def test_amounts_with_a_decimal_comma(text: str, value: str, currency: str | None) -> None:
    assert parse_amount(text, COMMA) == Amount(Decimal(value), currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "abc",
        "12abc",
        "1.2.3",
        "1,2",
        "12,34.5",
        "1.234,56",
        "1,234,5",
        "1.2E+05",
        "--5",
        "(5",
        "(-5)",
        "USD 5 EUR",
        "1/2",
        "٣",
        "1" * 99,
        "12 34",
        "25%",
        "NaN",
        "Infinity",
    ],
)
def test_what_does_not_fit_is_refused_and_never_bent(text: str) -> None:
    with pytest.raises(CellRefused):
        parse_amount(text)


def test_digits_that_a_spreadsheet_has_cut_are_named() -> None:
    with pytest.raises(CellRefused, match="shortened by a spreadsheet"):
        parse_amount("3.51E+11")


def test_the_mark_is_decided_over_the_whole_column() -> None:
    assert detect_number_format(["1.234", "12,5"]) == COMMA
    assert detect_number_format(["1,234", "$12.50"], default=",") == NumberFormat(".")
    assert detect_number_format(["1.234.567"]).decimal == ","
    assert detect_number_format(["0.125"]).decimal == "."
    assert detect_number_format(["1.234,56 €"]).decimal == ","
    assert detect_number_format(["1054", "588", ""]).notes == ()


def test_a_column_that_does_not_tell_or_contradicts_itself_is_reported() -> None:
    doubtful = detect_number_format(["1.234", "5"], default=",")
    assert doubtful == COMMA._replace(
        notes=("1.234 does not tell thousands from decimals. Read with a decimal comma.",)
    )
    assert "contradict" in detect_number_format(["1.5", "1,5"]).notes[0]


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([".", ","]))
def test_every_amount_survives_being_written_for_a_reader(value: Decimal, mark: str) -> None:
    text = f"{value:,.2f}"
    if mark == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    found = detect_number_format([text])
    assert found.notes == ()
    assert parse_amount(text, found).value == value
    assert parse_amount(f"{text} €", found) == Amount(value, "EUR")


@given(st.text(max_size=20) | st.text(alphabet="0123456789.,' -+$()EUR", max_size=20))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    for number_format in (NumberFormat("."), COMMA, detect_number_format([text])):
        try:
            assert parse_amount(text, number_format).value.is_finite()
        except CellRefused as refused:
            assert str(refused)
