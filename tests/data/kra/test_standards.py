"""Standards that are loaded, changed, taken up and given up; past runs keep the wording they were done with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data.kernel.errors import CockpitError, Refused
from data.kra.answering import TickItem
from data.kra.closing import CloseRun
from data.kra.numbers import typed_target
from data.kra.overview import run_view, runs_of
from data.kra.own import area_of, copy_of
from data.kra.run import RunKey
from data.kra.standard_commands import AddItem, AssignStandard, EditItem, LoadStandard
from data.kra.standard_file import code_from
from data.kra.verdicts import unmeasured
from tests.data.kra.weeks import STANDARD, states, view
from tests.data.leads.house import House, moment


def test_past_runs_keep_the_wording_they_were_done_with(house: House, week: RunKey) -> None:
    house.do(TickItem, run=week, item="review")
    house.do(CloseRun, run=week, what_is_open="leave")
    house.do(EditItem, standard="mine", item="review", columns={"title": "Look at it"})
    assert view(house, week).items[0].item.title == "Go through it"
    assert view(house, week._replace(first_day="2026-11-23")).items[0].item.title == "Look at it"
    house.now = moment(23)
    open_week = week._replace(first_day="2026-11-23")
    house.do(EditItem, standard="mine", item="visits", columns={"active": False})
    assert "visits" in states(house, week) and "visits" not in states(house, open_week)
    assert view(house, open_week).standard.version == 3


def test_a_changed_item_is_checked_as_a_file_is(house: House, week: RunKey) -> None:
    for columns, words in (
        ({"cadence": "hour"}, "day, week, month, quarter, event"),
        ({"cadence": "day"}, "another cadence"),
        ({"unit": "visits"}, "judged = 'number'"),
        ({"title": ""}, "1 to 120 characters"),
        ({"title": "Go through it"}, "changes nothing"),
        ({"code": "other"}, "can be changed"),
    ):
        with pytest.raises(CockpitError, match=words):
            house.do(EditItem, standard="mine", item="review", columns=columns)
    with pytest.raises(Refused, match="no item"):
        house.do(EditItem, standard="mine", item="nothing", columns={"title": "x"})
    with pytest.raises(CockpitError):
        house.do(EditItem, house.ben, standard="mine", item="review", columns={"title": "x"})


def test_a_target_makes_of_a_tick_a_number_and_none_a_tick_again(house: House, week: RunKey) -> None:
    house.do(EditItem, standard="mine", item="review", columns={"target": 3.0, "unit": "deals"})
    item = view(house, week).items[0].item
    assert (item.judged, item.bound, item.target, item.unit) == ("number", "at least", 300, "deals")
    house.do(EditItem, standard="mine", item="review", columns={"target": None})
    item = view(house, week).items[0].item
    assert (item.judged, item.bound, item.target, item.unit) == ("tick", "", None, "")
    with pytest.raises(CockpitError, match="leave it out"):
        house.do(EditItem, standard="mine", item="calls", columns={"target": 3.0})


@pytest.mark.parametrize(
    ("text", "target"), [("3 visits", (300, "visits")), ("1,200", (120_000, "")), ("none", (None, ""))]
)
def test_a_target_is_typed_with_its_unit(text: str, target: tuple[int | None, str]) -> None:
    assert typed_target(text) == target


def test_an_item_is_added_where_its_area_is_and_checked_as_a_file_is(house: House, week: RunKey) -> None:
    said: dict[str, Any] = {"standard": "mine", "area": "work", "cadence": "week"}
    house.do(AddItem, title="Go through it", columns={}, **said)
    house.do(
        AddItem,
        title="Über 2 Besuche",
        columns={"judged": "number", "bound": "at least", "target": 2},
        **said,
    )
    items = [one.item.code for one in view(house, week).items]
    assert items == ["review", "report", "visits", "calls", "go-through-it", "uber-2-besuche"]
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"area": "play"}, "no area 'play': it is one of work"),
        ({"cadence": "hour"}, "day, week, month, quarter, event"),
        ({"title": ""}, "1 to 120 characters"),
        ({"columns": {"judged": "measured", "metric": "luck"}}, "no metric 'luck'"),
        ({"columns": {"code": "review"}}, "can be said"),
    )
    for columns, words in wrong:
        with pytest.raises(CockpitError, match=words):
            house.do(AddItem, **{"title": "One more", "columns": {}, **said, **columns})
    with pytest.raises(Refused, match="somebody else's own"):
        house.do(AddItem, house.ben, title="Not mine", columns={}, **said)


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("Visit 2 customers!", set(), "visit-2-customers"),
        ("Visit", {"visit", "visit-2"}, "visit-3"),
        ("王", set(), "item"),
        ("a" * 90, set(), "a" * 50),
    ],
)
def test_a_code_is_made_of_a_title(title: str, taken: set[str], code: str) -> None:
    assert code_from(title, taken) == code


def test_ones_own_copy_has_the_items_of_the_one_that_it_is_made_of(house: House, week: RunKey) -> None:
    text = copy_of(house.store, "performance", "My standard", {"my-standard"})
    house.do(LoadStandard, text=text, owner_id=house.ana)
    assert house.rows("select title, owner_id from standard where code = 'my-standard-2'") == [
        ("My standard", house.ana)
    ]
    assert area_of(house.store, "my-standard-2", "qualify") == "selling"


def test_ones_own_standard_is_ones_own_and_the_companys_an_admins(house: House, week: RunKey) -> None:
    with pytest.raises(Refused, match="holds for the company"):
        house.do(LoadStandard, text=STANDARD.replace('"mine"', '"ours"'))
    with pytest.raises(Refused, match="somebody's own standard"):
        house.do(LoadStandard, house.ben, text=STANDARD, owner_id=house.ben)
    with pytest.raises(Refused, match="somebody else's own"):
        house.do(AssignStandard, house.ben, standard="mine", person_id=house.ben)
    with pytest.raises(Refused, match="there already"):
        house.do(LoadStandard, text=STANDARD, owner_id=house.ana)
    house.do(LoadStandard, text=STANDARD.replace("Mine", "Mine too"), owner_id=house.ana)
    assert house.rows("select max(version) from standard where code = 'mine'") == [(2,)]


def test_a_standard_that_comes_with_the_program_is_brought_in_by_whoever_takes_it_up_first(
    house: House,
) -> None:
    house.do(AssignStandard, standard="sales-executive", person_id=house.ana)
    house.do(AssignStandard, house.ben, standard="sales-executive", person_id=house.ben)
    assert house.rows("select count(*) from standard where code = 'sales-executive'") == [(1,)]
    with pytest.raises(Refused, match="run by others"):
        house.undo()
    with pytest.raises(Refused, match="already"):
        house.do(AssignStandard, standard="sales-executive", person_id=house.ana)
    with pytest.raises(Refused, match="There is no standard 'plumber'"):
        house.do(AssignStandard, standard="plumber", person_id=house.ana)
    house.do(AssignStandard, standard="sales-executive", person_id=house.ana, runs=False)
    assert runs_of(house.store, house.person(house.ana), moment(17), unmeasured) == []


def test_the_account_executive_runs_in_onboarding_weeks_3_to_13_alone(house: House) -> None:
    house.do(AssignStandard, standard="account-executive", person_id=house.ana, since="2026-09-07")
    ana = house.person(house.ana)
    for day, runs in (
        ((2026, 9, 18), False),
        ((2026, 9, 21), True),
        ((2026, 12, 4), True),
        ((2026, 12, 14), False),
    ):
        monday = date(*day)
        key = RunKey(
            house.ana,
            "account-executive",
            "week",
            (monday.fromordinal(monday.toordinal() - monday.weekday())).isoformat(),
        )
        assert (run_view(house.store, ana, key, house.now, unmeasured) is not None) == runs, day
