"""The views for those who ask in SQL say what the screens say; else an analyst and a rep see other numbers."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlite_utils import Database

from data.calendar.days import monday_of, onboarding_week, week_label
from data.kernel.engine import Statement
from data.kernel.ids import reference
from data.kernel.sqlite import sqlite3
from data.kernel.store import Store
from data.leads.commands import AddNote
from data.leads.merge import MergeLeads
from data.leads.triage import ReceiveMessage
from data.nouns import NOUNS
from data.people.goal import AS_EVERYBODY, goal_of, goal_rules
from data.people.person import Person, everybody
from data.points.kind_commands import RateKind
from data.points.kinds import worths_on
from data.points.log import LogActivity
from data.points.week import week_of
from tests.data.leads.house import House
from tests.data.query.conftest import THURSDAY, answer, records


def test_views_have_the_columns_that_are_declared_and_nothing_is_left_out(demo: Store) -> None:
    database = Database(sqlite3.connect(f"file:{demo.path}?mode=ro", uri=True))
    declared = {name: list(view.columns) for name, view in NOUNS.views().items()}
    of_the_store = {view.name: list(view.columns_dict) for view in database.views}
    inner = {"deal_sold", "deal_tally_part", "stage_tally_part"}  # what triggers read alone
    inner |= {name for name in of_the_store if name.endswith("_search_words")}
    assert {name: of_the_store[name] for name in of_the_store.keys() - inner} == declared
    assert all(meaning for view in NOUNS.views().values() for meaning in (view.about, *view.columns.values()))
    database.close()


def test_every_view_says_whose_its_rows_are(demo: Store) -> None:
    """A view that does not say so is not there for anybody whose session is bound to a person."""
    for view in NOUNS.views().values():
        said = [bool(view.owner), view.part_of is not None, view.open_to_all]
        assert sum(said) == 1, view.name
        assert not view.owner or view.owner in view.columns
        if view.part_of:
            other, column = view.part_of
            assert column in view.columns and column in NOUNS.views()[other].columns


def test_every_view_gives_rows_of_the_demo(demo: Store) -> None:
    empty = {name for name in NOUNS.views() if not answer(demo, f"select * from {name} limit 1")}
    assert empty == {"company_notes"}, "the made-up people note nothing on companies"


def test_views_open_in_the_library_that_knows_nothing_of_ours(demo: Store) -> None:
    """They may need no function of ours, and nothing that our connections set."""
    command = Path(sys.executable).with_name("sqlite-utils")
    for name in NOUNS.views():
        sql = f"select count(*) as rows, max(rowid) from (select 1 as rowid, * from {name})"
        done = subprocess.run(
            [str(command), "query", demo.path, sql, "--csv", "--no-headers"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{name}: {done.stderr}"
        (found,) = answer(demo, f"select count(*) from {name}")
        assert int(done.stdout.split(",")[0]) == found[0]


def test_week_points_are_those_of_the_screen(demo: Store) -> None:
    people = {person.id: person for person in everybody(demo)}
    rows = records(demo, "select * from week_points")
    for row in rows:
        person, monday = people[row["person_id"]], date.fromisoformat(row["monday"])
        week = week_of(demo, person, monday, THURSDAY)
        assert (row["points"], row["goal"], row["missing"]) == (week.total, week.goal, week.missing)
        assert row["onboarding_week"] == (week.number if week.number > 0 else None)
        assert row["reached"] == (None if week.goal is None else int(week.total >= week.goal))
        assert (row["person"], row["week"]) == (person.handle, week_label(monday))
    assert {(row["person_id"], row["monday"]) for row in rows} == _weeks_at_work(demo, people)


def _weeks_at_work(store: Store, people: dict[int, Person]) -> set[tuple[int, str]]:
    logged = [
        (who, monday_of(date.fromisoformat(day)))
        for who, day in answer(store, "select person_id, day from tally")
    ]
    first, latest = min(monday for _, monday in logged), max(monday for _, monday in logged)
    weeks = set(logged)
    for person in people.values():
        monday = max(monday_of(person.start), first)
        while person.active and person.sells and monday <= latest:
            weeks.add((person.id, monday))
            monday += timedelta(days=7)
    return {(who, monday.isoformat()) for who, monday in weeks}


@pytest.mark.parametrize("seed", range(5))
def test_the_goal_of_a_week_is_found_as_the_screen_finds_it(house: House, seed: int) -> None:
    """People's own goals, lifted ones, later ones, and a person's return to everybody's."""
    random = Random(seed)
    house.do(LogActivity, kind="call", count=1, done_at=house.now)
    rows: list[Statement] = []
    for number in range(40):
        rule = (
            random.choice([None, house.ana, house.ben]),
            (date(2026, 9, 7) + timedelta(days=random.randrange(-30, 80))).isoformat(),
            random.randrange(0, 10),
            random.choice([None, *range(3, 14)]),
            random.choice([None, 0, 300, 400, AS_EVERYBODY]),
        )
        names = "id, person_id, effective_on, first_week, last_week, points"
        rows.append((f"insert into goal({names}) values(?, ?, ?, ?, ?, ?)", (number, *rule)))
    days = [(date(2026, 9, 7) + timedelta(weeks=week)).isoformat() for week in range(-3, 16)]
    for who in (house.ana, house.ben, house.cy):
        for day in days:
            rows.append(("insert or ignore into tally values(?, ?, 'call', 1, 1, 1)", (who, day)))
    house.store.engine.write(rows)
    people = {person.id: person for person in everybody(house.store)}
    weeks = records(house.store, "select person_id, monday, goal from week_points")
    assert len(weeks) >= 3 * len(days)
    for row in weeks:
        rules = goal_rules(house.store, row["person_id"])
        person, monday = people[row["person_id"]], date.fromisoformat(row["monday"])
        assert row["goal"] == goal_of(rules, person.start, monday), (person.handle, monday)


