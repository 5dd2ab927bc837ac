"""The keys by which a lead is recognised follow its record, and the country in which numbers are meant."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.kernel.engine import Statement
from data.kernel.errors import Refused
from data.leads.commands import EditLead
from data.leads.fields import LEADS
from data.leads.merge import MergeLeads
from data.leads.settings import SetPhoneRegion
from data.nouns import NOUNS
from data.records.duplicates import duplicates_of, find_duplicates
from data.records.match_keys import keys_of
from tests.data.leads.house import House


@given(st.text(), st.sampled_from(["", "PT", "US"]))
def test_any_text_has_keys_or_none(text: str, region: str) -> None:
    row = {"name": text, "company": text, "emails": text, "phones": text}
    found = keys_of(LEADS, row, region)
    assert len(set(found)) == len(found)
    assert all(value for _, value in found)


def test_another_region_moves_the_keys_of_national_numbers_alone_and_undo_moves_them_back(
    house: House,
) -> None:
    house.add("Ida Lund", phones="work: 211 234 567\n+47 22 00 00 01")
    before = house.state()
    house.do(SetPhoneRegion, house.admin, region="pt")
    keys = "select value from match_key where kind = 'phone' order by value"
    assert house.rows(keys) == [("+351211234567",), ("+4722000001",)]
    house.undo(house.admin)
    assert house.state() == before


def test_two_spellings_of_one_number_are_one_key_in_its_region_and_two_without(house: House) -> None:
    lead = house.add("Ida Lund", phones="(415) 555-2671\nmobile: +1 415 555 2671")
    both = house.add("Olu Ade")
    house.do(SetPhoneRegion, house.admin, region="US")
    house.do(EditLead, lead_id=both, columns={"phones": "415 555 2672\n+1 415 555 2672"})
    keys = "select value from match_key where kind = 'phone' and record_id = ? order by value"
    assert house.rows(keys, lead) == [("+14155552671",)]
    assert duplicates_of(house.store, LEADS, lead) == []
    assert find_duplicates(house.store, LEADS).pairs == []
    before = house.state()
    house.do(SetPhoneRegion, house.admin, region="")
    assert house.rows(keys, both) == [("+14155552672",), ("4155552672",)]
    house.undo(house.admin)
    assert house.state() == before


def test_keys_that_were_written_under_another_region_are_brought_in_line(house: House) -> None:
    house.do(SetPhoneRegion, house.admin, region="US")
    lead = house.add("Ida Lund", phones="(415) 555-2671")
    house.undo(house.admin)
    found = {
        finding.subject: finding for check in NOUNS.checks() for finding in check(house.store, house.now)
    }
    assert (found["phones"].code, found["phones"].values) == ("doctor.phones_astray", {"region": "none"})
    house.do(SetPhoneRegion, house.admin, region="")
    assert house.rows("select value from match_key where kind = 'phone' and record_id = ?", lead) == [
        ("4155552671",)
    ]
    with pytest.raises(Refused, match="changes nothing"):
        house.do(SetPhoneRegion, house.admin, region="")


def test_a_number_that_a_lead_has_by_a_merge_keeps_its_one_key(house: House) -> None:
    kept, other = (house.add("Ida Lund", phones=phone) for phone in ("(415) 555-2671", "(415) 555-2672"))
    house.do(MergeLeads, keep=kept, others=(other,))
    house.do(SetPhoneRegion, house.admin, region="US")
    keys = "select value from match_key where kind = 'phone' and record_id = ?"
    assert (house.rows(keys, kept), house.rows(keys, other)) == (*([("+14155552671",)], [("+14155552672",)]),)
    with pytest.raises(Refused, match="changes nothing"):
        house.do(SetPhoneRegion, house.admin, region="US")


def test_a_lead_added_while_the_region_moves_gets_its_key(house: House) -> None:
    class Meanwhile:
        """Another process sets the region after the lead was decided on."""

        def __init__(self) -> None:
            self.is_done = False

        def __call__(self, statements: Sequence[Statement]) -> None:
            if not self.is_done:
                self.is_done = True
                house.do(SetPhoneRegion, house.admin, region="US")
            write(statements)

    write = house.store.engine.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house.store.engine, "write", Meanwhile())
        house.add("Ida Lund", phones="(415) 555-2671")
    assert house.rows("select value from match_key where kind = 'phone'") == [("+14155552671",)]
