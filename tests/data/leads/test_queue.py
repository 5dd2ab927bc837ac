"""The queue ranks by what matters, its counts agree with its views, and lists come from indexes alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.leads.commands import Assign
from data.leads.fields import LEADS
from data.leads.queue import (
    ORDERS,
    VIEWS,
    Counts,
    counts,
    leads_of_person,
    leads_within_reach,
    next_lead,
    queue,
)
from data.leads.triage import Disqualify, ReceiveMessage, SetNextStep, Snooze
from data.people.commands import EditPerson
from data.records.search import filtered
from tests.data.leads.house import House, moment


def _names(house: House, view: str = "mine", order: str = "what matters", person: int = 0) -> list[str]:
    who = house.person(person or house.ana)
    return [house.lead(found).name for found in queue(house.store, who, view, house.now, order)]  # type: ignore[arg-type]


def test_clocks_come_first_then_follow_ups_then_cold_then_the_rest(house: House) -> None:
    cold = house.add("cold")
    house.now = moment(19, "10:00")
    late, early, due, ahead, asleep, fresh = (
        house.add(name) for name in ("late", "early", "due", "ahead", "asleep", "fresh")
    )
    house.do(ReceiveMessage, lead_id=late, received_at=moment(19, "09:50"))
    house.do(ReceiveMessage, lead_id=early, received_at=moment(19, "09:05"))
    house.do(SetNextStep, leads=(due,), follow_up_at=moment(19, "16:00"))
    house.do(SetNextStep, leads=(ahead,), follow_up_at=moment(24, "16:00"))
    house.do(Snooze, leads=(asleep,), until=moment(25))
    assert _names(house) == ["early", "late", "due", "cold", "fresh", "ahead"]
    assert _names(house, "snoozed") == ["asleep"]
    found = counts(house.store, house.person(house.ana), house.now)
    assert found == (6, 2, 0, 1, 1, 1, 0, 0, 0, 1, 0)
    house.do(SetNextStep, leads=(fresh, cold), follow_up_at=None, text="some time")
    found = counts(house.store, house.person(house.ana), house.now)
    assert (found.cold, found.no_next_step, found.undated) == (1, 0, 1)
    house.now = moment(19, "10:30")
    assert counts(house.store, house.person(house.ana), house.now).breached == 1
    assert {cold, fresh} <= set(queue(house.store, house.person(house.ana), "mine", house.now))


def test_every_order_shows_the_same_leads(house: House) -> None:
    names = ["Zoë", "ada", "Bo"]
    for name in names:
        house.add(name, company="" if name == "ada" else f"{name} Ltd")
    house.do(Snooze, leads=(house.add("asleep"),), until=moment(25))
    assert _names(house, order="name") == ["ada", "Bo", "Zoë"]
    assert _names(house, order="company") == ["Bo", "Zoë", "ada"]
    for order in ORDERS:
        assert sorted(_names(house, order=order)) == sorted(names)


def test_each_sees_what_is_theirs(house: House) -> None:
    house.add("anas")
    house.add("bens", house.ben)
    house.add("cys", house.cy)
    house.add("nobodys", owner_id=None)
    house.add("new", unworked=1)
    house.do(Disqualify, leads=(house.add("gone"),), reason="no need")
    assert (_names(house), _names(house, "unworked"), _names(house, "done")) == (["anas"], ["new"], ["gone"])
    assert _names(house, "unassigned") == ["nobodys"]
    assert _names(house, "team") == ["anas"]
    assert sorted(_names(house, "team", person=house.manager)) == ["anas", "bens"]
    assert sorted(_names(house, "team", person=house.admin)) == ["anas", "bens", "cys", "nobodys"]


def test_all_leads_of_a_person_are_those_done_too_and_all_within_reach_the_teams_and_nobodys(
    house: House,
) -> None:
    done, anas, cys = house.add("done"), house.add("ana's"), house.add("cy's", house.cy)
    nobodys = house.add("nobody's", owner_id=None)
    house.do(Disqualify, leads=(done,), reason="no budget")
    store, manager = house.store, house.person(house.manager)
    assert list(leads_of_person(store, house.person(house.ana))) == [done, anas]
    assert list(leads_within_reach(store, manager)) == [done, anas, nobodys]
    assert list(leads_within_reach(store, house.person(house.admin))) == [done, anas, cys, nobodys]


def test_the_leads_of_who_has_left_wait_for_whoever_gives_them_on(house: House) -> None:
    house.add("quiet", house.ben)
    house.add("new", house.ben, unworked=1)
    lead = house.add("asks", house.ben)
    house.do(ReceiveMessage, house.ben, lead_id=lead, received_at=house.now)
    house.do(EditPerson, house.admin, person_id=house.ben, columns={"active": 0})
    for who in (house.manager, house.admin):
        assert _names(house, "unassigned", person=who) == ["asks", "new", "quiet"]
        assert sorted(_names(house, "unassigned", "name", who)) == ["asks", "new", "quiet"]
        assert _names(house, "team", person=who) == ["asks", "quiet"]
        found = counts(house.store, house.person(who), house.now)
        assert (found.unassigned, found.nobodys_waiting) == (3, 1)
    for who in (house.ana, house.cy):
        assert _names(house, "unassigned", person=who) == []
        assert counts(house.store, house.person(who), house.now).unassigned == 0
    house.do(Assign, house.manager, leads=(lead,), person_id=house.ana)
    assert _names(house) == ["asks"]


def test_who_waits_for_nobody_in_particular_comes_into_sight_of_all(house: House) -> None:
    own, nobodys = house.add("own"), house.add("nobodys", owner_id=None)
    house.do(ReceiveMessage, lead_id=nobodys, received_at=house.now)
    for who in (house.ana, house.cy, house.manager, house.admin):
        person = house.person(who)
        assert next_lead(house.store, person, house.now) == nobodys
        assert counts(house.store, person, house.now).nobodys_waiting == 1
    assert _names(house, "team", person=house.manager)[0] == "nobodys"
    house.do(ReceiveMessage, lead_id=own, received_at=house.now - 60_000)
    assert next_lead(house.store, house.person(house.ana), house.now) == own


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_reads_more_of_a_lead_than_its_indexes_hold(
    house: House, view: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.leads.queue.FEW", -1)
    house.do(EditPerson, house.admin, person_id=house.ben, columns={"active": 0})
    select = house.store.select
    plans: list[str] = []

    def listen(sql: str, params: object = ()) -> list[tuple[object, ...]]:
        if "from lead" in sql:
            plans.extend(row[3] for row in select(f"explain query plan {sql}", params))  # type: ignore[arg-type]
        return select(sql, params)  # type: ignore[arg-type]

    monkeypatch.setattr(house.store, "select", listen)
    _names(house, view, person=house.manager)
    counts(house.store, house.person(house.manager), house.now)
    readings = [plan for plan in plans if " lead " in f"{plan} "]
    assert readings and all("COVERING INDEX" in plan for plan in readings)


def test_a_filter_keeps_the_order_of_the_view(house: House) -> None:
    for name in ("Zoe Lund", "Ada Lund", "Bo Berg"):
        house.add(name)
    ids = queue(house.store, house.person(house.ana), "mine", house.now, "name")
    for typed in ("l", "lu", "lun"):
        assert [house.lead(found).name for found in filtered(house.store, LEADS, ids, typed)] == [
            "Ada Lund",
            "Zoe Lund",
        ]
    assert list(filtered(house.store, LEADS, ids, " ")) == list(ids)


@pytest.mark.parametrize("order", ORDERS[1:])
def test_lists_by_a_column_need_no_sorting_at_any_size(
    house: House, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.leads.queue.FEW", -1)
    asked: list[str] = []
    select = house.store.select

    def listen(sql: str, params: object = ()) -> list[tuple[object, ...]]:
        if "select id from lead indexed by" in sql:
            asked.extend(row[3] for row in select(f"explain query plan {sql}", params))  # type: ignore[arg-type]
        return select(sql, params)  # type: ignore[arg-type]

    monkeypatch.setattr(house.store, "select", listen)
    _names(house, order=order)
    readings = [plan for plan in asked if " lead " in f"{plan} "]
    assert readings
    assert all("COVERING INDEX" in plan for plan in readings)
    assert not any("TEMP B-TREE" in plan for plan in asked)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(-200, 200), min_size=1, max_size=6), at=st.integers(0, 300))
def test_the_views_part_the_open_leads_and_the_counts_agree(house: House, hours: list[int], at: int) -> None:
    hour = 3_600_000
    for number, ahead in enumerate(hours):
        when = moment(16) + ahead * hour
        column = ("response_due_at", "follow_up_at", "cold_at", "snoozed_until")[number % 4]
        house.add(f"lead {number}", **{column: when, "unworked": int(ahead % 5 == 0)})
    ana, now = house.person(house.ana), moment(16) + at * hour
    seen = {view: list(queue(house.store, ana, view, now)) for view in VIEWS}
    found = counts(house.store, ana, now)
    own = [row[0] for row in house.rows("select id from lead where owner_id = ?", ana.id)]
    assert sorted(
        [*seen["mine"], *seen["unworked"], *set(seen["snoozed"]) - set(seen["unworked"])]
    ) == sorted(own)
    assert (
        found.mine
        == len(seen["mine"])
        == found.waiting
        + found.due
        + found.cold
        + found.no_next_step
        + sum(1 for lead in seen["mine"] if _is_planned(house, lead, now))
    )


def _is_planned(house: House, lead: int, now: int) -> bool:
    from data.leads.queue import day_end

    row = house.lead(lead)
    return row.response_due_at is None and (row.follow_up_at or 0) >= day_end(house.person(house.ana), now)


def test_the_first_leads_of_a_view_are_those_that_all_of_it_begins_with(house: House) -> None:
    for number in range(12):
        house.add(f"lead {number % 5}", company="" if number % 3 else f"Firm {number}")
    house.do(ReceiveMessage, lead_id=house.add("asks"), received_at=house.now)
    ana = house.person(house.ana)
    for view in VIEWS:
        for order in ORDERS:
            whole = list(queue(house.store, ana, view, house.now, order))
            for most in (1, 4, 100):
                assert list(queue(house.store, ana, view, house.now, order, most)) == whole[:most]


def test_counts_of_thousands_are_read_at_a_glance_wherever_they_stand() -> None:
    parts = Counts(0, 1_200, 1_100, 0, 2_000, 0, 0, 7_006, 0, 0, 0).attention_parts()
    assert [part.text for part in parts] == ["waiting 1,200, 1,100 over", "cold 2,000", "unworked 7,006"]
