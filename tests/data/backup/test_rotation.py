"""Backups by themselves: one a day, the old ones thinned out, and never the newest taken away."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.backup.copies import inspect
from data.backup.daily import back_up_today, backups_of, folder_of
from data.backup.lost import lost_by
from data.backup.rotation import USUAL, Keep, backups_kept, kept
from data.begin import begin_store
from data.kernel.errors import StoreError
from data.kernel.store import Store
from data.opening import open_store
from data.points.log import LogActivity

NOW = 1_795_097_100_000
DAY = 86_400_000

moments = st.sets(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)), max_size=40)
keeps = st.builds(Keep, *[st.integers(0, 15)] * 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of one person."""
    path = str(tmp_path / "cockpit.db")
    begin_store(path, NOW, name="Pam Beesly", start="2026-09-07")
    opened = open_store(path)
    yield opened
    opened.close()


def log(store: Store, at: int = NOW) -> None:
    """Log a call."""
    me = int(store.select("select id from person")[0][0])
    store.apply(LogActivity(store.ids.new(at), me, at, kind="call", count=1, done_at=at))


def test_of_a_year_of_days_seven_days_four_weeks_and_twelve_months_are_left() -> None:
    newest = datetime(2026, 11, 19, 9)  # a Thursday
    stays = sorted(kept([newest - timedelta(days=n) for n in range(400)], USUAL), reverse=True)
    # Days: 19 to 13 November. Weeks: the newest day of each: 19, then the Sundays 15, 8 and 1 November.
    # Months: 19 November, then the last days of the eleven months before.
    days = [datetime(2026, 11, day, 9) for day in (19, 18, 17, 16, 15, 14, 13)]
    weeks = [datetime(2026, 11, day, 9) for day in (8, 1)]
    months = [datetime(2026, month, day, 9) for month, day in (
        (10, 31), (9, 30), (8, 31), (7, 31), (6, 30), (5, 31), (4, 30), (3, 31), (2, 28), (1, 31),
    )]  # fmt: skip
    assert stays == [*days, *weeks, *months, datetime(2025, 12, 31, 9)]


@given(moments, keeps)
def test_the_newest_stays_and_thinning_twice_is_thinning_once(moments: set[datetime], keep: Keep) -> None:
    stays = kept(moments, keep)
    assert stays <= moments
    assert not moments or max(moments) in stays
    assert kept(stays, keep) == stays
    assert len(stays) <= sum(keep) + 1


@given(moments, keeps)
def test_each_of_the_newest_days_keeps_one(moments: set[datetime], keep: Keep) -> None:
    days = sorted({moment.date() for moment in moments}, reverse=True)[: keep.days]
    assert set(days) <= {moment.date() for moment in kept(moments, keep)}


def test_one_is_made_a_day_and_it_is_sound_and_private(store: Store) -> None:
    log(store)
    made = back_up_today(store.path, NOW, USUAL)
    assert made is not None
    assert inspect(made.path).entries == 1
    assert os.stat(made.path).st_mode & 0o777 == 0o600
    assert os.stat(folder_of(store.path)).st_mode & 0o777 == 0o700
    assert back_up_today(store.path, NOW + DAY // 4, USUAL) is None
    assert [one.path for one in backups_of(store.path)] == [made.path]


def test_old_ones_go_and_what_was_put_there_by_hand_stays(store: Store) -> None:
    by_hand = Path(folder_of(store.path)) / "before-the-audit.db"
    for day in range(4):
        back_up_today(store.path, NOW + day * DAY, Keep(2, 0, 0))
        by_hand.touch()
        (by_hand.parent / "cockpit-20260101-000000.db.77.part").touch()
    names = [os.path.basename(one.path) for one in backups_of(store.path)]
    assert names == ["cockpit-20261122-140500.db", "cockpit-20261121-140500.db"]
    assert by_hand.exists()
    assert back_up_today(store.path, NOW + 9 * DAY, Keep(0, 0, 0)) is None
    assert len(backups_of(store.path)) == 2


def test_two_sessions_make_one(store: Store) -> None:
    back_up_today(store.path, NOW, USUAL)
    with open(os.path.join(folder_of(store.path), ".lock")) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert back_up_today(store.path, NOW + DAY, USUAL) is None
    assert back_up_today(store.path, NOW + DAY, USUAL) is not None


def test_without_room_nothing_is_taken_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = back_up_today(store.path, NOW, USUAL)
    monkeypatch.setattr("data.backup.daily._TIMES_SIZE", 10**12)
    with pytest.raises(StoreError, match="no room"):
        back_up_today(store.path, NOW + DAY, Keep(1, 0, 0))
    assert made is not None
    assert os.path.exists(made.path)
    Path(store.path).with_name("cockpit-backups").joinpath(".lock").unlink()
    Path(store.path).with_name("other.db").write_bytes(b"")
    Path(store.path).with_name("other-backups").touch()
    with pytest.raises(StoreError):
        back_up_today(str(Path(store.path).with_name("other.db")), NOW, USUAL)


def test_the_usual_number_is_kept_where_nothing_was_said(store: Store) -> None:
    assert backups_kept(store) == Keep(7, 4, 12)


def test_what_a_restore_would_lose_is_told_step_by_step(store: Store) -> None:
    log(store)
    made = back_up_today(store.path, NOW, USUAL)
    assert made is not None
    lost = lost_by(store.path, made.path)
    assert lost is not None
    assert (lost.steps, lost.gained) == (0, 0)
    for minute in range(7):
        log(store, NOW + minute * 60_000)
    lost = lost_by(store.path, made.path)
    assert lost is not None
    assert (lost.steps, lost.by, lost.gained) == (7, (("Pam Beesly", 7),), 0)
    assert [step.at for step in lost.newest] == [NOW + minute * 60_000 for minute in (6, 5, 4, 3, 2)]
    assert lost.newest[0].summary == "1 call"


def test_histories_that_went_apart_are_told_on_both_sides(store: Store, tmp_path: Path) -> None:
    made = back_up_today(store.path, NOW, USUAL)
    assert made is not None
    other = open_store(made.path)
    for _ in range(3):
        log(other)
    other.close()
    log(store)
    lost = lost_by(store.path, made.path)
    assert lost is not None
    assert (lost.steps, lost.gained) == (1, 3)
    assert lost_by(str(tmp_path / "nowhere.db"), made.path) is None


def test_datetime_names_are_of_utc(store: Store) -> None:
    made = back_up_today(store.path, NOW, USUAL)
    assert made is not None
    assert made.at == datetime(2026, 11, 19, 14, 5, tzinfo=UTC)
