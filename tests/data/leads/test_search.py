"""Search finds a lead by the beginnings of any words about it, or spelled nearly, and forgets the rest."""

import pytest

from data.errors import Refused
from data.leads.lead import find
from data.leads.records import AddNote, EditLead
from data.leads.search import matching, query_of, ranked
from tests.data.leads.house import House


@pytest.mark.parametrize(
    "typed", ["ida", "LUND id", "fjor", "ida@lund", "oslo sea", "+47 22", "Zürich", "zurich"]
)
def test_beginnings_of_words_in_any_field_find_a_lead(house: House, typed: str) -> None:
    lead = house.add(
        "Ida Lund",
        company="Fjord Seafood",
        emails="ida@lund.no",
        phones="+47 22 00",
        address="1 Quay\nOslo",
        territory="Zürich",
    )
    house.add("Olu Ade", company="Acme")
    assert matching(house.store, typed) == ranked(house.store, typed) == [lead]


def test_a_note_finds_its_lead(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(AddNote, lead_id=lead, text="asked about licences")
    assert matching(house.store, "licen") == [lead]


def test_words_that_are_gone_find_nothing_until_undo_brings_them_back(house: House) -> None:
    lead = house.add("Ida Lund", notes="likes tea")
    house.do(EditLead, lead_id=lead, columns={"notes": "likes coffee"})
    assert (matching(house.store, "tea"), matching(house.store, "coff")) == ([], [lead])
    house.undo()
    assert (matching(house.store, "tea"), matching(house.store, "coff")) == ([lead], [])
    house.undo()
    assert matching(house.store, "ida") == []


def test_a_name_spelled_nearly_is_found_where_nothing_matches(house: House) -> None:
    lead = house.add("Johan Petersen")
    house.add("Olu Ade")
    assert matching(house.store, "johan petterson") == []
    assert ranked(house.store, "johan petterson") == [lead]


def test_the_best_match_comes_first(house: House) -> None:
    house.add("Olu Ade", notes="knows Ida Lund well")
    best = house.add("Ida Lund")
    assert ranked(house.store, "ida lund")[0] == best


@pytest.mark.parametrize(
    "typed", ['"', "*", "a AND", "NEAR(", "words:x", "'; drop table lead --", "\u202e", ""]
)
def test_no_text_breaks_the_search(house: House, typed: str) -> None:
    house.add("Ida Lund")
    matching(house.store, typed)
    ranked(house.store, typed)


def test_a_query_is_made_of_beginnings() -> None:
    assert query_of("Ida, lund-") == '"Ida"* "lund"*'


def test_a_lead_is_named_by_mail_reference_or_words_and_ones_own_goes_first(house: House) -> None:
    from data.ids import reference

    own, cys = house.add("Ida Lund", emails="ida@lund.no"), house.add("Ida Berg", house.cy)
    ana = house.person(house.ana)
    assert find(house.store, ana, "IDA@lund.no").id == own
    assert find(house.store, ana, reference(cys)).id == cys
    assert find(house.store, ana, "ida").id == own
    house.add("Ida Holm")
    with pytest.raises(Refused, match="several leads"):
        find(house.store, ana, "ida")
    with pytest.raises(Refused, match="No lead matches"):
        find(house.store, ana, "nobody")
