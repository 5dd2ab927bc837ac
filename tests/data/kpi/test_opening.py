"""Every number of a whole company can be opened, and holds what it says it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from data.calendar.periods import LENGTHS, period_of
from data.demo.store import write_demo
from data.kernel.side_by_side import one_by_one
from data.kernel.store import Store
from data.kpi.kpi import all_kpis
from data.kpi.measure import Asked, behind
from data.kpi.measures import measures
from data.kpi.opened import called_of, records_of, splits_of
from data.kpi.scope import of_person, of_team
from data.kpi.scorecard import answering_for, scorecard
from data.kra.cadence import span_of
from data.kra.measuring import measured
from data.opening import open_store
from data.people.person import by_id, everybody

THURSDAY = 1_795_096_800_000
"""Thu 19 Nov 2026, 14:00 UTC."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A company of some reps and a manager, half a year old."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    write_demo(str(path), {"reps": 6, "activities": 2_000, "leads": 600}, 7, THURSDAY)
    store = open_store(str(path))
    yield store
    store.close()


@pytest.mark.parametrize("length", ["week", "quarter"])
def test_every_number_opens_with_as_many_records_as_it_says(demo: Store, length: str) -> None:
    people = everybody(demo)
    admin = next(person for person in people if person.role == "admin")
    rep = next(person for person in people if person.role == "rep" and person.active)
    chosen = next(one for one in LENGTHS if one == length)
    for scope in (of_person(demo, admin, rep), of_team(demo, admin)):
        card = scorecard(
            demo, scope, period_of(chosen, admin.start.replace(2026, 11, 19)), admin.zone, THURSDAY
        )
        assert len(card.rows) == len(all_kpis())
        for row in card.rows:
            asked = (demo, row.kpi, scope, row.period, admin.zone, THURSDAY)
            records, splits = records_of(*asked), splits_of(*asked)
            assert row.kpi.counts or row.value.records in (len(records), 0), row.kpi.code
            assert len(called_of(demo, records)) == len(records)
            if splits and not row.kpi.compares:
                assert sum(split.value.part for split in splits) == pytest.approx(row.value.part), (
                    row.kpi.code
                )


@pytest.mark.parametrize("beside", [False, True])
def test_records_are_the_same_whether_looked_for_by_their_day_or_from_their_people_on(
    demo: Store, beside: bool
) -> None:
    quarter = period_of("quarter", date(2026, 11, 19))
    strangers = tuple(range(1, 20))
    found = set()
    for measure in measures().values():
        if beside and not measure.beside:
            continue
        for person in everybody(demo):
            few = Asked(
                (person.id,), (quarter, quarter.shifted(-1), quarter.shifted(-2)), person.zone, THURSDAY
            )
            many = few._replace(people=(person.id, *strangers))
            assert (few.is_few, many.is_few) == (True, False)
            of_few, of_many = (behind(demo, measure, asked, beside=beside) for asked in (few, many))
            assert sorted(of_few, key=str) == sorted(of_many, key=str), (measure.code, person.name)
            found |= {measure.code} if of_few else set()
    wanted = {one.code for one in measures().values() if (one.beside if beside else one.of_few)}
    assert found >= wanted - {"prospect-meetings-held"}, (
        "of meetings with leads handed over the demo knows nothing"
    )


def test_a_scorecard_read_side_by_side_is_the_same_and_tells_how_far_it_is(demo: Store) -> None:
    admin = next(person for person in everybody(demo) if person.role == "admin")
    scope, told = of_team(demo, admin), list[tuple[int, int]]()
    asked = (demo, scope, period_of("month", date(2026, 11, 19)), admin.zone, THURSDAY)
    beside = scorecard(*asked, progress=lambda *far: told.append(far), answering=answering_for(demo, scope))
    assert beside == scorecard(*asked)
    assert told == sorted(told) and len(told) > 60 and {of_all for _, of_all in told} == {len(all_kpis())}
    assert answering_for(demo, of_person(demo, admin, scope.people[0])) is one_by_one


def test_a_team_together_is_the_sum_of_its_people_and_of_what_is_nobodys(demo: Store) -> None:
    people = everybody(demo)
    admin = next(person for person in people if person.role == "admin")
    month = period_of("month", admin.start.replace(2026, 11, 19))
    team = of_team(demo, admin)
    whole = {row.kpi.code: row.value for row in scorecard(demo, team, month, admin.zone, THURSDAY).rows}
    parts = dict.fromkeys(whole, 0.0)
    alone = [of_person(demo, admin, person) for person in team.people]
    nobodys = team._replace(people=())
    for scope in (*alone, nobodys):
        for row in scorecard(demo, scope, month, admin.zone, THURSDAY).rows:
            parts[row.kpi.code] += row.value.part
    for code in (
        "calls",
        "points",
        "revenue",
        "win-rate",
        "pipeline-value",
        "leads-inbound",
        "answer-time",
        "reviews",
    ):
        if code in whole:
            assert parts[code] == pytest.approx(whole[code].part), code


def test_closed_runs_of_the_demo_say_what_the_store_counts(demo: Store) -> None:
    rows = demo.select(
        """select kra_item.person_id, kra_item.cadence, kra_item.first_day, standard_item.metric, kra_item.said,
            kra_item.counts from kra_item join kra_run using (person_id, standard, cadence, first_day)
        join standard_item on standard_item.standard_id = kra_run.standard_id and standard_item.code = kra_item.item
        where standard_item.metric in ('calls', 'points', 'coverage', 'company-leads-followed', 'leads-outbound')"""
    )
    assert len(rows) > 20
    for person, cadence, first_day, metric, said, counts in rows:
        span = span_of(cadence, date.fromisoformat(first_day))
        found = measured(demo, by_id(demo, person), [metric], span, THURSDAY)[metric]
        assert (said, counts) == (found.value, found.counts), (metric, first_day)
