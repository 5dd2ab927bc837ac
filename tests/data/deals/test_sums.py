"""However deals came to stand as they do, the numbers of the funnel are those of a plain count of all rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.calendar.days import day_of
from data.deals.checks import check, repair
from data.deals.closed import closed_in
from data.deals.currencies import exchange_on
from data.deals.funnel import funnel_of
from data.deals.narrowing import Narrowing, narrowings
from data.deals.period import Period
from data.forecasts.parts import ahead_in
from data.kernel import bulk
from data.kernel.bulk import NewRows
from data.kernel.engine import Statement
from data.kernel.finding import OK, WRONG
from data.people.reach import reach_of
from tests.data.deals.plain import DAY, Looked, Plain
from tests.data.leads.house import House, moment

NOW = moment(26, "10:30")
STAGES = ("new", "qualified", "meeting", "negotiation", "won", "lost")
HOURS = st.integers(0, 24 * 100).map(lambda hours: NOW - hours * DAY // 24)
TOUCHES = st.lists(st.tuples(st.sampled_from(STAGES), HOURS), max_size=5)
LINES = st.lists(st.sampled_from(("", "Care", "care", "Sites")), max_size=3)
DEALS = st.fixed_dictionaries(
    {
        "owner": st.integers(-1, 3),
        "stage": st.sampled_from(STAGES),
        "stage_since": st.none() | HOURS,
        "created_at": HOURS,
        "closed_at": HOURS,
        "furthest": st.integers(0, 8),
        "history": st.integers(0, 1),
        "amount": st.none() | st.integers(0, 10**9),
        "currency": st.sampled_from(("", "USD", "EUR", "CHF")),
        "probability": st.none() | st.integers(0, 100),
        "category": st.sampled_from(("", "", "commit", "best case", "omitted")),
        "expected_close": st.sampled_from(("", "2026-09-30", "2026-11-02", "2026-11-26", "2027-01-15")),
        "channel": st.sampled_from(("", "direct", "Direct")),
        "territory": st.sampled_from(("", "North", "south")),
        "merged": st.sampled_from((False, False, False, True)),
        "way": TOUCHES,
        "lines": LINES,
    }
)
CHANGES = st.lists(st.tuples(st.integers(0, 20), DEALS), max_size=4)
LOOKS = st.tuples(
    st.sampled_from(("admin", "manager", "ana")),
    st.sampled_from((None, None, "ana", "both")),
    st.sampled_from(("", "direct")),
    st.sampled_from(("", "NORTH", "South")),
    st.sampled_from(("", "Care", "sites")),
    HOURS,
    HOURS,
)


def written(house: House, deals: list[dict[str, Any]]) -> list[int]:
    """Put deals into the store with their ways and lines, as rows."""
    ids = [house.store.ids.new(NOW) for _ in deals]
    for deal, made in zip(ids, deals, strict=True):
        house.store.engine.write(rows_of_deal(house, deal, made))
    return ids


def rows_of_deal(house: House, deal: int, made: dict[str, Any]) -> list[Statement]:
    """The statements that write one deal, in whatever order its rows come."""
    is_open = made["stage"] not in ("won", "lost")
    owner = (None, house.ana, house.ben, house.cy, None)[made["owner"] + 1]
    columns = {name: value for name, value in made.items() if name not in ("owner", "merged", "way", "lines")}
    columns |= {"id": deal, "name": "x", "owner_id": owner, "open": int(is_open)}
    columns |= {
        "closed_at": None if is_open else made["closed_at"],
        "merged_into": deal if made["merged"] else None,
    }
    statements: list[Statement] = [
        (
            f"insert into deal({', '.join(columns)}) values({', '.join('?' * len(columns))})",
            tuple(columns.values()),
        )
    ]
    for stage, at in made["way"]:
        sql = "insert into stage_change(id, deal_id, to_stage, at) values(?, ?, ?, ?)"
        statements.append((sql, (house.store.ids.new(NOW), deal, stage, at)))
    for price, line in enumerate(made["lines"]):
        sql = "insert into deal_line(id, deal_id, product, product_line, price) values(?, ?, 'x', ?, ?)"
        statements.append((sql, (house.store.ids.new(NOW), deal, line, price)))
    return statements


def removed(deal: int) -> list[Statement]:
    """The statements that take one deal out again."""
    return [
        ("delete from deal_line where deal_id = ?", (deal,)),
        ("delete from deal where id = ?", (deal,)),
        ("delete from stage_change where deal_id = ?", (deal,)),
    ]


def agrees(house: House, look: tuple[Any, ...]) -> None:
    """The product's numbers and the plain ones are the same."""
    who, owners, channel, territory, line, one, other = look
    actor = house.person(getattr(house, who))
    whose = {None: None, "ana": (house.ana,), "both": (house.ana, house.ben)}[owners]
    reached = reach_of(house.store, actor).people
    seen: set[int | None] | None = None if reached is None else {None, *reached}
    if whose is not None:
        seen = {*whose} if seen is None else seen & {*whose}
    narrowing = Narrowing(whose, channel, territory, line)
    period = Period(min(one, other), max(one, other))
    plain, looked = Plain(house), Looked(seen, channel, territory, line, *period)
    funnel = funnel_of(house.store, actor, narrowing, period, NOW)
    exchange = exchange_on(house.store, day_of(NOW, actor.zone))
    for row in funnel.rows:
        wanted = plain.stage(row.stage.code, looked, NOW)
        assert (row.count, row.rotten) == (wanted.deals, wanted.rotten)
        assert (row.conversion.whole, row.conversion.part) == (wanted.entered, wanted.further)
        assert (row.median_age, row.p90_age) == (wanted.median, wanted.p90)
        for money, by_currency in ((row.value, wanted.value), (row.weighted, wanted.weighted)):
            assert money.worth == sum(by_currency.get(own, 0) for own in ("", exchange.own))
            apart = {name: value for name, value in by_currency.items() if name not in ("", exchange.own)}
            assert dict(money.apart) == {name: value for name, value in apart.items() if value}
    assert funnel.slipped == plain.slipped(looked, day_of(NOW, actor.zone).isoformat())
    foreseen = ahead_in(house.store, actor, narrowing, "2026-11", "2027-12", day_of(NOW, actor.zone))
    expected = plain.ahead(looked, "2026-11", exchange.own)
    if line:
        expected = {place: part for place, part in expected.items() if place[1] == line.lower()}
    assert {place: (part.deals, part.uncounted) for place, part in foreseen.items()} == {
        place: (part.deals, part.uncounted) for place, part in expected.items()
    }
    for place, part in foreseen.items():
        assert abs(part.commit + part.best_case + part.pipeline - expected[place].worth) <= part.deals
        assert abs(part.weighted - expected[place].weighted) <= part.deals
    if not line:
        together = sum(part.commit + part.best_case + part.pipeline for part in foreseen.values())
        assert together == sum(part.worth for part in expected.values())
    closed, wanted_closed = closed_in(house.store, actor, narrowing, period), plain.closed(looked)
    assert (closed.won, closed.lost, closed.days) == (
        wanted_closed.won,
        wanted_closed.lost,
        wanted_closed.days,
    )
    assert closed.worth == sum(wanted_closed.value.get(own, 0) for own in ("", exchange.own))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEALS, max_size=12), CHANGES, st.lists(LOOKS, min_size=2, max_size=4))
