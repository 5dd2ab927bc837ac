"""Search finds a lead by the beginnings of any words about it, or spelled nearly, and forgets the rest."""

import pytest

from data.kernel.errors import Refused
from data.kernel.ids import reference
from data.leads.commands import AddNote, EditLead
from data.leads.fields import LEADS
from data.leads.find import find
from data.leads.merge import MergeLeads
from data.records.search import filtered, matching, nearly, query_of, ranked
from tests.data.leads.house import House


@pytest.mark.parametrize(
    "typed",
    [
        *("ida", "LUND id", "fjor", "ida@lund", "oslo sea", "+47 22", "Zürich", "zurich"),
        *("Zu\u0308rich", "nguyen", "Nguyễn"),
    ],
)
def test_beginnings_of_words_in_any_field_find_a_lead(house: House, typed: str) -> None:
    lead = house.add(
        "Ida Lund",
        company="Fjord Seafood",
        emails="ida@lund.no",
        phones="+47 22 00",
        address="1 Quay\nOslo",
        territory="Zürich",
        notes="knows Nguyễn",
    )
    house.add("Olu Ade", company="Acme")
    assert matching(house.store, LEADS, typed) == found(house, typed) == [lead]


def test_a_note_finds_its_lead(house: House) -> None:
    lead = house.add("Ida Lund")
    house.do(AddNote, lead_id=lead, text="asked about licences")
    assert matching(house.store, LEADS, "licen") == [lead]


@pytest.mark.parametrize("few_in", [0, 1_000_000])
def test_a_note_finds_its_lead_among_those_of_a_list_in_a_store_of_any_size(
    house: House, monkeypatch: pytest.MonkeyPatch, few_in: int
) -> None:
    monkeypatch.setattr("data.records.search.FEW_IN", few_in)
    leads = [house.add(name) for name in ("Ida Lund", "Olu Ade", "Licia Costa", "Ben Okafor")]
    house.do(AddNote, lead_id=leads[0], text="asked about licences")
    house.do(AddNote, lead_id=leads[3], text="knows the licence, lives in Lisbon")
    house.do(MergeLeads, keep=leads[1], others=(leads[0],))
    assert list(filtered(house.store, LEADS, leads[1:], "lic")) == leads[1:]
    assert list(filtered(house.store, LEADS, leads[2:], "lic lis")) == [leads[3]]
    assert list(filtered(house.store, LEADS, leads[:0], "lic")) == []


def test_words_that_are_gone_find_nothing_until_undo_brings_them_back(house: House) -> None:
    lead = house.add("Ida Lund", notes="likes tea")
    house.do(EditLead, lead_id=lead, columns={"notes": "likes coffee"})
    assert (matching(house.store, LEADS, "tea"), matching(house.store, LEADS, "coff")) == ([], [lead])
    house.undo()
    assert (matching(house.store, LEADS, "tea"), matching(house.store, LEADS, "coff")) == ([lead], [])
    house.undo()
    assert matching(house.store, LEADS, "ida") == []


def found(house: House, typed: str, actor: int | None = None) -> list[int]:
    """What typing it offers the rep Ana, or another."""
    return ranked(house.store, LEADS, house.person(actor or house.ana), typed, 8)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(
            ("Johan Petersen", "johan petterson"),
            ("Jadwiga Möller", "jadwga"),
            ("Jadwiga Möller", "jadwg moler"),
        ),
        *(("Jadwiga Möller", "moller jadwiag"), ("Łukasz Søren", "lukas soren"), ("Łukasz Søren", "Lukasz")),
        ("Ana Möller", "ana Moler"),
    ],
)
def test_a_name_spelled_nearly_is_offered_where_nothing_matches(house: House, name: str, typed: str) -> None:
    lead = house.add(name, company="Quay")
    others = [house.add("Olu Ade"), house.add("Ida Molberg", company="Jade")]
    assert matching(house.store, LEADS, typed) == []
    assert list(nearly(house.store, LEADS, [*others, lead], typed)) == found(house, typed) == [lead]
    assert not nearly(house.store, LEADS, others, typed), "a lead of another view is no lead of this one"


def test_the_fewest_mistakes_are_offered_in_the_order_of_the_view(house: House) -> None:
    first, second, far = house.add("Petersen"), house.add("Petersem"), house.add("Pettersen")
    assert list(nearly(house.store, LEADS, [far, second, first], "petersex")) == [second, first]
    assert list(nearly(house.store, LEADS, [far], "petersex")) == [far]


