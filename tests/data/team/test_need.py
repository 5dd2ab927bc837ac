"""Who needs attention, and why: rules, without a store."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.people.person import Person
from data.team.member import Flags, Member, Queue, Runs, WeekPoints
from data.team.need import WELL, by_need, by_rank, reasons
from data.team.words import pace_words, why_words

MONDAY = date(2026, 11, 16)


def member(
    name: str = "Ana", points: int = 0, goal: int | None = 500, pace: int | None = 0, **facts: object
) -> Member:
    """Somebody whose week stands so."""
    person = Person(hash(name), name.lower(), name, "rep", "2026-09-07", "UTC", "Mon-Fri 09:00-17:00")
    week = WeekPoints(MONDAY, points, goal)
    return Member(person, 11, (week,), pace, week, pace, 1, **facts)  # type: ignore[arg-type]


def test_all_is_well_where_there_is_no_reason() -> None:
    assert why_words(member(points=400, pace=300)) == "all is well"


def test_reasons_come_in_the_order_in_which_they_press() -> None:
    one = member(
        pace=300, points=100, queue=Queue(3, 2, 1, 4), over=75, silent=3, stuck=1, runs=Runs(1, 2), to_sign=1,
        unsent=1, flags=Flags(1, 2),
    )  # fmt: skip
    assert [reason.words for reason in reasons(one)] == [
        "2 answers over, 1 h 15 min the longest",
        "nothing logged for 3 working days",
        "200 behind pace",
        "2 KRA runs overdue",
        "1 deal stuck",
        "4 leads cold",
        "1 week to sign",
        "1 week unsent",
        "1 burst flagged",
        "2 entries logged late",
    ]


def test_a_little_behind_is_no_reason() -> None:
    assert reasons(member(points=251, pace=300)) == []  # 49 of 500: below a tenth
    assert [one.words for one in reasons(member(points=250, pace=300))] == ["50 behind pace"]


def test_who_has_begun_and_logged_nothing_is_asked_after() -> None:
    assert why_words(member(silent=None)) == "has logged nothing yet"
    assert why_words(member(silent=None)._replace(number=0)) == "all is well"
    assert why_words(member(silent=1)) == "all is well"


def test_who_needs_most_comes_first() -> None:
    well, late, later = member("Well", 500), member("Late", pace=100), member("Later", pace=300)
    over = member("Over", queue=Queue(1, 1, 1), over=5)
    assert [one.person.name for one in by_need([well, late, later, over])] == [
        "Over",
        "Later",
        "Late",
        "Well",
    ]


def test_a_point_further_behind_comes_first() -> None:
    less, more = member("Less", pace=72, stuck=3), member("More", pace=73)
    assert [one.person.name for one in by_need([less, more])] == ["More", "Less"]


def test_the_ranking_goes_by_the_share_of_the_goal() -> None:
    half, all_of_less, none = member("Half", 250), member("All", 200, 200), member("None", 900, None, None)
    assert [one.person.name for one in by_rank([half, none, all_of_less])] == ["All", "Half", "None"]


def test_without_a_goal_or_working_time_no_pace_is_told() -> None:
    assert pace_words(member(goal=None, pace=None)) == "no goal"
    assert pace_words(member(pace=None)) == "week off"
    assert pace_words(member(points=500, pace=100)) == "reached"
    assert pace_words(member(points=100, pace=100)) == "on pace"


@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(0, 500), st.integers(0, 3), st.integers(0, 9)), max_size=9
    )
)
def test_nobody_is_lost_or_doubled_by_any_order(facts: list[tuple[int, int, int, int]]) -> None:
    members = [
        member(f"P{place}", points, 500, pace, stuck=stuck, silent=silent)
        for place, (points, pace, silent, stuck) in enumerate(facts)
    ]
    names = sorted(one.person.name for one in members)
    assert sorted(one.person.name for one in by_need(members)) == names
    assert sorted(one.person.name for one in by_rank(members)) == names
    firsts = [reasons(one)[0].rank if reasons(one) else WELL for one in by_need(members)]
    assert firsts == sorted(firsts)
