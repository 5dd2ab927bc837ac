"""An import is one step: undone and done again whole; what was worked with since is named and can stay."""

import pytest

from data.kernel.errors import Refused
from data.kernel.undo import Undo
from data.leads.commands import AddNote, EditLead
from data.leads.fields import LEADS
from data.opening import open_store
from data.records.search import matching
from tests.data.leads.imports.conftest import Desk

FILE = "Record ID,First Name,Last Name,Email,Contact owner\n" + "".join(
    f"{n},Ann{n},Lee,ann{n}@a.example,\n" for n in range(1, 6)
)


def test_an_import_is_undone_and_done_again_to_the_last_row(desk: Desk) -> None:
    desk.bring("Record ID,First Name,Last Name,Email,Contact owner\n1,Ann1,Lee,old@a.example,\n")
    before = desk.state()
    assert desk.bring(FILE) == {"added": 4, "updated": 1}
    after = desk.state()
    assert desk.rows("select count(*) from journal where name = 'lead.import'") == [(2,)]
    desk.undo()
    assert desk.state() == before
    assert matching(desk.store, LEADS, "Ann3") == []
    desk.redo()
    assert desk.state() == after
    assert len(matching(desk.store, LEADS, "Ann3")) == 1
    assert matching(desk.store, LEADS, "old") == []


def test_a_first_large_import_leaves_the_store_as_quick_to_search_as_before(desk: Desk) -> None:
    indexes = "select name, sql from sqlite_master where type = 'index' order by name"
    one = "select name from lead indexed by lead_source where source_key like '%:4711' and source_key is not null"
    before = desk.rows(indexes)
    colleague = open_store(desk.store.path)
    assert colleague.select(one) == []
    file = "Record ID,First Name,Email\n" + "".join(f"{n},Ann{n},a{n}@a.example\n" for n in range(6_000))
    for step in (lambda: desk.bring(file), desk.undo, desk.redo):
        step()
        assert desk.rows(indexes) == before
        assert desk.rows("pragma integrity_check") == [("ok",)]
    assert colleague.select(one) == [("Ann4711",)]
    colleague.close()


def test_rows_worked_with_since_are_named_and_stay(desk: Desk) -> None:
    desk.bring(FILE)
    one, two = (lead.id for lead in desk.leads()[:2])
    desk.do(EditLead, desk.manager, lead_id=one, columns={"title": "CFO"})
    desk.do(AddNote, desk.manager, lead_id=two, text="called back")
    with pytest.raises(Refused, match=r"2 rows of it since \(Ann1 Lee; Ann2 Lee\)") as refused:
        desk.undo()
    assert refused.value.code == "undo.rest_is_free"
    desk.do(Undo, rest=True)
    assert [lead.name for lead in desk.leads()] == ["Ann1 Lee", "Ann2 Lee"]
    assert desk.rows("select count(*) from match_key where record_id not in (select id from lead)") == [(0,)]
    assert len(matching(desk.store, LEADS, "Ann1")) == 1


def test_companies_are_undone_too(desk: Desk) -> None:
    desk.bring("Account Name,Industry\nAcme,Steel\n")
    desk.undo()
    assert desk.rows("select * from company") == []
    desk.redo()
    assert desk.rows("select name from company") == [("Acme",)]


def test_an_import_between_reading_and_writing_is_seen(desk: Desk) -> None:
    plan = desk.plan(FILE)
    desk.bring(FILE)
    with pytest.raises(Refused, match="Nothing new"):
        desk.carry_out(plan)
    assert len(desk.leads()) == 5


def test_calling_off_leaves_nothing(desk: Desk) -> None:
    from threading import Event

    from data.imports.plan import read_plan
    from data.imports.progress import Cancelled
    from data.leads.imports.lead_spec import LEAD_IMPORT

    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        read_plan(LEAD_IMPORT, desk.store, desk.person(desk.ana), desk.now, desk.file(FILE), stop=stop)
    assert desk.leads() == []
