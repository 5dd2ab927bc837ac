"""The score on every screen: what is known of it is told only while it is so."""

from __future__ import annotations

from pathlib import Path

from data.points.log import LogActivity
from data.points.score import score_again, score_of
from tests.data.leads.house import House


def test_the_score_is_read_anew_once_something_was_logged_and_once_the_minute_has_passed(
    tmp_path: Path,
) -> None:
    house = House(tmp_path)
    ana = house.person(house.ana)
    known = score_of(house.store, ana, house.now)
    assert score_again(house.store, ana, house.now, known) is known
    assert score_again(house.store, ana, house.now + 60_000, known).week.now == house.now + 60_000
    house.do(LogActivity, kind="call", count=3, done_at=house.now)
    again = score_again(house.store, ana, house.now, known)
    assert again.week.total == known.week.total + 3 and again == score_of(house.store, ana, house.now)
    house.store.close()
