"""Several rows of one person in a file: what can stand together does, what cannot is named with its rows."""

import json
from itertools import permutations

import pytest

from tests.data.leads.imports.conftest import Desk

NORA = (
    "Name,Email,Phone,Company,Notes\n"
    "Nora Diaz,nora@diaz.example,,Diaz Lda,first note\n"
    "Nora Diaz,nora@diaz.example,+351 210 000 001,,second note with phone\n"
    "Nora Diaz,nora@diaz.example,+351 210 000 002,Diaz & Filhos,third note\n"
)


def test_notes_and_phones_of_all_rows_come_and_the_second_company_is_named(desk: Desk) -> None:
    plan = desk.plan(NORA)
    assert [(left.number, left.other) for left in plan.left] == [(3, 2), (4, 2)]
    assert plan.accounts() == {"added": 1, "put together with another row": 2}
    (clash,) = plan.clashes
    assert clash[:5] == (4, 2, "company", "Diaz Lda", "Diaz & Filhos")
    assert desk.carry_out(plan) == {"added": 1, "duplicates": 2}
    (nora,) = desk.leads()
    assert nora.phones == "+351 210 000 001\n+351 210 000 002"
    assert nora.notes == "first note\n\nsecond note with phone\n\nthird note"
    assert (nora.company, json.loads(nora.custom)) == ("Diaz Lda", {"Company": "Diaz & Filhos"})
    assert desk.bring(NORA) == {"unchanged": 1, "duplicates": 2}
    keys = "select value from match_key where kind = 'phone' order by value"
    assert desk.rows(keys) == [("+351210000001",), ("+351210000002",)]


def test_each_value_is_united_as_what_it_is(desk: Desk) -> None:
    plan = desk.plan(
        "Id,Name,Email,Work Phone,Website,Tags,Create date,Budget,Currency,Title,Ticket,Owner\n"
        '7,A. Lee,Ann@a.example,555 010 0100,https://a.example/,"vip, new",2026-02-03,500,USD,,T1,ana\n'
        '7,Ann Lee,"ann@a.example; lee@a.example",(555) 010-0100,a.example,new,2026-02-01,700,EUR,cfo,T2,ben\n'
        "7,Ann Lee,,,https://a.example,,2026-02-05,,GBP,CFO,T1,\n"
    )
    desk.carry_out(plan)
    (ann,) = desk.leads()
    assert (ann.name, ann.emails, ann.phones) == (
        "Ann Lee",
        "Ann@a.example\nlee@a.example",
        "work: 555 010 0100",
    )
    assert (ann.links, ann.tags, ann.title) == ("https://a.example/\na.example", "vip, new", "cfo")
    assert (ann.budget, ann.currency, ann.owner_id) == (50_000, "USD", desk.ana)
    assert json.loads(ann.custom) == {"Ticket": "T1\nT2", "Budget": "700"}
    assert ann.created_at == 1_769_904_000_000, "the earliest of the three"
    assert [(clash.number, clash.what, clash.stays, clash.left) for clash in plan.clashes] == [
        (3, "budget amount", "500 USD", "700 EUR"),
        (3, "owner", "Ana Rep", "Ben Rep"),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_row_without_id_and_address_goes_with_one_of_its_name_in_any_order(
    desk: Desk, order: tuple[int, ...]
) -> None:
    rows = ("Nora Diaz,,Diaz Lda,210 000 001", "nora diaz,nora@d.example,Diaz,", "Nora Diaz,,,210 000 001")
    text = "Name,Email,Company,Phone\n" + "".join(f"{rows[place]}\n" for place in order)
    plan = desk.plan(text)
    assert not plan.clashes
    desk.carry_out(plan)
    found = desk.leads()
    # What has neither a phone nor a company in common with a row before it cannot be known as the same.
    assert len(found) == (2 if order[:2] in ((1, 2), (2, 1)) else 1)


def test_a_lead_without_an_address_is_the_one_of_a_row_with_its_name_and_company(desk: Desk) -> None:
    lead = desk.add("Ann Lee", company="Acme Inc")
    assert desk.bring("Name,Company,Email\nAnn Lee,Acme,ann@a.example\n") == {"updated": 1}
    assert desk.lead(lead).emails == "ann@a.example"
    assert desk.bring("Name,Company,Email\nAnn Lee,Acme,lee@b.example\n") == {"added": 1}


def test_what_has_no_room_beside_another_is_named_row_by_row(desk: Desk) -> None:
    rows = "".join(f"Ann,ann@a.example,{letter * 6_000}\n" for letter in "abc")
    plan = desk.plan(f"Name,Email,Notes\n{rows}")
    assert [(clash.number, clash.what, clash.stays) for clash in plan.clashes] == [
        (3, "notes", ""),
        (4, "notes", ""),
    ]
    desk.carry_out(plan)
    assert desk.leads()[0].notes == "a" * 6_000


def test_rows_of_one_company_are_one_company(desk: Desk) -> None:
    text = (
        "Account Name,Industry,Phone,Description,Employees\nAcme Inc.,Steel,555 0100,first,5\n"
        "ACME,Iron,555 0200,second,5\n"
    )
    plan = desk.plan(text)
    assert [clash[:5] for clash in plan.clashes] == [(3, 2, "industry", "Steel", "Iron")]
    assert desk.carry_out(plan) == {"added": 1, "duplicates": 1}
    assert desk.rows("select name, industry, phones, notes, custom from company") == [
        (
            "Acme Inc.",
            "Steel",
            "555 0100\n555 0200",
            "first\n\nsecond",
            '{"Employees": "5", "Industry": "Iron"}',
        )
    ]
    assert desk.bring(text) == {"unchanged": 1, "duplicates": 1}
