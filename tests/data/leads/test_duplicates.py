"""Duplicates are found by what leads share, with reason and score, and nothing merges by itself."""

from typing import Any

import pytest

from data.kernel.errors import Refused
from data.leads.commands import EditLead
from data.leads.fields import LEADS
from data.leads.merge import MergeLeads, NotDuplicate
from data.records.duplicates import MOST_IN_BLOCK, Found, allowed, duplicates_of, find_duplicates
from data.records.similarity import Pair
from tests.data.leads.house import House


def _only(found: Found) -> Pair:
    assert len(found.pairs) == 1
    return found.pairs[0]


def test_the_same_address_and_name_are_certainly_one(house: House) -> None:
    one = house.add("Ida Lund", emails="ida@lund.no", company="Lund AS")
    other = house.add("Lund, Ida", emails="work: IDA@lund.no")
    pair = _only(find_duplicates(house.store, LEADS))
    assert (pair.record_a, pair.record_b) == (one, other)
    assert (pair.score, pair.certain) == (100, True)
    assert pair.reasons == ("same e-mail", "same name")


def test_two_people_of_one_name_with_different_addresses_are_never_certain(house: House) -> None:
    house.add("Ida Lund", emails="ida@lund.no", phones="+47 22 00 00 01", company="Lund AS")
    house.add("Ida Lund", emails="ida.lund@gmail.com", phones="+47 22 00 00 01", company="Lund")
    pair = _only(find_duplicates(house.store, LEADS))
    assert not pair.certain
    assert "different e-mails" in pair.reasons


def test_a_pair_is_shown_only_to_whom_may_read_both(house: House) -> None:
    house.add("Ida Lund", emails="ida@lund.no")
    house.add("Ida Lund", house.cy, emails="ida@lund.no")
    found = find_duplicates(house.store, LEADS)._replace(capped=("40 leads of Lund AS",))
    assert allowed(house.store, LEADS, house.person(house.admin), found) == found
    for person in (house.ana, house.cy, house.manager):
        seen = allowed(house.store, LEADS, house.person(person), found)
        assert seen.pairs == [] and "Lund" not in seen.capped[0]


def test_two_people_of_one_name_who_share_nothing_else_are_not_shown(house: House) -> None:
    house.add("Ida Lund", emails="ida@lund.no", company="Lund AS")
    house.add("Ida Lund", emails="ida@fjord.no", company="Fjord Seafood")
    house.add("Ida Lund", emails="ida@gmail.com")
    assert find_duplicates(house.store, LEADS).pairs == []


def test_a_shared_info_address_is_shown_but_not_certain(house: House) -> None:
    house.add("Ida Lund", emails="info@lund.no")
    house.add("Olu Ade", emails="info@lund.no")
    pair = _only(find_duplicates(house.store, LEADS))
    assert (pair.score, pair.certain, pair.reasons) == (55, False, ("same e-mail", "other name"))


def test_one_phone_in_several_spellings_is_one_phone(house: House) -> None:
    house.add("Ida Lund", phones="+47 22 00 00 01")
    house.add("Ida Lundh", phones="mobile: 0047-22000001")
    assert _only(find_duplicates(house.store, LEADS)).reasons == ("same phone", "name 94 % alike")


def test_colleagues_on_one_switchboard_are_not_duplicates(house: House) -> None:
    for name in ("Ida Lund", "Olu Ade", "Eva Roth"):
        house.add(name, phones="+47 22 00 00 01", company="Lund AS")
    assert find_duplicates(house.store, LEADS).pairs == []


def test_a_slip_in_a_name_is_found_within_a_company_whatever_its_legal_form(house: House) -> None:
    house.add("Johan Peterson", company="Lund AS")
    house.add("Johan Petersen", company="LUND")
    pair = _only(find_duplicates(house.store, LEADS))
    assert pair.reasons == ("name 93 % alike", "same company")


def test_companies_without_a_person_are_compared_too(house: House) -> None:
    house.add(company="Lund AS")
    house.add(company="Lund")
    assert _only(find_duplicates(house.store, LEADS)).reasons == ("no name to compare", "same company")


def test_the_lead_page_finds_the_same_as_the_whole_search(house: House) -> None:
    one = house.add("Johan Peterson", company="Lund AS", emails="jp@lund.no")
    house.add("Johan Petersen", company="lund as")
    house.add("Olu Ade", emails="jp@lund.no")
    whole = [
        pair for pair in find_duplicates(house.store, LEADS).pairs if one in (pair.record_a, pair.record_b)
    ]
    assert duplicates_of(house.store, LEADS, one) == whole
    assert len(whole) == 2


