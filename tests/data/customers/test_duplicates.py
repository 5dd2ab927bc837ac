"""Customers that may be the same: found by how they are spelled, told apart, never shown to who may not see them."""

from __future__ import annotations

import pytest

from data.customers.commands import AddCustomer
from data.customers.customer import CUSTOMERS
from data.customers.merge import MergeCustomers, NotDuplicate
from data.kernel.errors import Refused, UsageError
from data.records.duplicates import Found, allowed, duplicates_of, find_duplicates
from tests.data.leads.house import House


def add(house: House, name: str, actor: int | None = None, value: str = "1000") -> int:
    return house.do(AddCustomer, actor, columns={"name": name, "value": value}).id


def found(house: House) -> list[tuple[int, int]]:
    return [(pair.record_a, pair.record_b) for pair in find_duplicates(house.store, CUSTOMERS).pairs]


def test_names_that_are_spelled_alike_are_found_from_all_and_from_each(house: House) -> None:
    right, wrong = add(house, "Northwind Traders"), add(house, "Nothwind Traders GmbH")
    add(house, "Southwind Bakery")
    turned = add(house, "Traders Northwind Ltd")
    pairs = found(house)
    assert set(pairs) == {(right, wrong), (right, turned), (wrong, turned)}
    # Of the same words in another order more is to be thought than of words that are spelled otherwise.
    assert pairs[0] == (right, turned)
    assert {pair[:2] for pair in duplicates_of(house.store, CUSTOMERS, right)} == {
        (right, wrong),
        (right, turned),
    }
    assert all(pair.score >= 50 and pair.reasons for pair in duplicates_of(house.store, CUSTOMERS, wrong))


def test_what_was_merged_is_no_double_and_finds_none_by_itself(house: House) -> None:
    right, wrong = add(house, "Northwind"), add(house, "Nothwind")
    house.do(MergeCustomers, keep=right, others=(wrong,))
    assert found(house) == [] and duplicates_of(house.store, CUSTOMERS, right) == []
    third = add(house, "Nothwinds")
    assert found(house) == [(right, third)], "by the name of what was merged into it"
    house.undo()
    house.undo()
    assert found(house) == [(right, wrong)]


def test_two_that_were_told_apart_are_found_again_once_that_is_undone(house: House) -> None:
    one, other = add(house, "Prairie Foods"), add(house, "Prairie Goods")
    said = house.do(NotDuplicate, customer_a=other, customer_b=one)
    assert said.summary == "Prairie Goods and Prairie Foods are two customers"
    assert found(house) == [] and duplicates_of(house.store, CUSTOMERS, one) == []
    with pytest.raises(Refused, match="said before"):
        house.do(NotDuplicate, customer_a=one, customer_b=other)
    house.undo()
    assert found(house) == [(one, other)]


def test_a_stranger_neither_sees_them_nor_says_anything_of_them(house: House) -> None:
    one, other = add(house, "Prairie Foods"), add(house, "Prairie Goods", house.cy)
    whole = find_duplicates(house.store, CUSTOMERS)
    assert allowed(house.store, CUSTOMERS, house.person(house.ana), whole).pairs == []
    assert allowed(house.store, CUSTOMERS, house.person(house.admin), whole) == Found(whole.pairs, ())
    with pytest.raises(Refused, match="Neither Prairie Foods nor Prairie Goods"):
        house.do(NotDuplicate, house.ben, customer_a=one, customer_b=other)
    with pytest.raises(Refused, match="Choose two"):
        house.do(NotDuplicate, customer_a=one, customer_b=one)
    house.do(NotDuplicate, customer_a=one, customer_b=other)


def test_of_two_values_none_is_chosen_as_both_count(house: House) -> None:
    one, other = add(house, "Acme"), add(house, "Akme", value="500")
    with pytest.raises(UsageError, match="worth what all of them are"):
        house.do(MergeCustomers, keep=one, others=(other,), chosen={"value": other})
    house.do(MergeCustomers, keep=one, others=(other,), chosen={"since": other, "name": other})
    assert house.rows("select name, value from customer where id = ?", one) == [("Akme", 150_000)]
