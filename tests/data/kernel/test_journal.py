"""The journal tells what every command did, in text alone, and who touched what."""

from data.kernel import journal
from data.kernel.commands import CLOCKS, CONTACT, EVENTS, LOG, MATCH_KEYS
from data.kernel.journal import LONG_CHANGES
from data.leads.commands import AddNote, EditLead, Tag
from data.points.correct import EditActivity
from data.points.log import LogActivity
from tests.data.leads.house import House


def newest(house: House) -> journal.Entry:
    """The row of the newest command."""
    return journal.since(house.store, house.store.revision() - 1)[0]


def test_a_logged_activity_stores_no_image_and_is_told_all_the_same(house: House) -> None:
    made = house.do(LogActivity, kind="call", count=3, done_at=house.now)
    assert house.rows("select changes from journal where id = ?", made.id) == [("activity",)]
    (change,) = journal.changes_of(house.store, newest(house))
    assert (change.table, change.id, change.before) == ("activity", made.id, None)
    assert change.after is not None and change.after["count"] == 3


def test_an_update_keeps_the_columns_that_differ_and_no_others(house: House) -> None:
    lead = house.add("Ida", title="CFO")
    house.do(EditLead, lead_id=lead, columns={"title": "CEO", "name": "Ida"})
    (change,) = journal.updates_of(house.store, newest(house).id, "lead")
    assert change.before is not None and change.before["title"] == "CFO"
    assert set(change.before) == {"title", "touched"}


def test_long_changes_are_text_too_and_come_back(house: House) -> None:
    leads = tuple(house.add(f"Lead {number}") for number in range(60))
    house.do(Tag, leads=leads, tag="fair")
    stored = house.rows("select changes, typeof(changes) from journal order by seq desc limit 1")[0]
    assert stored[1] == "text" and stored[0].startswith("z")
    assert len(stored[0]) < LONG_CHANGES * 2
    entry = newest(house)
    assert {row for table, row in journal.rows_of(house.store, entry) if table == "lead"} == set(leads)
    (one,) = journal.updates_of_row(house.store, entry.id, "lead", leads[7])
    assert one.after is not None and one.after["tags"] == "fair"


def test_every_row_says_what_its_command_touches(house: House) -> None:
    lead = house.add("Ida", emails="ida@a.example")
    assert newest(house).touches == MATCH_KEYS
    entry = house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=lead).id
    assert newest(house).touches == LOG | CONTACT | CLOCKS | EVENTS
    house.do(AddNote, lead_id=lead, text="hello")
    assert newest(house).touches == EVENTS
    house.do(EditActivity, entry=entry, count=2)
    assert newest(house).touches & LOG and not newest(house).touches & EVENTS
