"""Customers come in from files of any system, and go out and come in again without loss."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.customers.churn import MarkChurned
from data.customers.commands import AddCustomer, EditCustomer, NoteCustomer
from data.customers.complaints import OpenComplaint, ResolveComplaint
from data.customers.customer import TABLE, Customer
from data.customers.export import export_customers
from data.customers.imports.customer_spec import CUSTOMER_IMPORT
from data.customers.imports.facts import TABLES, facts_from_cell
from data.customers.merge import MergeCustomers
from data.customers.renewing import CloseRenewal, PlanRenewal
from data.customers.reviews import CollectReview
from data.customers.satisfaction import TakeAnswer
from data.customers.upsells import FindUpsell
from data.files.export import Format
from data.files.refused import FileRefused
from data.imports.plan import Plan, read_plan
from data.kernel.rows import select_records
from tests.data.leads.house import House, moment


def plan_of(house: House, text: str, name: str = "customers.csv") -> Plan[Any]:
    path = Path(house.store.path).with_name(name)
    path.write_text(text, encoding="utf-8")
    return read_plan(CUSTOMER_IMPORT, house.store, house.person(house.ana), house.now, str(path))


def bring(house: House, text: str) -> dict[str, int]:
    plan = plan_of(house, text)
    counts = {what: count for what, count in plan.counts().items() if count}
    house.store.apply(plan.command(house.store.ids, house.ana, house.now))
    return counts


ACCOUNTS = """Account Name,Type,Customer Since,ARR,Renewal Date,Account Owner,Industry
Acme Ltd,Customer - Direct,04.03.2021,"€12.000,00",15.01.2027,Ana Rep,steel
Beta Inc,Prospect,,,,Ana Rep,
Ceta,Former Customer,01.02.2020,500,,Zoe Zed,
Delta,Customer,01.01.2030,900,,,
"""


def test_accounts_of_type_customer_come_in_and_others_are_left_out(house: House) -> None:
    before = house.state()
    assert bring(house, ACCOUNTS) == {"added": 2, "left_out": 1, "rejected": 1}
    columns = "name, value, currency, since, renewal_on, active, churned_on, owner_id, owner_name, custom"
    assert house.rows(f"select {columns} from customer order by id") == [
        *(
            (
                "Acme Ltd",
                1_200_000,
                "EUR",
                "2021-03-04",
                "2027-01-15",
                1,
                "",
                house.ana,
                "",
                '{"Industry": "steel"}',
            ),
            ("Ceta", 0, "", "2020-02-01", "", 0, "2026-11-16", house.ana, "Zoe Zed", ""),
        )
    ]
    assert house.rows("select day, kind, amount from value_change order by id") == [
        ("2021-03-04", "new", 1_200_000),
        ("2020-02-01", "new", 50_000),
        ("2026-11-16", "churn", -50_000),
    ]
    house.undo()
    assert house.state() == before


def test_a_file_that_comes_again_changes_the_value_by_a_step_of_today(house: House) -> None:
    bring(house, "Customer,Customer since,Value\nAcme Ltd,2024-01-01,1000\n")
    assert plan_of(house, "Customer,Customer since,Value\nAcme Ltd,2024-01-01,1000\n").found.is_empty
    bring(house, "Customer,Customer since,Value,Renewal date\nAcme Ltd,2024-01-01,1500,2027-03-01\n")
    assert house.rows("select value, renewal_on from customer") == [(150_000, "2027-03-01")]
    assert house.rows("select day, kind, amount from value_change order by id") == [
        ("2024-01-01", "new", 100_000),
        ("2026-11-16", "expansion", 50_000),
    ]
    house.undo()
    assert house.rows("select value, renewal_on from customer") == [(100_000, "")]


def test_a_value_in_another_currency_or_of_who_has_left_is_not_taken(house: House) -> None:
    acme = house.do(AddCustomer, columns={"name": "Acme", "value": "1000 EUR", "since": "2024-01-01"}).id
    gone = house.do(AddCustomer, columns={"name": "Gone", "value": "1000", "since": "2024-01-01"}).id
    house.do(MarkChurned, customer_id=gone, reason="price")
    text = "Customer,Customer since,Value\nAcme,2024-01-01,$900.00\nGone,2024-01-01,900\n"
    assert plan_of(house, text).found.is_empty
    assert house.rows("select value, currency from customer where id = ?", acme) == [(100_000, "EUR")]


def test_rows_that_cannot_be_are_kept_aside_with_the_reason(house: House) -> None:
    text = (
        "Customer,Customer since,Churn date,Value\n"
        "Acme,2024-01-01,2023-01-01,5\nBeta,2024-01-01,,(500.00)\n,2024-01-01,,5\nGood,2024-01-01,,5\n"
    )
    plan = plan_of(house, text)
    assert plan.counts()["added"] == 1
    assert [left.words for left in plan.left] == [
        "left before they came: 2024-01-01, 2023-01-01",
        "a value that cannot be read, or below nought: Value (500.00)",
        "no name of a customer",
    ]


def test_files_of_other_nouns_are_named(house: House) -> None:
    with pytest.raises(FileRefused, match="looks like companies"):
        plan_of(house, "account,sector,year established\nAcme,steel,1999\n")
    with pytest.raises(FileRefused, match="looks like deals"):
        plan_of(house, "Deal Name,Stage,Amount,Close Date\nSite,Won,500,2026-01-01\n")


LOST_ON_THE_WAY = {"id", "owner_id", "batch_id", "touched", "source_key", "merged_into", "last_contact_at"}


def all_that_is_known(house: House) -> list[dict[str, Any]]:
    """The customers with all that tells of them, as two stores can be compared."""
    found = []
    for one in select_records(house.store, Customer, TABLE, "where merged_into is null order by name"):
        facts = {name: value for name, value in one._asdict().items() if name not in LOST_ON_THE_WAY}
        facts["created_at"] //= 1000
        told = {}
        for table, columns in TABLES.items():
            handle = "(select handle from person where id = person_id)"
            names = ", ".join(handle if name == "person_id" else name for name in columns)
            told[table] = house.rows(
                f"select {names} from {table} where customer_id in "
                "(select id from customer where id = ? or merged_into = ?) order by id",
                *(one.id, one.id),
            )
        notes = house.rows("select at / 1000, text from note where record_id = ? order by at", one.id)
        owner = house.rows("select handle from person where id = ?", one.owner_id)
        found.append({**facts, **told, "notes by date": notes, "owner": owner})
    return found


def fill(house: House) -> None:
    """Customers in every state."""
    add = {"since": "2023-04-01", "channel": "Upwork", "tags": "vip", "value": "1200 EUR"}
    acme = house.do(AddCustomer, columns={"name": "Acme", **add}, custom={"Seats": "12"}).id
    twin = house.do(AddCustomer, columns={"name": "Akme", **add}).id
    gone = house.do(AddCustomer, house.ben, columns={"name": "Gone", "value": "700"}).id
    house.do(AddCustomer, house.admin, columns={"name": "Bare", "owner_id": None})
    house.do(PlanRenewal, customer_id=acme, due_on="2026-11-01", amount=90_000)
    house.do(CloseRenewal, customer_id=acme, outcome="renewed", amount=100_000)
    house.do(EditCustomer, customer_id=acme, columns={"value": "1000"})
    house.do(OpenComplaint, customer_id=acme, text='late; "very", late', opened_at=moment(12))
    house.do(OpenComplaint, customer_id=twin, text="wrong logo")
    house.do(ResolveComplaint, customer_id=acme, resolution="sent again")
    house.do(TakeAnswer, customer_id=twin, kind="nps", score=3, text="=cmd")
    house.do(CollectReview, customer_id=acme, stars=480, platform="Upwork", text="quick")
    house.do(FindUpsell, customer_id=acme, what="a shop", amount=50_000)
    house.do(FindUpsell, customer_id=acme, what="a film")
    house.do(NoteCustomer, customer_id=acme, text="prefers mornings\nand coffee")
    house.do(MergeCustomers, keep=acme, others=(twin,))
    house.do(MarkChurned, house.ben, customer_id=gone, reason="price")


@pytest.mark.parametrize("file_format", ["csv", "tsv", "xlsx", "json"])
def test_what_goes_out_comes_in_again_equal(
    house: House, tmp_path_factory: pytest.TempPathFactory, file_format: Format
) -> None:
    fill(house)
    path = str(Path(house.store.path).with_name(f"out.{file_format}"))
    ids = [row[0] for row in house.rows("select id from customer where merged_into is null order by id")]
    assert export_customers(house.store, ids, path, file_format) == 3
    again = read_plan(CUSTOMER_IMPORT, house.store, house.person(house.admin), house.now, path)
    assert again.found.is_empty
    away = House(tmp_path_factory.mktemp("away"))
    try:
        plan = read_plan(CUSTOMER_IMPORT, away.store, away.person(away.admin), away.now, path)
        away.store.apply(plan.command(away.store.ids, away.admin, away.now))
        assert all_that_is_known(away) == all_that_is_known(house)
    finally:
        away.store.close()


@given(st.text())
@settings(max_examples=200)
def test_no_cell_of_facts_breaks_an_import(cell: str) -> None:
    facts = facts_from_cell(cell, {}, 1)
    assert facts is None or all(fact.table in TABLES for fact in facts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*TABLES, "day", "kind", "amount"]), inner)
    ),
)


@given(JSON)
def test_no_json_of_facts_breaks_an_import(value: Any) -> None:
    facts = facts_from_cell(json.dumps(value), {}, 1)
    assert facts is None or all(len(fact.values) == len(TABLES[fact.table]) for fact in facts)


def test_an_import_of_many_is_one_step() -> None:
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        rows = "".join(f"Firm {n},2024-01-01,{n},2027-01-01\n" for n in range(3_000))
        assert bring(house, f"Customer,Customer since,Value,Renewal date\n{rows}") == {"added": 3_000}
        assert house.rows("select count(*), sum(value) from customer") == [(3_000, 449_850_000)]
        house.undo()
        assert (
            house.rows("select count(*) from customer")
            == house.rows("select count(*) from renewal")
            == [(0,)]
        )
        house.store.close()
