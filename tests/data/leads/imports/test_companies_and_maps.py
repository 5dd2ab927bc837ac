"""Accounts files make companies and no leads; mappings are kept by name and found again."""

import pytest

from data.imports.columns import ADDED, OMITTED
from data.imports.mapping import told_with
from data.imports.saved_maps import SaveMap, saved_maps
from data.kernel.errors import Refused
from data.leads.imports.lead_fields import PLACE
from tests.data.leads.imports.conftest import Desk

ACCOUNTS = (
    "Account ID,Account Name,Industry,Website,Employees\n"
    "A1,Acme Inc.,Steel,acme.example,5\nA2,Beta,,,\nA3,,x,,\n"
)


def test_an_accounts_file_makes_companies_and_says_so(desk: Desk) -> None:
    plan = desk.plan(ACCOUNTS)
    assert any("Its rows become companies" in finding for finding in plan.findings)
    assert desk.carry_out(plan) == {"added": 2, "rejected": 1}
    assert desk.leads() == []
    assert desk.rows("select name, industry, links, custom from company order by id") == [
        ("Acme Inc.", "Steel", "acme.example", '{"Employees": "5"}'),
        ("Beta", "", "", ""),
    ]
    assert desk.bring(ACCOUNTS) == {"unchanged": 2, "rejected": 1}


def test_a_company_is_updated_by_its_id(desk: Desk) -> None:
    desk.bring(ACCOUNTS)
    assert desk.bring(ACCOUNTS.replace("Steel", "Iron")) == {"updated": 1, "unchanged": 1, "rejected": 1}


def test_a_company_without_id_goes_by_name(desk: Desk) -> None:
    desk.bring("Company,Industry\nAcme Inc.,Steel\n")
    assert desk.bring("Company,Industry,Employees\nACME,Iron,7\nACME,Iron,7\n") == {
        "updated": 1,
        "duplicates": 1,
    }


def test_a_map_is_kept_and_taken_where_its_columns_fit(desk: Desk) -> None:
    text = "A,B\nAnn,ann@a.example\n"
    plan = desk.plan(text, mapping="name=A,emails=B")
    desk.do(SaveMap, noun="lead", map_name="odd file", mapping=plan.columns.mapping)
    again = desk.plan(text)
    assert again.map_name == "odd file"
    assert desk.carry_out(again) == {"added": 1}
    assert desk.plan("Name\nAnn\n").map_name == ""
    assert [one.name for one in saved_maps(desk.store, desk.person(desk.ana), ["lead"])] == ["odd file"]
    desk.undo()
    desk.undo()
    assert saved_maps(desk.store, desk.person(desk.ana), ["lead"]) == []


def test_a_map_that_does_not_exist_or_fit_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="None is saved yet"):
        desk.plan("A\nAnn\n", use_map="x")
    desk.do(SaveMap, noun="lead", map_name="x", mapping={"name": "B"})
    with pytest.raises(Refused, match="'B'"):
        desk.plan("A\nAnn\n", use_map="x")


def test_a_map_of_an_accounts_file_leaves_it_one(desk: Desk) -> None:
    text = "account,sector,revenue,employees\nAcme,retail,5,7\n"
    desk.do(SaveMap, noun="lead", map_name="accounts", mapping=desk.plan(text).columns.mapping)
    plan = desk.plan(text)
    assert plan.map_name == "accounts" and [company.values[0] for company in plan.drafts] == ["Acme"]


def test_columns_that_were_set_aside_stay_so_in_a_map(desk: Desk) -> None:
    text = "Name,Phone,Junk\nAnn Lee,+1 555 010 0100,x\n"
    columns = told_with(desk.plan(text).columns, "Phone", ADDED)
    told = {**columns, **told_with(desk.plan(text).columns, "Junk", OMITTED)}
    plan = desk.plan(text, mapping=told)
    assert (plan.drafts[0].values[PLACE["phones"]], plan.drafts[0].values[PLACE["custom"]]) == (
        "",
        '{"Phone": "+1 555 010 0100"}',
    )
    assert plan.columns.mapping.items() >= told.items()


def test_a_second_address_keeps_the_first(desk: Desk) -> None:
    told = told_with(desk.plan("Name,Email,Foo\nAnn,a@a.example,b@a.example\n").columns, "Foo", "emails")
    assert told == {"emails:2": "Foo"}
