"""Companies: whose people are whose, whichever came first; what is changed, found, listed, told, and who may."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.imports.plan import read_plan
from data.kernel.errors import Refused, UsageError
from data.leads.checks import check, repair
from data.leads.commands import AddNote, EditLead
from data.leads.companies.commands import (
    AddCompany,
    EditCompany,
    MergeCompanies,
    NoteCompany,
    TagCompanies,
)
from data.leads.companies.company import COMPANIES
from data.leads.companies.export import export_companies
from data.leads.companies.find import best_companies, find
from data.leads.companies.listing import companies_of
from data.leads.companies.overview import Overview, overview_called, overview_of, overview_of_row
from data.leads.companies.timeline import happenings
from data.leads.imports.company_spec import COMPANY_IMPORT
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.merge import MergeLeads
from data.leads.settings import SetPhoneRegion
from data.points.log import LogActivity
from data.records.duplicates import find_duplicates
from data.records.fields import completeness
from data.records.match_keys import MatchKey, records_with, stored_keys
from data.records.search import matching
from tests.data.leads.house import House


def add(house: House, name: str, **columns: str) -> int:
    """A company with a record."""
    return house.do(AddCompany, columns={"name": name, **columns}).id


def seen(house: House, company: int, who: int | None = None) -> Overview:
    """A company as somebody sees it."""
    found = overview_of(house.store, house.person(who or house.ana), company)
    assert found is not None
    return found


def people(overview: Overview) -> list[str]:
    """The names of its people."""
    return [lead.name for lead in overview.people]


def names(
    house: House, who: int | None = None, words: str = "", *, mine: bool = False
) -> list[tuple[str, int]]:
    """The list of companies: each with how many people."""
    found = companies_of(house.store, house.person(who or house.ana), words, mine=mine)
    return [(one.name, one.people) for one in found]


def test_leads_are_people_of_the_company_they_name_whichever_was_there_first(house: House) -> None:
    house.add("Ida", company="ACME")
    acme = add(house, "Acme Inc.")
    house.add("Ben", company="Acme, Ltd")
    house.add("Cai", company="Acme Steel")
    assert people(seen(house, acme)) == ["Ben", "Ida"]


def test_a_company_that_is_renamed_keeps_its_people_and_a_further_name_brings_more(house: House) -> None:
    acme = add(house, "Acme")
    lead = house.add("Ida", company="Acme")
    before = house.state()
    house.do(EditCompany, company_id=acme, columns={"name": "Zenith Group"})
    company = seen(house, acme).company
    assert company is not None and (company.name, company.also_called) == ("Zenith Group", "Acme")
    assert people(seen(house, acme)) == ["Ida"] and house.lead(lead).company == "Acme"
    house.undo()
    assert house.state() == before
    house.add("Big", company="Big Blue")
    house.do(EditCompany, company_id=acme, columns={"also_called": "Big Blue\nBIG BLUE"})
    assert sorted(people(seen(house, acme))) == ["Big", "Ida"]
    assert [row.value for row in _keys(house, acme)] == ["acme", "big blue"]
    house.do(EditCompany, company_id=acme, columns={"name": "Acmee"})
    house.do(EditLead, lead_id=lead, columns={"company": "Beta"})
    house.do(EditCompany, company_id=acme, columns={"name": "Acme Corp", "also_called": ""})
    assert people(seen(house, acme)) == [], "nobody says the names that were taken out"


def _keys(house: House, company: int) -> list[MatchKey]:
    return stored_keys(house.store, company)


def test_a_lead_that_changes_or_gets_its_company_goes_with_it(house: House) -> None:
    acme, beta = add(house, "Acme"), add(house, "Beta")
    lead = house.add("Ida", company="Acme")
    house.do(EditLead, lead_id=lead, columns={"company": "BETA"})
    assert (people(seen(house, acme)), people(seen(house, beta))) == ([], ["Ida"])
    other = house.add("Ida Lund", company="Acme")
    nowhere = house.add("I. Lund")
    house.do(MergeLeads, keep=nowhere, others=(other,))
    assert house.lead(nowhere).company == "Acme" and people(seen(house, acme)) == ["I. Lund"]
    house.do(MergeLeads, keep=lead, others=(nowhere,))
    assert (people(seen(house, acme)), people(seen(house, beta))) == ([], ["Ida"]), "its own company stays"


def test_people_of_a_name_without_a_record_are_seen_together(house: House) -> None:
    first, second = house.add("Ida", company="Lund & Co"), house.add("Ben", house.ben, company="LUND & CO")
    for lead in (first, second):
        found = overview_of_row(house.store, house.person(house.manager), lead)
        assert found is not None and found.company is None and sorted(people(found)) == ["Ben", "Ida"]
    mine = overview_called(house.store, house.person(house.ana), "lund")
    assert (people(mine), mine.others) == (["Ida"], 1)
    assert overview_of_row(house.store, house.person(house.ana), house.add("No company")) is None


def test_a_company_is_reached_by_whoever_reaches_one_of_its_people_and_by_all_where_it_has_none(
    house: House,
) -> None:
    acme, empty = add(house, "Acme"), add(house, "Empty")
    house.add("Ben's", house.ben, company="Acme")
    with pytest.raises(Refused, match="Only others have leads at Acme"):
        house.do(EditCompany, company_id=acme, columns={"industry": "steel"})
    with pytest.raises(Refused, match="Only others"):
        find(house.store, house.person(house.ana), "acme")
    house.do(NoteCompany, house.ben, company_id=acme, text="pays late")
    house.do(TagCompanies, house.manager, companies=(acme, empty), tag="key, steel")
    house.do(EditCompany, house.cy, company_id=empty, columns={"industry": "none"})
    assert names(house) == [("Empty", 0)]
    assert names(house, house.ben) == names(house, house.admin) == [("Acme", 1), ("Empty", 0)]
    assert best_companies(house.store, house.person(house.ana), "acme", 8) == []
    house.add("Nobody's", house.admin, company="Acme", owner_id=None)
    assert names(house) == [("Acme", 1), ("Empty", 0)]


def test_the_list_holds_names_that_only_leads_say_and_is_narrowed_by_words(house: House) -> None:
    add(house, "Acme", industry="steel")
    house.add("Ida", company="Acme Inc")
    house.add("Ben", company="Öl & Gas AS")
    house.add("Bens", house.ben, company="Zulu")
    assert names(house) == [("Acme", 1), ("Öl & Gas AS", 1)]
    assert names(house, house.manager, mine=True) == []
    assert names(house, house.manager) == [("Acme", 1), ("Öl & Gas AS", 1), ("Zulu", 1)]
    assert names(house, words="steel") == [("Acme", 1)]
    assert names(house, words="gas ol") == [("Öl & Gas AS", 1)]
    assert [match.title for match in best_companies(house.store, house.person(house.ana), "öl", 8)] == [
        "Öl & Gas AS"
    ]


def test_what_is_typed_means_one_company_or_says_which_it_could_be(house: House) -> None:
    acme, steel = add(house, "Acme"), add(house, "Acme Steel")
    house.add("Ida", company="Lund Shipping")
    ana = house.person(house.ana)
    found = find(house.store, ana, "ACME Inc.")
    assert found.company is not None and found.company.id == acme
    assert find(house.store, ana, "steel").name == "Acme Steel"
    assert people(find(house.store, ana, "shipp")) == ["Ida"]
    add(house, "Acme Glass")
    with pytest.raises(Refused, match="several companies: Acme Glass; Acme Steel"):
        house.do(EditCompany, company_id=acme, columns={"name": "Other"})
        find(house.store, ana, "acme")
    with pytest.raises(Refused, match="No company matches 'zzz'"):
        find(house.store, ana, "zzz")
    assert steel in matching(house.store, COMPANIES, "stee")


def test_everything_that_happened_with_a_company_and_its_people_is_told_together(house: House) -> None:
    acme = add(house, "Acme")
    ida, ben = house.add("Ida", company="Acme"), house.add("Ben", company="Acme")
    house.now += 60_000
    house.do(LogActivity, kind="call", count=1, done_at=house.now, lead_id=ida)
    house.now += 60_000
    house.do(AddNote, lead_id=ben, text="prefers mornings")
    house.now += 60_000
    house.do(NoteCompany, company_id=acme, text="pays late")
    house.now += 60_000
    house.do(EditCompany, company_id=acme, columns={"industry": "steel"}, custom={"Plan": "gold"})
    told = [(one.words, one.event.who) for one in happenings(house.store, seen(house, acme))]
    assert told[:5] == [
        ("Acme changed: industry, other fields", "Ana Rep"),
        ("note: pays late", "Ana Rep"),
        ("Ben: note: prefers mornings", "Ana Rep"),
        ("Ida: status new to working", "Ana Rep"),
        ("Ida: 1 call", "Ana Rep"),
    ]
    assert {"Ida added", "Acme added"} <= {words for words, _ in told}
    details = happenings(house.store, seen(house, acme))[0].event.details
    assert [(detail.label, detail.after) for detail in details] == [
        ("industry", "steel"),
        ("other fields", "Plan: gold"),
    ]


def test_two_records_of_one_company_are_found_and_made_one_and_undone(house: House) -> None:
    acme = add(house, "Acme", tags="key", industry="iron")
    twin = add(house, "ACME Corporation", industry="steel")
    house.add("Ida", company="acme corp")
    assert [pair[:2] for pair in find_duplicates(house.store, COMPANIES).pairs] == [(acme, twin)]
    before = house.state()
    house.do(NoteCompany, company_id=twin, text="pays late")
    house.do(MergeCompanies, keep=twin, others=(acme,))
    united = seen(house, acme)
    assert united.company is not None and united.company.id == twin and people(united) == ["Ida"]
    assert (united.company.name, united.company.tags, united.company.industry) == (
        "ACME Corporation",
        "key",
        "steel",
    )
    assert house.rows("select text from note where record_id = ? order by id desc limit 1", twin) == [
        ("From Acme, which was merged into this one:\nindustry: iron",)
    ]
    assert names(house) == [("ACME Corporation", 1)]
    assert records_with(house.store, COMPANIES, [("name", "acme")]) == {("name", "acme"): [twin]}
    with pytest.raises(Refused, match="was merged"):
        house.do(NoteCompany, company_id=acme, text="x")
    house.undo()
    house.undo()
    assert house.state() == before


def test_what_makes_no_sense_is_refused_and_what_is_missing_is_known(house: House) -> None:
    for columns in ({"name": " "}, {"name": "Acme", "phones": "abc"}):
        with pytest.raises(UsageError):
            house.do(AddCompany, columns=columns)
    acme = add(house, "Acme", phones="210 000 000", links="acme.example")
    with pytest.raises(UsageError, match="no particular of a company"):
        house.do(EditCompany, company_id=acme, columns={"merged_into": 1})
    company = seen(house, acme).company
    assert company is not None
    assert completeness(COMPANIES, company) == (50, ("industry", "address", "territory"))
    house.do(SetPhoneRegion, house.admin, region="PT")
    assert ("phone", "+351210000000") in [(key.kind, key.value) for key in _keys(house, acme)]
    assert matching(house.store, COMPANIES, "+351 210 000 000") == [acme]


def test_an_export_comes_back_equal_and_changes_nothing_where_it_came_from(
    house: House, tmp_path: Path
) -> None:
    acme = house.do(
        AddCompany,
        columns={
            "name": "Acme",
            "also_called": "Big Blue\nBB",
            "phones": "021 000 0000\nfax: 021 000 0001",
            "links": "https://acme.example",
            "address": "1 Road\nLisbon",
            "tags": "key, steel",
            "notes": "old\nfriend",
        },
        custom={"Name": "odd", "Plan": "gold"},
    ).id
    add(house, "Beta")
    house.do(NoteCompany, company_id=acme, text="pays late")
    path = str(tmp_path / "companies.csv")
    ids = [row[0] for row in house.rows("select id from company order by id")]
    assert export_companies(house.store, ids, path, "csv") == 2
    ana = house.person(house.ana)
    assert read_plan(COMPANY_IMPORT, house.store, ana, house.now, path).found.is_empty
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    offered_to_leads = read_plan(LEAD_IMPORT, away.store, away.person(away.ana), away.now, path)
    plan = read_plan(COMPANY_IMPORT, away.store, away.person(away.ana), away.now, path)
    assert plan.spec == offered_to_leads.spec and plan.drafts == offered_to_leads.drafts
    away.store.apply(plan.command(away.store.ids, away.ana, away.now))
    what = "select name, also_called, phones, links, address, tags, notes, custom, created_at from company order by id"
    assert away.rows(what.replace("created_at", "created_at / 1000")) == house.rows(
        what.replace("created_at", "created_at / 1000")
    )
    assert away.rows("select text from note") == [("pays late",)]
    assert away.rows("select kind, value from match_key order by kind, value") == house.rows(
        "select kind, value from match_key order by kind, value"
    )
    with open(path, newline="", encoding="utf-8") as file:
        assert next(csv.reader(file))[:3] == ["Cockpit company", "Name", "Also called"]
    away.undo()
    assert away.rows("select count(*) from company") == [(0,)]
    away.store.close()


def test_a_name_that_another_program_wrote_is_found_and_mended(house: House) -> None:
    lead = house.add("Ida", company="Acme Inc")
    house.store.engine.write([("update lead set company = 'Beta' where id = ?", (lead,))])
    assert "1 names of companies" in [found.text for found in check(house.store, 0)][1]
    assert repair(house.store.engine) == ["compared 1 name of companies as they are written"]
    assert house.lead(lead).company_key == "beta" and repair(house.store.engine) == []
