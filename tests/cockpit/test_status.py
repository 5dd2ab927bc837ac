"""`cockpit status`: where I stand, in one line."""

import pytest

from tests.cockpit.conftest import Type


def test_the_line_holds_points_goal_pace_distance_and_today(cockpit: Type) -> None:
    cockpit("log", "demo", "-n", "4", "--at", "mon")
    cockpit("log", "call", "-n", "44")
    # By Thursday 14:05 of Mon-Fri 9:00-17:30, 1835 of 2550 working minutes have passed.
    assert cockpit("status").line == "144/500 pace 360 -216  today 44"
    assert cockpit("status", "--short").line == "144/500 -216"


def test_being_ahead_is_a_plus(cockpit: Type) -> None:
    cockpit("log", "won", "-n", "20")
    assert cockpit("status").line == "500/500 pace 360 +140  today 500"


def test_before_the_first_goal_it_says_when_one_comes(cockpit: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_NOW", "2026-09-08T12:00+00:00")
    cockpit("log", "call", "-n", "7")
    assert cockpit("status").line == "7 points, no goal until week 3  today 7"
    assert cockpit("status", "--json").json["goal"] is None


def test_a_week_without_working_days_has_no_pace(cockpit: Type) -> None:
    cockpit("days", "off", "2026-11-16", "--to", "2026-11-20")
    assert cockpit("status").line == "0/500 no working days  today 0"
    assert cockpit("status", "--short").line == "0/500"


def test_json_has_every_number(cockpit: Type) -> None:
    cockpit("log", "call", "-n", "44")
    assert cockpit("status", "--json").json == {
        "person": "maria", "name": "Maria Silva", "week": "2026-W47", "monday": "2026-11-16",
        "onboarding_week": 11, "points": 44, "goal": 500, "goal_from_week": None, "pace": 360, "behind": 316,
        "missing": 456, "today": 44, "needed_a_day": 228, "days_left": 2, "flagged": 0, "signed_by": None,
        "streak": 0, "sells": True,
    }  # fmt: skip


def test_the_line_is_plain_ascii_whatever_the_name(cockpit: Type) -> None:
    cockpit("people", "edit", "maria", "--name", "Zoë 李 [red]")
    assert cockpit("status").out.isascii()


def test_the_day_is_that_of_the_persons_zone(cockpit: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    cockpit("people", "edit", "maria", "--zone", "Pacific/Auckland")
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-22T12:00+00:00")  # Monday 01:00 in Auckland
    assert cockpit("status", "--json").json["week"] == "2026-W48"
    assert cockpit("log", "call").line.startswith("1 call logged, +1   1 / 500")


@pytest.mark.parametrize(
    ("now", "pace"),
    [
        ("2026-03-27T17:30+00:00", 500),  # Friday, the clocks change on Sunday
        ("2026-03-30T12:15+00:00", 50),  # Monday 13:15 by the new clock: 4:15 of 42:30 hours
        ("2026-10-26T13:15+00:00", 50),  # the same by the old one again
    ],
)
def test_the_pace_is_right_in_weeks_when_clocks_change(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch, now: str, pace: int
) -> None:
    cockpit("people", "edit", "maria", "--start", "2026-01-05")
    monkeypatch.setenv("COCKPIT_NOW", now)
    assert cockpit("status", "--json").json["pace"] == pace


@pytest.mark.parametrize(("points", "needed"), [(25, None), (500, 0)])
def test_a_weekend_asks_for_nothing_a_day(
    cockpit: Type, monkeypatch: pytest.MonkeyPatch, points: int, needed: int | None
) -> None:
    assert cockpit("log", "demo", "-n", str(points // 25)).code == 0
    monkeypatch.setenv("COCKPIT_NOW", "2026-11-21T12:00+00:00")
    for words in (["status", "--json"], ["week", "--json"]):
        said = cockpit(*words).json
        assert (said["needed_a_day"], said["days_left"]) == (needed, 0)
    assert ("475 more, and no working day is left" in cockpit("week").out) is (needed is None)


def test_a_person_must_be_named_where_there_are_several(team: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COCKPIT_AS")
    said = team("status")
    assert said.code == 1
    assert "--as" in said.err
    assert "li, maria" in said.err


def test_somebody_deactivated_cannot_act(team: Type) -> None:
    team("people", "deactivate", "li")
    for words in (["status"], ["log", "call"]):
        said = team(*words, "--as", "li")
        assert (said.code, "no longer active" in said.err) == (1, True)


@pytest.mark.parametrize("now", ["soon", "99999-01-01", ""])
def test_a_bad_clock_is_said(cockpit: Type, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setenv("COCKPIT_NOW", now)
    assert cockpit("status").code == (2 if now else 0)