@pytest.mark.parametrize("typed", ["idx", "9123457", "zzzzzz", "ida xx", ""])
def test_short_words_and_numbers_are_never_taken_for_others(house: House, typed: str) -> None:
    lead = house.add("Ida Lund", phones="+351 9123456")
    assert not nearly(house.store, LEADS, [lead], typed)


def test_words_that_are_gone_are_not_offered_either(house: House) -> None:
    lead = house.add("Jadwiga")
    house.do(EditLead, lead_id=lead, columns={"name": "Berta"})
    assert not nearly(house.store, LEADS, [lead], "jadwga")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "912345678",
            "912 345 678",
            "+351912345678",
            "00351 912 345 678",
            "0912345678",
            "351912",
            "345 678",
        ),
        *("345678", "+351 (0)912-345-678", "912 34"),
    ],
)
@pytest.mark.parametrize("stored", ["+351 912 345 678", "work: +351912345678\nhome: +351 912 345 678"])
def test_a_phone_number_is_found_however_it_is_grouped(house: House, stored: str, typed: str) -> None:
    lead = house.add("Ida Lund", phones=stored)
    house.add("Olu Ade", phones="+351 917 000 111")
    assert matching(house.store, LEADS, typed) == found(house, typed) == [lead]


def test_one_is_offered_only_leads_that_one_may_read(house: House) -> None:
    anas, cys, nobodys = house.add("Ida A"), house.add("Ida C", house.cy), house.add("Ida N", owner_id=None)
    for actor, readable in (
        (house.ana, {anas, nobodys}),
        (house.cy, {cys, nobodys}),
        (house.manager, {anas, nobodys}),
        (house.admin, {anas, cys, nobodys}),
    ):
        assert set(found(house, "ida", actor)) == readable
        assert not {anas, cys} & set(found(house, "idda", actor)) - readable


def test_leads_within_reach_are_found_first_and_those_of_others_never_listed(house: House) -> None:
    mine = house.add("Ida Lund")
    cys = house.add("Ida", house.cy, emails="ida@lund.no")
    house.add("Idun Berg", house.cy)
    ana, admin = house.person(house.ana), house.person(house.admin)
    assert find(house.store, ana, "ida").id == mine
    assert find(house.store, admin, "ida").id == cys
    assert find(house.store, ana, "ida@lund.no").id == find(house.store, ana, reference(cys)).id == cys
    assert find(house.store, ana, "idun").owner_id == house.cy, "so that one is told whose it is"
    house.add("Idunn Lie", house.cy)
    with pytest.raises(Refused, match="No lead that you may see matches 'idu'") as refusal:
        find(house.store, ana, "idu")
    assert "Idun Berg" not in str(refusal.value)


def test_of_two_leads_in_one_only_that_one_is_offered_to_whom_it_belongs(house: House) -> None:
    gone, keep = house.add("Ida Lund"), house.add("Ida Lund", house.cy)
    house.do(MergeLeads, house.admin, keep=keep, others=(gone,))
    assert found(house, "ida") == []
    assert found(house, "ida", house.cy) == [keep]


def test_the_best_match_comes_first(house: House) -> None:
    house.add("Olu Ade", notes="knows Ida Lund well")
    best = house.add("Ida Lund")
    at_it = house.add("Ada Berg", company="Ida Lund Ltd")
    house.add("Eve Ida Lund")
    assert found(house, "ida lund")[:2] == [best, at_it]
    house.add("Bo Berg", company="Ågot and Sons")
    agot = house.add("Ågot Dal")
    house.add("Cy Berg", notes="ågot, ågot, ågot")
    assert found(house, "ågot")[0] == agot


@pytest.mark.parametrize(
    "typed", ['"', "*", "a AND", "NEAR(", "words:x", "'; drop table lead --", "\u202e", ""]
)
def test_no_text_breaks_the_search(house: House, typed: str) -> None:
    lead = house.add("Ida Lund")
    matching(house.store, LEADS, typed)
    nearly(house.store, LEADS, [lead], typed)
    found(house, typed)


def test_a_query_is_made_of_beginnings() -> None:
    assert query_of("Ida, lund-") == '"Ida"* "lund"*'


def test_a_lead_is_named_by_mail_reference_or_words_and_ones_own_goes_first(house: House) -> None:
    from data.kernel.ids import reference

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
