"""Readings of the market, and targets: what was agreed holds from its day on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.calendar.periods import period_of
from data.deals.quotas import SetQuota
from data.kernel.errors import CockpitError, Refused, UsageError
from data.kernel.ids import reference
from data.kpi.kpi import kpi
from data.kpi.opened import called_of, records_of, splits_of
from data.kpi.readings import Reading, RemoveReading, TakeReading, typed_reading
from data.kpi.record import entered_named
from data.kpi.scope import of_role
from data.kpi.setting_targets import SetTarget, Wanted
from data.kpi.units import UNITS, figure_words, typed_figure
from data.kpi.verdict import Standing, attained, elapsed, trend, verdict
from data.people.commands import EditPerson
from data.points.log import LogActivity
from tests.data.kpi.cards import anas, everybodys, figure, row, value
from tests.data.leads.house import House, moment


def read(house: House, code: str, text: str, **more: Any) -> int:
    """A reading, as the admin types it."""
    typed = typed_reading(kpi(code), text)
    return house.do(TakeReading, house.admin, kpi=code, part=typed.part, whole=typed.whole, **more).id


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("market-share", "140 %", "0 to 100 %"),
        ("market-share", "21/20", "0 to 100 %"),
        ("market-share", "3/0", "0 to 100 %"),
        ("market-share", "many", "no figure in percent. Write it like 95"),
        ("win-rate", "50 %", "counted by the store"),
        ("audit-compliance", "50 %", "counted by the store"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(
    house: House, code: str, text: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        read(house, code, text)
    assert house.rows("select 1 from reading") == []


def test_a_reading_is_of_a_day_that_was_and_can_be_taken_out(house: House) -> None:
    with pytest.raises(UsageError, match="still to come"):
        read(house, "market-penetration", "4/80", day="2026-11-17")
    made = read(house, "market-penetration", "4/80", person_id=house.ana)
    with pytest.raises(Refused, match="no record"):
        entered_named(house.store, "zzzzzz")
    assert isinstance(entered_named(house.store, reference(made)), Reading)
    house.do(RemoveReading, house.admin, reading_id=made)
    assert figure(house, "market-penetration", "2026-Q4") is None, "nothing was entered: not nought"
    house.undo(house.admin)
    assert figure(house, "market-penetration", "2026-Q4") == 5


def test_the_companys_figures_are_everybodys_and_grow_from_quarter_to_quarter(house: House) -> None:
    for text, day in (("60/1000", "2026-08-01"), ("75/1000", "2026-11-01")):
        read(house, "market-share", text, day=day)
    assert house.rows("select distinct person_id from reading") == [(None,)]
    assert figure(house, "market-share", "2026-Q4") == 7.5
    assert figure(house, "market-share-growth", "2026-Q4") == 25
    assert figure(house, "market-share-growth", "2026-Q3") is None


def test_a_target_holds_from_its_day_on_and_a_persons_own_comes_first(house: House) -> None:
    house.do(SetTarget, house.admin, kpi="calls", target=Wanted(4_000, "2026-11-01", "month"))
    house.do(SetTarget, house.admin, kpi="calls", target=Wanted(6_000, "2026-12-01", "month"))
    assert [row(house, "calls", month).target for month in ("2026-10",)] == [None]
    assert [row(house, "calls", month).target.value for month in ("2026-11", "2026-12")] == [4_000, 6_000]  # type: ignore[union-attr]
    house.do(SetTarget, house.manager, kpi="calls", target=Wanted(1_000, "2026-11-01", "month", house.ana))
    own = row(house, "calls").target
    assert own is not None and (own.value, own.level) == (1_000, "person")
    together = row(house, "calls", scope=everybodys(house)).target
    assert together is not None and together.value == 1_000 + 4 * 4_000, "of Ana and four others"
    quarter = row(house, "calls", "2026-Q4").target
    assert quarter is not None and quarter.value == 3_000, "three months"
    house.do(SetTarget, house.manager, kpi="calls", target=Wanted(None, "2026-11-01", "month", house.ana))
    assert row(house, "calls").target is not None and row(house, "calls").target.level == "everybody"  # type: ignore[union-attr]


def test_a_sales_role_has_targets_and_a_scorecard_of_its_own(house: House) -> None:
    for person in (house.ana, house.ben):
        house.do(EditPerson, house.admin, person_id=person, columns={"sales_role": "SE"})
    house.do(LogActivity, kind="call", count=3, done_at=house.now)
    house.do(SetTarget, house.admin, kpi="calls", target=Wanted(2_000, "2026-11-01", "month", role="SE"))
    house.do(SetTarget, house.admin, kpi="calls", target=Wanted(9_000, "2026-11-01", "month"))
    sellers = of_role(house.store, house.person(house.admin), "se")
    assert row(house, "calls").target.level == "role"  # type: ignore[union-attr]
    assert row(house, "calls", scope=sellers).target.value == 4_000  # type: ignore[union-attr]
    assert value(house, "calls", scope=sellers).part == 3
    with pytest.raises(UsageError, match="Sales roles: LGE"):
        of_role(house.store, house.person(house.admin), "boss")
    with pytest.raises(UsageError, match="Sales roles: LGE"):
        house.do(SetTarget, house.admin, kpi="calls", target=Wanted(2_000, role="boss"))


def test_the_past_of_targets_does_not_move_and_only_an_admin_sets_everybodys(house: House) -> None:
    for wanted, words in (
        (Wanted(100, "2026-10-31"), "past does not move"),
        (Wanted(100, due="2026-10-01"), "before it comes into force"),
        (Wanted(100, length="fortnight"), "no period"),
        (Wanted(-1), "nought or more"),
    ):
        with pytest.raises(UsageError, match=words):
            house.do(SetTarget, house.admin, kpi="calls", target=wanted)
    for wanted in (Wanted(100), Wanted(100, person_id=house.cy)):
        with pytest.raises(CockpitError, match=r"Only an admin|own"):
            house.do(SetTarget, house.ana, kpi="calls", target=wanted)
    assert house.rows("select 1 from kpi_target") == []


def test_a_target_says_what_it_is_without(house: House) -> None:
    from data.kpi.words import lacks_words

    assert lacks_words(row(house, "win-rate").target) == "no target"
    house.do(SetTarget, house.admin, kpi="win-rate", target=Wanted(2_500))
    assert lacks_words(row(house, "win-rate").target) == "no owner, no date"
    whole = Wanted(2_500, owner_id=house.manager, due="2026-12-31")
    house.do(SetTarget, house.admin, kpi="win-rate", target=whole)
    assert lacks_words(row(house, "win-rate").target) == ""


def test_settings_goals_and_quotas_are_targets(house: House) -> None:
    assert row(house, "points", "2026-W47").target.value == 50_000  # type: ignore[union-attr]
    assert row(house, "points", "2026-W47", everybodys(house)).target.value == 5 * 50_000  # type: ignore[union-attr]
    months = [row(house, "points", month).target for month in ("2026-11", "2026-09", "2026-08")]
    assert months[0] is not None and months[0].value == 210_000, "four weeks, and a Monday of five days"
    assert months[1] is not None and months[1].value == 80_000, "from week 3 on: a week, and three days"
    assert months[2] is None, "before the start"
    assert row(house, "points", "2026-Q4").target.value == 660_000  # type: ignore[union-attr]
    assert row(house, "points", "2026-11", everybodys(house)).target.value == 5 * 210_000  # type: ignore[union-attr]
    assert row(house, "order-value").target.value == 120_000  # type: ignore[union-attr]
    assert row(house, "response-time").target.value == 6_000  # type: ignore[union-attr]
    assert row(house, "platform-rating").target.value == 490  # type: ignore[union-attr]
    for person in (house.ana, house.ben):
        house.do(SetQuota, house.admin, month="2026-11", amount=500_000, person_id=person, agreed_with="Mo")
    assert row(house, "revenue").target.value == 500_000  # type: ignore[union-attr]
    assert row(house, "revenue", scope=everybodys(house)).target.value == 1_000_000  # type: ignore[union-attr]


def test_a_number_opens_its_records_and_says_what_they_are(house: House) -> None:
    lead = house.add("Li Wei", company="Acme")
    house.do(LogActivity, kind="call", count=3, done_at=house.now, lead_id=lead)
    november = row(house, "calls").period
    found = records_of(
        house.store, kpi("calls"), anas(house), november, house.person(house.ana).zone, house.now
    )
    assert [(one.record, one.part, one.person_id) for one in found] == [("activity", 3, house.ana)]
    assert called_of(house.store, found) == [("3 calls, Li Wei, Acme", "lead", lead)]
    zone = house.person(house.ana).zone
    split = splits_of(house.store, kpi("prospect-meetings-held"), anas(house), november, zone, house.now)
    assert split == ()
    assert splits_of(house.store, kpi("calls"), anas(house), november, zone, house.now) == ()


def test_how_many_kpis_meet_their_target_and_are_better_than_before(house: House) -> None:
    house.do(SetTarget, house.admin, kpi="calls", target=Wanted(500, "2026-11-01", "month"))
    house.do(SetTarget, house.admin, kpi="emails", target=Wanted(500, "2026-11-01", "month"))
    house.do(LogActivity, kind="call", count=9, done_at=house.now)
    house.now = moment(1, month=12)
    reached, better = value(house, "kpi-achievement"), value(house, "performance-impact")
    assert reached[1:3] == (1, 4), "calls, not e-mails nor points, and not an entry on each day"
    assert better.whole and better.part >= 2


WHOLE = Standing(1, accrues=True, is_over=True)


def test_verdicts_are_words_for_every_case() -> None:
    half = Standing(0.5, accrues=True, is_over=False)
    assert verdict(None, 10, up=True, standing=WHOLE) == "n/a"
    assert verdict(5, None, up=True, standing=WHOLE) == "no target"
    assert verdict(10, 10, up=True, standing=WHOLE) == "met" == verdict(0, 0, up=False, standing=WHOLE)
    assert verdict(9, 10, up=True, standing=WHOLE) == "missed" == verdict(1, 0, up=False, standing=WHOLE)
    assert verdict(5, 10, up=True, standing=half) == "on pace"
    assert verdict(4, 10, up=True, standing=half) == "behind"
    assert verdict(1, 0, up=False, standing=half) == "missed", "what adds up does not come down again"
    assert verdict(50, 60, up=True, standing=Standing(0.5, accrues=False, is_over=False)) == "behind"
    assert attained(5, 0, up=True) is None and attained(30, 60, up=False) == 2
    assert (trend(2, 1, up=True), trend(2, 1, up=False), trend(1, 1, up=True), trend(1, None, up=True)) == (
        "better",
        "worse",
        "same",
        "n/a",
    )


figures = st.floats(-1e9, 1e9)


@given(figures, figures, st.booleans(), st.floats(0, 1), st.booleans())
def test_a_better_figure_never_gets_a_worse_verdict(
    figure_before: float, target: float, up: bool, gone: float, accrues: bool
) -> None:
    order = ("missed", "behind", "on pace", "met")
    better = figure_before + 1 if up else figure_before - 1
    standing = Standing(gone, accrues, is_over=gone == 1)
    first, second = (verdict(one, target, up=up, standing=standing) for one in (figure_before, better))
    assert order.index(second) >= order.index(first)


def test_a_period_has_gone_as_far_as_its_days(house: House) -> None:
    november = row(house, "calls").period
    second = november.first + timedelta(days=1)
    assert elapsed(november, november.first) == 0 and elapsed(november, second) == 2 / 30
    assert elapsed(november, november.first, is_closing=True) == 1 / 30
    assert elapsed(november, november.last) == 1 == elapsed(period_of("day", second), second)
    assert (
        elapsed(november, november.shifted(-1).first) == 0
        and elapsed(november, november.shifted(1).first) == 1
    )


def test_on_a_monday_morning_nobody_is_behind_and_on_the_last_day_nothing_is_missed_yet(house: House) -> None:
    week = period_of("week", date(2026, 11, 16))
    monday = Standing(elapsed(week, week.first), accrues=True, is_over=False)
    assert verdict(0, 500, up=True, standing=monday) == "on pace"
    tuesday = Standing(elapsed(week, week.first + timedelta(days=1)), accrues=True, is_over=False)
    assert verdict(0, 500, up=True, standing=tuesday) == "behind"
    house.now = moment(22)
    house.do(SetTarget, house.manager, kpi="calls", target=Wanted(900, "2026-11-16", "week", house.ana))
    assert row(house, "calls", "2026-W47").word == "behind", "Sunday still goes on"
    house.now = moment(23)
    assert row(house, "calls", "2026-W47").word == "missed"


@given(st.integers(0, 10**9), st.sampled_from([unit for unit in UNITS if unit not in ("net", "difference")]))
def test_a_figure_that_is_shown_whole_is_read_as_it_was(number: int, unit: Any) -> None:
    shown = figure_words(unit, number * 100)
    assert (
        typed_figure(unit, shown.replace(",", "").replace(" days", "").replace(" months", "")) == number * 100
    )
