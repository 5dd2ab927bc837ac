"""Mixes of activities that bring a week to its goal."""

from hypothesis import given
from hypothesis import strategies as st

from data.points.kinds import Kind
from data.points.mixes import mixes

KINDS = [
    Kind(position, code, code, f"{code}s", code[0], position, 60, 10)
    for position, code in enumerate(("call", "email", "talk", "meeting", "demo", "won"), 1)
]
WORTHS = {"call": 1, "email": 1, "talk": 5, "meeting": 10, "demo": 25, "won": 25}


def test_a_reached_goal_needs_nothing() -> None:
    assert mixes(0, KINDS, WORTHS, {}) == []
    assert mixes(-3, KINDS, WORTHS, {}) == []


def test_habits_decide_what_is_offered() -> None:
    found = mixes(188, KINDS, WORTHS, {"email": 400, "call": 3, "demo": 8})
    assert all(mix.parts[-1][0].code == "email" for mix in found)
    assert found[0].parts[0][0].code == "demo"


def test_a_new_rep_is_offered_the_first_kinds() -> None:
    assert [mix.text for mix in mixes(60, KINDS, WORTHS, {})][-1] == "60 calls"


def test_a_retired_kind_and_one_worth_nothing_are_never_offered() -> None:
    kinds = [kind._replace(active=0) if kind.code == "demo" else kind for kind in KINDS]
    found = mixes(300, kinds, {**WORTHS, "won": 0}, {"demo": 50, "won": 50})
    assert {kind.code for mix in found for kind, _ in mix.parts} <= {"call", "email", "talk", "meeting"}
    assert mixes(300, KINDS, dict.fromkeys(WORTHS, 0), {}) == []


@given(
    st.integers(1, 2_000),
    st.fixed_dictionaries({code: st.integers(0, 1_000) for code in WORTHS}),
    st.fixed_dictionaries({code: st.integers(0, 300) for code in WORTHS}),
)
def test_every_mix_reaches_the_goal_with_nothing_to_spare(
    missing: int, worths: dict[str, int], habit: dict[str, int]
) -> None:
    found = mixes(missing, KINDS, worths, habit)
    assert bool(found) == any(worths.values())
    assert len(found) <= 3
    assert len({mix.parts for mix in found}) == len(found)
    for mix in found:
        assert mix.points == sum(worths[kind.code] * count for kind, count in mix.parts) >= missing
        assert all(count > 0 for _, count in mix.parts)
        last, _ = mix.parts[-1]
        assert mix.points - worths[last.code] < missing
