"""A store of the program before this one is left alone, and what that program exports comes in whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.advice import worded
from cockpit.main import run
from data.begin import begin_store
from data.kernel.errors import StoreError
from data.opening import open_store
from data.people.commands import AddPerson
from tests.data.leads.house import moment
from tests.data.schema import stored

EXPORTS = stored.HERE / "former_exports"
NOW = moment(20)

LEADS = (
    "select lead.name, company, emails, phones, tags, status, open, handle, created_at, last_touch_at "
    "from lead left join person on person.id = owner_id order by lead.name"
)
ACTIVITIES = (
    "select handle, kind, count, points, at, day, activity.note, outcome, lead.name "
    "from activity join person on person.id = person_id left join lead on lead.id = lead_id order by 1, 2, 3, 5"
)
NOTES = (
    "select lead.name, handle, note.at, note.text from note join lead on lead.id = {lead} "
    "join person on person.id = note.person_id order by 1"
)


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A store that the program before this one wrote."""
    path = tmp_path / "former.db"
    stored.put("former_store", path)
    return path


def test_it_is_refused_untouched_with_the_way_out(former: Path) -> None:
    before = former.read_bytes()
    with pytest.raises(StoreError) as refused:
        open_store(str(former))
    assert former.read_bytes() == before
    assert [file.name for file in former.parent.iterdir()] == [former.name]
    for words in ("before this one", "leads export", "cockpit export", "leads import", "points import"):
        assert words in worded(refused.value)


def test_as_a_backup_it_takes_no_stores_place(former: Path, tmp_path: Path) -> None:
    path = tmp_path / "here.db"
    begin_store(str(path), NOW, name="Ada Admin", start="2026-09-07")
    before = stored.contents(path)
    assert run(["--db", str(path), "restore", str(former)]) == 1
    assert stored.contents(path) == before


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_its_exports_come_in_with_nothing_lost(
    former: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "here.db"
    _begin_with_the_people_of(former, path)
    for noun, verb in (("leads", ["leads", "import"]), ("activities", ["points", "import"])):
        file = EXPORTS / f"{noun}.{ending}"
        assert run(["--db", str(path), "--as", "ada", *verb, str(file), "--yes"]) == 0, (
            capsys.readouterr().err
        )
    assert stored.rows(path, LEADS) == stored.rows(former, LEADS)
    assert stored.rows(path, ACTIVITIES) == stored.rows(former, ACTIVITIES)
    notes = stored.rows(path, NOTES.format(lead="note.record_id"))
    assert notes == stored.rows(former, NOTES.format(lead="note.lead_id"))
    assert {row[7] for row in stored.rows(path, ACTIVITIES)} == {None, "reached", "no answer", "left message"}
    assert len(notes) == 3


def _begin_with_the_people_of(former: Path, path: Path) -> None:
    admin = begin_store(str(path), NOW, name="Ada Admin", start="2026-09-07")
    store = open_store(str(path))
    names = ("handle", "name", "role", "start_date", "time_zone", "working_hours")
    for row in stored.rows(former, f"select {', '.join(names)} from person where handle <> 'ada'"):
        columns = dict(zip(names, row, strict=True))
        store.apply(AddPerson(store.ids.new(NOW), admin, NOW, columns=columns))
    store.close()
