"""What somebody has worked with since an import stays when the import is taken back, whatever was attached to it."""

from random import Random

import pytest

from data.kernel.errors import Refused
from data.kernel.in_use import in_use
from data.kernel.tables import Reference, Table
from data.kernel.undo import Undo
from data.leads.commands import AddNote, Assign
from data.leads.companies.commands import NoteCompany
from data.leads.merge import MergeLeads
from data.leads.triage import ReceiveMessage
from data.nouns import NOUNS, Nouns
from data.points.log import LogActivity
from tests.data.leads.companies.makers import import_companies
from tests.data.leads.house import House, moment
from tests.data.leads.makers import import_leads

ATTACHED = {
    "a note": lambda house, lead: house.do(AddNote, house.admin, lead_id=lead, text="x"),
    "a message": lambda house, lead: house.do(
        ReceiveMessage, house.admin, lead_id=lead, received_at=moment(16, "08:00")
    ),
    "an entry": lambda house, lead: house.do(
        LogActivity, house.admin, kind="call", count=1, done_at=house.now, lead_id=lead
    ),
    "another lead, merged into it": lambda house, lead: house.do(
        MergeLeads, house.admin, keep=lead, others=(house.add("Other", house.admin, owner_id=house.admin),)
    ),
    "a new owner": lambda house, lead: house.do(Assign, house.admin, leads=(lead,), person_id=house.cy),
}


def bring(house: House) -> list[int]:
    """Three leads of a file that the admin imports."""
    made = import_leads(house, house.admin, Random(1))
    assert made is not None
    house.do(made.kind, house.admin, **made.payload)
    return [row[0] for row in house.rows("select id from lead where batch_id is not null order by id")]


@pytest.mark.parametrize("what", ATTACHED)
def test_a_lead_of_an_import_stays_once_something_is_attached_to_it(house: House, what: str) -> None:
    first, *_ = bring(house)
    step = house.rows("select id from journal order by seq desc limit 1")[0][0]
    ATTACHED[what](house, first)
    house.store.engine.write(
        [("update journal set undone_by = 1 where actor = ? and id > ?", (house.admin, step))]
    )
    with pytest.raises(Refused, match="of it since"):
        house.undo(house.admin)
    house.do(Undo, house.admin, rest=True)
    left = [row[0] for row in house.rows("select id from lead where batch_id is not null")]
    assert left == [first]
    assert house.rows("select count(*) from match_key where record_id = ?", first)[0][0] > 0
    assert house.rows("select count(*) from match_key where record_id not in (select id from lead)") == [(0,)]


def test_a_company_stays_once_it_was_noted_on(house: House) -> None:
    made = import_companies(house, None, Random(1))
    assert made is not None
    house.do(made.kind, house.admin, **made.payload)
    company = house.rows("select id, name from company order by id")[0]
    house.do(NoteCompany, house.ana, company_id=company[0], text="pays late")
    with pytest.raises(Refused, match=f"of it since .{company[1]}"):
        house.undo(house.admin)


def test_what_was_said_of_two_leads_does_not_hold_them() -> None:
    assert "not_duplicate" not in in_use(NOUNS, "lead")


def test_a_table_that_is_added_tomorrow_counts_without_a_word_in_the_core() -> None:
    class Tomorrow(Nouns):
        @property
        def _tables(self) -> dict[str, Table]:
            return {**NOUNS.tables(), "visit": Table("visit", references=(Reference("lead_id", "lead"),))}

    assert "from visit other where other.lead_id = lead.id" in in_use(Tomorrow(), "lead")
    assert "visit" not in in_use(NOUNS, "lead")
