"""Every number says how it came about, and an entry who changed it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.begin import begin_store
from data.calendar.days import monday_of
from data.kernel.errors import Refused
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.opening import open_store
from data.people.person import Person, by_id
from data.points.correct import EditActivity
from data.points.explain import NOT_AVAILABLE, kind_formula, numbers_of, records_of, streak_steps
from data.points.headline import onboarding_words, plain, score, who_and_when
from data.points.history import facts_of
from data.points.kinds import kind_named
from data.points.log import LogActivity
from data.points.week import week_of
from data.points.weeks import streak_of

TODAY = date(2026, 11, 19)
MONDAY = monday_of(TODAY)
NOW = round(datetime(2026, 11, 19, 14, 5, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = str(tmp_path / "cockpit.db")
    begin_store(path, NOW, name="Maria Silva", start="2026-09-07", time_zone="Europe/Lisbon")
    return open_store(path)


@pytest.fixture
def maria(store: Store) -> Person:
    return by_id(store, store.select("select id from person")[0][0])


def log(store: Store, person: Person, kind: str, count: int, days_ago: int = 0) -> int:
    when = NOW - days_ago * DAY
    made = LogActivity(store.ids.new(when), person.id, when, kind=kind, count=count, done_at=when)
    return store.apply(made).id


def numbers(store: Store, person: Person, monday: date = MONDAY) -> dict[str, tuple[str, str]]:
    week = week_of(store, person, monday, NOW)
    found = numbers_of(store, week, streak_of(store, person, NOW))
    return {number.name: (number.value, number.formula) for number in found}


def test_each_number_names_both_sides_of_its_formula(store: Store, maria: Person) -> None:
    log(store, maria, "call", 84)
    found = numbers(store, maria)
    assert found["total"] == ("84", "call 84")
    assert found["goal"] == ("500", "rule for everybody, weeks 3 to 13, since 2000-01-01")
    assert found["pace"] == ("360", "goal 500 × 1835 of 2550 working minutes gone")
    assert found["against pace"] == ("276 behind", "total 84 − pace 360 = -276")
    assert found["needed a day"] == ("208", "(500 − 84) / 2 working days left, rounded up")


def test_without_a_goal_nothing_is_divided(store: Store, maria: Person) -> None:
    found = numbers(store, maria, monday_of(maria.start))
    assert {found[name][0] for name in ("goal", "pace", "against pace", "needed a day")} == {NOT_AVAILABLE}


def test_a_week_off_has_no_pace(store: Store, maria: Person) -> None:
    for offset in range(5):
        day = (monday_of(TODAY) + timedelta(days=offset)).isoformat()
        store.engine.write(
            [("insert into day_off(id, day, reason) values(?, ?, 'closed')", (offset + 1, day))]
        )
    found = numbers(store, maria)
    assert found["pace"][0] == found["needed a day"][0] == NOT_AVAILABLE


def test_a_changed_worth_has_a_term_of_its_own(store: Store, maria: Person) -> None:
    log(store, maria, "call", 80, days_ago=2)
    store.engine.write(
        [("insert into scale(id, kind, effective_on, points) values(1, 'call', '2026-11-18', 2)", ())]
    )
    log(store, maria, "call", 4)
    call = kind_named(store, "call")
    monday = monday_of(TODAY)
    words = kind_formula(store, maria.id, call, monday, TODAY)
    assert words == "80 × 1 + 4 × 2 = 88 points; worth changed, each counts as logged"
    assert kind_formula(store, maria.id, call, TODAY, TODAY) == "4 calls × 2 = 8 points"
    assert kind_formula(store, maria.id, kind_named(store, "demo"), monday, TODAY).endswith("= 0 points")


def test_the_records_are_those_that_were_counted(store: Store, maria: Person) -> None:
    log(store, maria, "call", 3)
    log(store, maria, "meeting", 1)
    log(store, maria, "call", 900)
    assert records_of(store, maria.id, TODAY, TODAY)[1] == "3 entries = 913 points"
    flagged, words = records_of(store, maria.id, TODAY, TODAY, flagged=True)
    assert len(flagged) == 1 and words == "1 entry = 900 points"


@pytest.mark.parametrize("reached", [(), (0,), (0, 1, 2), (1, 2, 4), (1, 3)])
def test_the_steps_of_the_streak_count_up_to_it(
    store: Store, maria: Person, reached: tuple[int, ...]
) -> None:
    for weeks_ago in reached:
        log(store, maria, "discovery", 20, days_ago=7 * weeks_ago)
    steps = streak_steps(store, maria, TODAY)
    assert sum(step.counted for step in steps) == streak_of(store, maria, NOW)


def test_an_entry_tells_its_changes_until_they_are_undone(store: Store, maria: Person) -> None:
    entry = log(store, maria, "call", 3)
    for count in (4, 5):
        store.apply(EditActivity(store.ids.new(NOW), maria.id, NOW, entry=entry, count=count))
    facts = facts_of(store, entry, maria)
    changes = [fact.text for fact in facts if fact.name == "changed"]
    assert ["count 4 → 5" in changes[0], "count 3 → 4" in changes[1], len(changes)] == [True, True, 2]
    assert "by Maria Silva" in next(fact.text for fact in facts if fact.name == "logged")
    store.apply(Undo(store.ids.new(NOW), maria.id, NOW))
    facts = facts_of(store, entry, maria)
    assert ["4 calls" in facts[0].text, sum(fact.name == "changed" for fact in facts)] == [True, 1]


def test_a_flag_says_its_reason_and_a_gone_entry_that_it_is_gone(store: Store, maria: Person) -> None:
    entry = log(store, maria, "call", 900)
    facts = {fact.name: fact.text for fact in facts_of(store, entry, maria)}
    assert facts["flagged"].startswith("900 calls in 10 minutes")
    with pytest.raises(Refused, match="no longer there"):
        facts_of(store, 1, maria)


def test_the_streak_says_which_weeks_it_passes_over(store: Store, maria: Person) -> None:
    """A rep whose streak went on over a short week must be able to read why."""
    _, formula = numbers(store, maria)["streak"]
    assert "weeks with days off that reached their share are passed over" in formula


def test_the_head_line_tells_who_does_not_sell_and_what_lies_before_the_start(
    store: Store, maria: Person
) -> None:
    buyer = maria._replace(sells=0)
    assert plain(score(week_of(store, buyer, MONDAY, NOW))) == "does not sell   no points are counted"
    heads = [plain(who_and_when(week_of(store, one, MONDAY, NOW), "Inbox")[0]) for one in (maria, buyer)]
    assert "   week " in heads[0] and "week" not in heads[1], "who does not sell is in no week of onboarding"
    early = week_of(store, maria, date(2025, 1, 6), NOW)
    assert plain(score(early)) == "0 points   before the start"
    assert onboarding_words(early) == "before the start"
    later = maria._replace(start_date="2027-02-01")
    assert onboarding_words(week_of(store, later, MONDAY, NOW)) == "starts Mon 1 Feb 2027"