def test_what_was_said_to_be_two_or_was_merged_is_not_shown_again(house: House) -> None:
    one, two = house.add("Ida Lund", emails="i@lund.no"), house.add("Ida Lund", emails="i@lund.no")
    house.do(NotDuplicate, lead_a=two, lead_b=one)
    assert find_duplicates(house.store, LEADS).pairs == duplicates_of(house.store, LEADS, one) == []
    with pytest.raises(Refused, match="said before"):
        house.do(NotDuplicate, lead_a=one, lead_b=two)
    house.undo()
    assert _only(find_duplicates(house.store, LEADS)).score == 100
    house.do(MergeLeads, keep=one, others=(two,))
    assert find_duplicates(house.store, LEADS).pairs == duplicates_of(house.store, LEADS, one) == []


def test_the_likeliest_come_first_and_a_scope_asks_for_some_alone(house: House) -> None:
    house.add("Johan Peterson", company="Lund AS")
    house.add("Johan Petersen", company="Lund AS")
    new = house.add("Ida Lund", emails="i@lund.no")
    house.add("Ida Lund", emails="i@lund.no")
    assert [pair.score for pair in find_duplicates(house.store, LEADS).pairs] == [100, 82]
    assert [pair.score for pair in find_duplicates(house.store, LEADS, scope=[new]).pairs] == [100]


def test_a_crowd_on_one_switchboard_is_capped_and_said_so(house: House) -> None:
    first = ["Ada", "Ben", "Cem", "Dag", "Eli", "Fay", "Gus", "Hal", "Ivo", "Jan", "Kai", "Leo", "Mia", "Nia"]
    last = ["Abel", "Berg", "Cruz", "Diaz"]
    for name in (f"{one} {two}" for one in first for two in last):
        house.add(name, phones="+47 22 00 00 01")
    house.add("Gus Cruz", phones="+47 22 00 00 01")
    found = find_duplicates(house.store, LEADS)
    assert MOST_IN_BLOCK < 57
    assert found.capped == ("the phone +4722000001: 57 leads, compared only with those of like names",)
    assert found.pairs[0].reasons == ("same phone", "same name")


def test_progress_reaches_its_end_and_what_it_raises_ends_the_search(house: House) -> None:
    house.add("Ida Lund", emails="i@lund.no")
    house.add("Ida Lund", emails="i@lund.no")
    seen: list[tuple[int, int]] = []
    find_duplicates(house.store, LEADS, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0

    def stop(_done: int, _total: int) -> None:
        raise Refused("stopped")

    with pytest.raises(Refused, match="stopped"):
        find_duplicates(house.store, LEADS, progress=stop)


def test_a_rep_may_only_tell_own_leads_apart(house: House) -> None:
    cys = [house.add("Ida Lund", house.cy, emails="i@lund.no") for _ in range(2)]
    with pytest.raises(Refused, match="Neither"):
        house.do(NotDuplicate, house.ana, lead_a=cys[0], lead_b=cys[1])


def test_a_lead_is_found_by_what_one_merged_into_it_was_called_and_reached_by(house: House) -> None:
    kept = house.add("Ida Lund", company="Lund AS")
    gone = house.add("Idunn Berg", company="Lund AS", phones="+47 22 00 00 01", emails="idunn@berg.no")
    house.do(MergeLeads, keep=kept, others=(gone,))
    house.do(EditLead, lead_id=kept, columns={"phones": "", "emails": ""})
    assert find_duplicates(house.store, LEADS).pairs == []
    found: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
        ({"name": "Idunn Berg", "company": "Lund"}, ("same name", "same company")),
        ({"name": "I. Berg", "emails": "IDUNN@berg.no"}, ("same e-mail", "other name")),
        ({"name": "Idunn Berg", "phones": "+4722000001"}, ("same phone", "same name")),
    )
    for particulars, reasons in found:
        twin = house.add(**particulars)
        pair = _only(find_duplicates(house.store, LEADS))
        assert (pair.record_a, pair.record_b, pair.reasons) == (kept, twin, reasons)
        assert duplicates_of(house.store, LEADS, kept) == duplicates_of(house.store, LEADS, twin) == [pair]
        house.undo()
