"""What deals of a file sell by product line is worked out before they are in: as the store tells it of their rows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.deals.checks import check, repair
from data.deals.sold_lines import sold_lines_of
from data.kernel.engine import Statement
from data.kernel.finding import OK
from tests.data.leads.house import House

NAMES = st.sampled_from(("", "Care", "care", "Sites", "ÄRZTE")) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=8
)
LINES = st.lists(st.tuples(NAMES, st.integers(0, 3), st.integers(0, 10**9)), max_size=5)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "[]"),
        ([("", 0)], "[]"),
        ([("", 1)], "[]"),
        ([("", 500), ("", 20)], "[]"),
        ([("", 500), ("Care", 0)], '{"":[0,500,500],"care":[500,500,500]}'),
        ([("Care", 300)], '{"":[0,0,300],"care":[0,300,300]}'),
        ([("Care", 0)], '{"":[0,1,1],"care":[1,1,1]}'),
        (
            [("Sites", 900), ("Care", 100), ("care", 200)],
            '{"":[0,0,1200],"care":[0,300,1200],"sites":[300,1200,1200]}',
        ),
    ],
)
def test_each_line_has_its_part_of_what_all_come_to(lines: list[tuple[str, int]], told: str) -> None:
    assert sold_lines_of(lines) == told


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
@example([("", 1, 1)])
@example([('"\\\n\x1f\x7f', 1, 5), ("{", 1, 7)])
def test_it_is_what_the_store_tells_of_the_same_lines(
    house: House, lines: list[tuple[str, int, int]]
) -> None:
    deal = house.store.ids.new(house.now)
    rows: list[Statement] = [
        ("insert into deal(id, name, created_at) values(?, 'x', ?)", (deal, house.now)),
    ]
    for line in lines:
        columns = "id, deal_id, product, product_line, quantity, price"
        sql = f"insert into deal_line({columns}) values(?, ?, 'x', ?, ?, ?)"
        rows.append((sql, (house.store.ids.new(house.now), deal, *line)))
    house.store.engine.write(rows)
    told = sold_lines_of((name, quantity * price) for name, quantity, price in lines)
    assert house.rows("select sold_lines from deal where id = ?", deal) == [(told,)]
    house.store.engine.write([("update deal set sold_lines = ? where id = ?", ('{"other":[0,7,7]}', deal))])
    assert repair(house.store.engine)
    assert house.rows("select sold_lines from deal where id = ?", deal) == [(told,)]
    assert [found.verdict for found in check(house.store, house.now)] == [OK]
