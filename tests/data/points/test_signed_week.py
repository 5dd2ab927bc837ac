"""The store itself refuses writes into a signed week, from its Monday to its Sunday, whoever writes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.kernel.engine import BatchRefused
from data.kernel.store import Store
from data.opening import open_store
from tests.faults.stores import log, new_store

INSIDE = ["2026-11-09", "2026-11-12", "2026-11-15"]
OUTSIDE = ["2026-11-02", "2026-11-08", "2026-11-16", "2026-11-22"]
OPEN_DAY = "2026-11-22"
ADD = (
    "insert into activity(id, person_id, kind, count, points, at, day) "
    "select id + 1, person_id, kind, count, points, at, ? from activity where id = ?"
)
MOVE = "update activity set day = ? where id = ?"
DELETE = "delete from activity where day = ? and id <> ?"


class Signed:
    """A store in which Maria's second week of November is signed off, and another's whole month."""

    def __init__(self, path: Path) -> None:
        self.person = new_store(path)
        self.store: Store = open_store(str(path))
        self.entry = log(self.store, self.person)
        columns = "id, person_id, monday, sunday, signed_by, signed_at"
        sign = f"insert into signed_week({columns}) values(?, ?, ?, ?, ?, 0)"
        weeks = [(self.person, "2026-11-09", "2026-11-15")]
        weeks += [(self.person + 1, f"2026-11-{day:02}", f"2026-11-{day + 6:02}") for day in (2, 9, 16)]
        self.store.engine.write(
            [(sign, (number, *week, self.person)) for number, week in enumerate(weeks, 1)]
        )

    def run(self, sql: str, day: str) -> None:
        """Write past every command."""
        self.store.engine.write([(sql, (day, self.entry))])

    def days(self) -> list[str]:
        """The days of all entries."""
        return [row[0] for row in self.store.select("select day from activity order by id")]


@pytest.fixture
def signed(tmp_path: Path) -> Iterator[Signed]:
    made = Signed(tmp_path / "store.db")
    yield made
    made.store.close()


@pytest.mark.parametrize("sql", [ADD, MOVE])
@pytest.mark.parametrize("day", INSIDE)
def test_nothing_is_written_into_it(signed: Signed, sql: str, day: str) -> None:
    with pytest.raises(BatchRefused, match="week is signed"):
        signed.run(sql, day)
    assert signed.days() == [OPEN_DAY]


@pytest.mark.parametrize("day", OUTSIDE)
def test_the_weeks_beside_it_are_open(signed: Signed, day: str) -> None:
    signed.run(ADD, day)
    signed.run(MOVE, day)
    assert signed.days() == [day, day]


@pytest.mark.parametrize(("sql", "to"), [(DELETE, INSIDE[1]), (f"{MOVE} + 1", OPEN_DAY)])
def test_what_was_in_it_when_it_was_signed_stays(tmp_path: Path, sql: str, to: str) -> None:
    path = tmp_path / "store.db"
    person = new_store(path)
    store = open_store(str(path))
    entry = log(store, person)
    store.engine.write([(ADD, (INSIDE[1], entry))])
    columns = "id, person_id, monday, sunday, signed_by, signed_at"
    sign = f"insert into signed_week({columns}) values(1, ?, '2026-11-09', '2026-11-15', ?, 0)"
    store.engine.write([(sign, (person, person))])
    with pytest.raises(BatchRefused, match="week is signed"):
        store.engine.write([(sql, (to, entry))])
    assert store.select("select day from activity order by id") == [(OPEN_DAY,), (INSIDE[1],)]
    store.close()
