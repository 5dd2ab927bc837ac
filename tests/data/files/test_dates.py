"""What a user would lose: calls that land in the wrong month, and scores that land in the wrong week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.files import CellRefused
from data.files.dates import DateFormat, Moment, detect_date_format, parse_moment

MONTH_FIRST = DateFormat(slash="mdy", dash="mdy")


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2024-03-12", "2024-03-12", None),
        ("2024-03-12 09:14", "2024-03-12", "09:14:00"),
        ("2026-01-30 15:55:37", "2026-01-30", "15:55:37"),
        ("2026/02/14 08:04:10", "2026-02-14", "08:04:10"),
        ("2012-03-20T16:29:53.000Z", "2012-03-20", "16:29:53+00:00"),
        ("2024-08-13T18:04:34.666+01:00", "2024-08-13", "18:04:34+01:00"),
        ("2024-08-13T18:04:34-0330", "2024-08-13", "18:04:34-03:30"),
        ("2024-08-13t18:04:34z", "2024-08-13", "18:04:34+00:00"),
        ("2024-03-12 03:14:00 PM", "2024-03-12", "15:14:00"),
        ("2024-03-12 12:00:00 AM", "2024-03-12", "00:00:00"),
        ("3/4/2025", "2025-04-03", None),
        ("3/4/25 3:05 PM", "2025-04-03", "15:05:00"),
        ("3/25/2025", "2025-03-25", None),
        ("20.03.2024", "2024-03-20", None),
        ("15 Apr, 2021 00:03:00", "2021-04-15", "00:03:00"),
        ("12 Mar 2021", "2021-03-12", None),
        ("15-Jan-2024", "2024-01-15", None),
        ("15-Jan-69", "1969-01-15", None),
        ("Mar 20 2024", "2024-03-20", None),
        ("March 20th, 2024 at 9:05 am", "2024-03-20", "09:05:00"),
        ("Tue, 12 Sept 2023 10:00:00 +0200", "2023-09-12", "10:00:00+02:00"),
        ("20240312", "2024-03-12", None),
        ("45631", "2024-12-05", None),
        ("45631.5", "2024-12-05", "12:00:00"),
        ("45631,25", "2024-12-05", "06:00:00"),
        (" 2024-02-29 ", "2024-02-29", None),
    ],
)
def test_forms_that_real_systems_write(text: str, day: str, time: str | None) -> None:
    assert parse_moment(text) == Moment(day, time)


def test_the_form_of_american_systems() -> None:
    assert parse_moment("03-04-2025 17:30:00", MONTH_FIRST) == Moment("2025-03-04", "17:30:00")
    assert parse_moment("31/12/2025", MONTH_FIRST).day == "2025-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0000-00-00",
        "31/02/2024",
        "2023-02-29",
        "2024-13-01",
        "99/99/2024",
        "12",
        "1234",
        "123456789",
        "yesterday",
        "12 Foo 2021",
        "2024-03-12 25:00",
        "2024-03-12 10:61",
        "2024-03-12 13:00 PM",
        "0024-03-12",
        "2024-03-12 junk",
        "2024-03-1234",
        "20241301",
        "3.14",
        "99999",
        "2024-03-12T10:00+99:00",
        "٢٠٢٤-٠٣-١٢",
        "1" * 9999,
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(CellRefused) as caught:
        parse_moment(text)
    assert len(str(caught.value)) < 120


def test_one_number_above_twelve_decides_the_column() -> None:
    assert detect_date_format(["3/4/2025", "4/13/2025", ""]) == MONTH_FIRST._replace(dash="dmy")
    assert detect_date_format(["03-04-2025", "13-04-2025"], default="mdy").dash == "dmy"
    assert not detect_date_format(["2024-01-15", "15-Jan-2024", "5/5/2025", "x"]).notes


def test_a_column_that_does_not_tell_is_reported_and_read_as_the_default_says() -> None:
    found = detect_date_format(["3/4/2025", "5/6/2025"], default="mdy")
    assert parse_moment("3/4/2025", found).day == "2025-03-04"
    assert found.notes == ("3/4/2025 does not tell day from month. Read as month first.",)


def test_a_column_that_contradicts_itself_is_reported() -> None:
    found = detect_date_format(["13/4/2025", "4/13/2025", "1/2/2025"])
    assert len(found.notes) == 1
    assert "contradict" in found.notes[0] and "1/2/2025" in found.notes[0]


def test_mixed_forms_in_one_column_do_not_disturb_each_other() -> None:
    column = ["2024-01-15", "01/20/2024", "20.03.2024"]
    found = detect_date_format(column)
    assert not found.notes
    assert [parse_moment(text, found).day for text in column] == ["2024-01-15", "2024-01-20", "2024-03-20"]


DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_day_survives_every_form(day: date) -> None:
    iso = day.isoformat()
    assert parse_moment(iso).day == iso
    assert parse_moment(day.strftime("%d/%m/%Y")).day == iso
    assert parse_moment(day.strftime("%m/%d/%Y"), MONTH_FIRST).day == iso
    assert parse_moment(day.strftime("%d %b %Y")).day == iso
    assert parse_moment(day.strftime("%B %d, %Y")).day == iso
    assert parse_moment(str((day - date(1899, 12, 30)) // timedelta(days=1))).day == iso


@given(st.text(max_size=30) | st.text(alphabet="0123456789/-.: TZAPM+janfeb", max_size=30))
def test_any_text_is_a_day_or_is_refused(text: str) -> None:
    try:
        moment = parse_moment(text)
    except CellRefused:
        return
    date.fromisoformat(moment.day)
