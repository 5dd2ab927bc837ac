"""How a customer is tied to its company: by the name as it is compared, which its deals and people say as well."""

from __future__ import annotations

import json
from collections.abc import Sequence

from data.customers.customer import TABLE, Customer
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.rows import read_record
from data.leads.lead import Lead, by_ids
from data.people.person import Person
from data.people.reach import reach_of

MOST_PEOPLE = 200


def customer_called(reader: Reader, key: str | None) -> Customer | None:
    """The customer of a company's name as it is compared; of several the first, of a merged one what stands for it."""
    if key is None:
        return None
    rows = reader.select("select min(ifnull(merged_into, id)) from customer where company_key = ?", (key,))
    return None if rows[0][0] is None else read_record(reader, Customer, TABLE, rows[0][0])


def keys_of(reader: Reader, customer_id: int) -> list[str]:
    """The names by which the company of a customer is meant: its own, and those of what was merged into it."""
    rows = reader.select(
        "select company_key from customer where company_key is not null and (id = ? or merged_into = ?) order by id",
        (customer_id, customer_id),
    )
    return list(dict.fromkeys(key for (key,) in rows))


def deals_of(reader: Reader, customer_id: int) -> list[int]:
    """The ids of the deals with a customer, the newest first."""
    rows = reader.select(
        "select id from deal where company_key in (select value from json_each(?)) and merged_into is null "
        "order by created_at desc, id desc",
        (json.dumps(keys_of(reader, customer_id)),),
    )
    return [row[0] for row in rows]


def people_of(reader: Reader, actor: Person, customer_id: int) -> list[Lead]:
    """The people of a customer whom a person reaches: those being worked first, then the last one in touch with."""
    ids = _people(reader, actor, customer_id, MOST_PEOPLE)
    found = {lead.id: lead for lead in by_ids(reader, ids)}
    return [found[one] for one in ids]


def contacts_of(reader: Reader, actor: Person, customers: Sequence[int]) -> dict[int, int]:
    """By customer the one of its people with whom an activity is logged, where a person reaches one."""
    firsts = {customer: _people(reader, actor, customer, 1) for customer in customers}
    return {customer: people[0] for customer, people in firsts.items() if people}


def _people(reader: Reader, actor: Person, customer_id: int, most: int) -> list[int]:
    condition, owners = reach_of(reader, actor).condition()
    params: list[Value] = [json.dumps(keys_of(reader, customer_id)), *owners, most]
    rows = reader.select(
        "select id from lead where company_key in (select value from json_each(?)) and merged_into is null "
        f"and {condition} order by open desc, last_touch_at is null, last_touch_at desc, id desc limit ?",
        params,
    )
    return [row[0] for row in rows]