def test_kept_totals_and_indexes_say_what_all_rows_say(
    house: House, deals: list[dict[str, Any]], changes: list[tuple[int, dict[str, Any]]], looks: list[Any]
) -> None:
    house.store.engine.write(
        [(f"delete from {table}", ()) for table in ("deal_line", "stage_change", "deal")]
    )
    assert house.rows("select deals from deal_tally union all select entered from stage_tally") == []
    ids = written(house, deals)
    for place, made in changes:
        if ids:
            deal = ids[place % len(ids)]
            house.store.engine.write([*removed(deal), *rows_of_deal(house, deal, made)])
    assert [found.verdict for found in check(house.store, NOW)] == [OK]
    for look in looks:
        agrees(house, look)


def test_totals_that_are_wrong_are_found_and_counted_anew(house: House) -> None:
    deal = {"way": [("new", NOW)], "lines": ["Care"], "merged": False, "owner": 0, "stage": "new"}
    plain = {"created_at": NOW, "closed_at": NOW, "territory": "North"}
    written(house, [{**deal, **plain}])
    before = house.state()
    for sql in (
        "delete from deal_tally where product_line = ''",
        "update stage_tally set further = 7",
        "update deal set sold_lines = '[]'",
    ):
        house.store.engine.write([(sql, ())])
        assert [found.verdict for found in check(house.store, NOW)] == [WRONG]
        assert repair(house.store.engine)
        assert house.state() == before
    assert repair(house.store.engine) == []


def test_what_deals_can_be_narrowed_to_is_each_named_once(house: House) -> None:
    assert narrowings(house.store) == ((), (), ())
    plain = {"created_at": NOW, "closed_at": NOW, "way": [], "merged": False, "owner": 0, "stage": "new"}
    for channel, territory, lines in (
        ("direct", "North", ["Care"]),
        ("Direct", "", ["care", "Sites"]),
        ("fiverr", "Übersee", []),
    ):
        written(house, [{**plain, "channel": channel, "territory": territory, "lines": lines}])
    found = narrowings(house.store)
    assert [len(names) for names in found] == [2, 2, 2] and "Übersee" in found.territories


def test_a_large_import_lets_the_triggers_rest_and_counts_at_its_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_INDEXES_REST_FROM", 2)
    deals = [house.store.ids.new(NOW) for _ in range(3)]
    tables = [
        NewRows("deal", ("id", "name", "created_at", "batch_id"), [(deal, "x", NOW, 1) for deal in deals]),
        NewRows(
            "stage_change",
            ("id", "deal_id", "to_stage", "at", "batch_id"),
            [(house.store.ids.new(NOW), deal, "new", NOW, 1) for deal in deals],
        ),
        NewRows(
            "deal_line",
            ("id", "deal_id", "product", "product_line", "price", "batch_id"),
            [(house.store.ids.new(NOW), deal, "x", "Care", 1, 1) for deal in deals],
        ),
    ]
    shape = house.rows("select name, sql from sqlite_master order by name")
    statements = bulk.put_all_in(house.store, tables, 1)
    assert sum("search_rests" in sql and "deal_totals" in params for sql, params in statements) == 2
    house.store.engine.write(statements)
    assert [found.verdict for found in check(house.store, NOW)] == [OK]
    assert house.rows("select whose, product_line, deals from deal_tally") == [
        *((-1, "", 3), (-1, "care", 3), (0, "", 3), (0, "care", 3)),
    ]
    images = [bulk.images(house.store, new.table, 1) for new in tables]
    assert house.rows("select name, sql from sqlite_master order by name") == shape
    house.store.engine.write([*bulk.take_out(house.store, images), ("delete from guard", ())])
    assert house.rows("select 1 from deal_tally union all select 1 from stage_tally") == []
    assert house.rows("select name, sql from sqlite_master order by name") == shape