def test_iso_weeks_are_right_on_every_day_of_many_years(house: House) -> None:
    days = [date(2019, 12, 1) + timedelta(days=number) for number in range(3_000)]
    house.store.engine.write(
        [
            ("insert into day_off(id, day, reason) values(?, ?, '')", (n, day.isoformat()))
            for n, day in enumerate(days)
        ]
    )
    weeks = dict(answer(house.store, "select day, week from days_off"))
    assert weeks == {day.isoformat(): week_label(monday_of(day)) for day in days}


def test_references_are_those_of_the_command_line(demo: Store) -> None:
    for view, key in (("activities", "activity_id"), ("leads", "lead_id")):
        rows = answer(demo, f"select {key}, reference from {view}")
        assert len(rows) > 100
        assert all(typed == reference(identifier) for identifier, typed in rows)


def test_the_log_its_days_and_its_weeks_add_up(demo: Store) -> None:
    log = answer(demo, "select person, week, sum(points) from activities group by 1, 2 order by 1, 2")
    assert log == answer(demo, "select person, week, sum(points) from day_points group by 1, 2 order by 1, 2")
    with_entries = "select person, week, points from week_points where entries > 0 order by 1, 2"
    assert log == answer(demo, with_entries)


def test_response_times_are_those_of_the_messages(demo: Store) -> None:
    columns = "message_id, received, due, answered, activity_id, minutes, in_time"
    rows = {row[0]: row[1:] for row in answer(demo, f"select {columns} from response_times")}
    messages = answer(demo, "select id, at, due_at, answered_at, answered_by, minutes from message")
    assert len(messages) > 20 and {row[-1] for row in rows.values()} == {None, 0, 1}
    for identifier, at, due, answered, activity, minutes in messages:
        in_time = None if answered is None else int(answered <= due)
        wanted = (iso(at), iso(due), iso(answered), activity, minutes, in_time)
        assert rows[identifier] == wanted


def iso(at: int | None) -> str | None:
    """An instant as views write it."""
    return None if at is None else datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_kinds_are_worth_on_each_day_what_the_program_counts(house: House) -> None:
    changes = ("2026-11-20", 2), ("2026-12-01", 0), ("2027-03-01", 7)
    for day, points in changes:
        house.do(RateKind, house.admin, code="call", points=points, effective_on=day)
    for day, _ in (("2026-11-19", 1), *changes):
        on = {"day": day}
        worth = "select kind, points from kinds where from_day <= :day and ifnull(until_day, :day) >= :day"
        assert dict(answer(house.store, worth, on)) == worths_on(house.store, date.fromisoformat(day))


def test_what_belongs_to_a_merged_lead_stands_with_the_one_that_is_kept(house: House) -> None:
    gone = house.add("Twin", company="Acme", budget=123_450, currency="EUR")
    kept = house.add("Ada", company="Acme")
    house.do(ReceiveMessage, lead_id=gone, received_at=house.now)
    house.do(AddNote, lead_id=gone, text="likes tea")
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=gone)
    house.do(MergeLeads, keep=kept, others=(gone,))
    standing = [(kept, "Ada, Acme")]
    assert answer(house.store, "select lead_id, lead from response_times") == standing
    assert answer(house.store, "select distinct lead_id, lead from lead_notes") == standing
    assert answer(house.store, "select lead_id from activities") == [(kept,)]
    (twin,) = records(house.store, "select * from leads where merged_into_id is not null")
    assert (twin["lead_id"], twin["merged_into"], twin["open"]) == (gone, "Ada, Acme", 0)
    assert (twin["budget"], twin["currency"]) == (1234.5, "EUR")


def test_a_merged_lead_belongs_to_whoever_has_the_lead_that_is_kept(house: House) -> None:
    gone, kept = house.add("Twin"), house.add("Kept", house.ben)
    house.do(MergeLeads, house.manager, keep=kept, others=(gone,))
    owners = "select lead_id, owner_id, owner from leads"
    assert {row[0]: row[1:] for row in answer(house.store, owners)} == {
        gone: (house.ben, "ben"),
        kept: (house.ben, "ben"),
    }


def test_weeks_before_the_start_of_work_have_no_number(house: House) -> None:
    house.do(LogActivity, kind="call", count=1, done_at=house.now - 12 * 7 * 86_400_000)
    ((number,),) = answer(
        house.store, "select onboarding_week from week_points where person = 'ana' and points"
    )
    monday = monday_of(date(2026, 11, 16) - timedelta(weeks=12))
    assert number is None and onboarding_week(date(2026, 9, 7), monday) < 1
