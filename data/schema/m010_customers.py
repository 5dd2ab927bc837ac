"""Customers: since when, what they are worth and how that grew, renewals, complaints, satisfaction, reviews, upsells.

A customer is one row; its company is whose deals and people have its ``company_key``. Everything else about it is rows
that name it, which stay with it where it is merged into another. Triggers keep in its row what lists are ranked by:
``value`` is the sum of its ``value_change`` rows, ``renewal_on`` the day of the first renewal that is open (empty:
none), ``complained_at`` the instant of the oldest open complaint, ``last_contact_at`` when somebody was last in touch
with one of its people. Days are ISO days, instants are Unix milliseconds, money is in hundredths of the customer's
currency, stars are in hundredths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import (
    Column,
    create_near_search,
    create_partial_index,
    create_record_events,
    create_table,
)
from data.schema.m002_people import keep_person
from data.schema.view_words import instant, reference

_CHURN_REASONS = (
    ("price", "p"),
    ("competitor", "c"),
    ("quality", "q"),
    ("no more need", "n"),
    ("closed down", "d"),
    ("never replies", "r"),
)
_SETTINGS = (("silent_days", "30"), ("renewal_days", "60"), ("rating", "490"))

_SEARCHED = ("name", "channel", "territory", "segment", "tags", "notes", "custom", "churn_reason")
_TOLD = (
    *("name", "currency", "since", "channel", "territory", "segment", "tags", "notes", "custom", "owner_id"),
    *("churned_on", "churn_reason", "merged_into"),
)
"""The columns whose changes a customer's timeline tells."""


def build(database: Database) -> None:
    """A person to whom customers belong stays."""
    _build_customer(database)
    _build_worth(database)
    _build_voice(database)
    keep_person(database, "person_with_customers", "select 1 from customer where owner_id = old.id")
    _keep_up(database)
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)


def _build_customer(database: Database) -> None:
    columns: dict[str, Column] = {
        "id": int,
        "name": str,
        "value": int | None,
        "currency": "",
        "since": "",
        "channel": "",
        "territory": "",
        "segment": "",
        "tags": "",
        "notes": "",
        "custom": "",
        "churned_on": "",
        "churn_reason": "",
        "active": 1,
        "renewal_on": "",
        "complained_at": int | None,
        "last_contact_at": int | None,
        "company_key": str | None,
        "owner_id": int | None,
        "owner_name": "",
        "created_at": int,
        "merged_into": int | None,
        "source_key": str | None,
        "batch_id": int | None,
        "touched": int | None,
    }
    customer = create_table(
        database, "customer", columns, references={"owner_id": "person", "merged_into": "customer"}
    )
    # The queue and the numbers read customers by owner or all, from the index alone.
    customer.create_index(
        [
            *("owner_id", "active", "merged_into", "complained_at", "renewal_on", "last_contact_at"),
            *("since", "churned_on", "currency", "value"),
        ],
        "customer_queue",
    )
    database.execute("create index customer_name on customer(name collate nocase)")
    create_partial_index(database, "customer_company", "customer", ["company_key"])
    create_partial_index(database, "customer_source", "customer", ["source_key"], unique=True)
    create_partial_index(database, "customer_batch", "customer", ["batch_id"])
    create_partial_index(database, "customer_merged", "customer", ["merged_into"])
    create_record_events(database, "customer", _TOLD)
    create_near_search(database, "customer", _SEARCHED)


def _of_customer(database: Database, name: str, columns: Mapping[str, Column], **references: str) -> None:
    """A table of rows that tell something of a customer. Of few customers they are counted from the index by customer,
    of all from the one by time, and neither looks into the table.
    """
    create_table(
        database,
        name,
        {"id": int, "customer_id": int, **columns, "batch_id": int | None, "touched": int | None},
        references={"customer_id": "customer", **references},
    )
    create_partial_index(database, f"{name}_batch", name, ["batch_id"])


def _build_worth(database: Database) -> None:
    """What a customer is worth: every step by which that changed, renewals, and what more could be sold."""
    _of_customer(
        database,
        "value_change",
        {"day": str, "kind": str, "amount": int, "deal_id": int | None},
        deal_id="deal",
    )
    change = database.table("value_change")
    change.create_index(["customer_id", "day", "kind", "amount", "deal_id"], "value_change_customer")
    change.create_index(["day", "kind", "customer_id", "amount", "deal_id"], "value_change_day")
    create_partial_index(database, "value_change_deal", "value_change", ["deal_id"])
    _of_customer(
        database,
        "renewal",
        {
            "due_on": str,
            "amount": int | None,
            "outcome": "",
            "closed_on": "",
            "renewed_amount": int | None,
            "deal_id": int | None,
        },
        deal_id="deal",
    )
    renewal = database.table("renewal")
    renewal.create_index(["customer_id", "outcome", "due_on", "closed_on"], "renewal_customer")
    renewal.create_index(["closed_on", "outcome", "customer_id"], "renewal_closed")
    create_partial_index(database, "renewal_deal", "renewal", ["deal_id"])
    _of_customer(
        database,
        "upsell",
        {"at": int, "person_id": int, "what": str, "amount": int | None, "kind": str, "deal_id": int | None},
        deal_id="deal",
        person_id="person",
    )
    upsell = database.table("upsell")
    upsell.create_index(["customer_id", "at", "deal_id"], "upsell_customer")
    upsell.create_index(["at"], "upsell_at")
    create_partial_index(database, "upsell_deal", "upsell", ["deal_id"])


def _build_voice(database: Database) -> None:
    """What a customer says: complaints, answers to how content it is, reviews."""
    _of_customer(
        database,
        "complaint",
        {
            "at": int,
            "person_id": int,
            "text": str,
            "resolved_at": int | None,
            "resolution": "",
            "minutes": int | None,
        },
        person_id="person",
    )
    complaint = database.table("complaint")
    complaint.create_index(["customer_id", "resolved_at", "at", "minutes"], "complaint_customer")
    complaint.create_index(["resolved_at", "minutes"], "complaint_resolved")
    _of_customer(
        database,
        "satisfaction",
        {"day": str, "kind": str, "score": int, "text": "", "person_id": int},
        person_id="person",
    )
    answer = database.table("satisfaction")
    answer.create_index(["customer_id", "day", "kind", "score"], "satisfaction_customer")
    answer.create_index(["day", "kind", "score"], "satisfaction_day")
    _of_customer(
        database,
        "customer_review",
        {"day": str, "platform": "", "stars": int, "text": "", "person_id": int},
        person_id="person",
    )
    review = database.table("customer_review")
    review.create_index(["customer_id", "day", "platform", "stars"], "customer_review_customer")
    review.create_index(["platform", "stars"], "customer_review_platform")
    review.create_index(["day"], "customer_review_day")


def _of_all(column: str) -> str:
    """A column of a customer and of those that were merged into it."""
    merged = f"select member.{column} from customer member where member.merged_into = customer.id"
    return f"select customer.{column} union all {merged}"


_MEMBERS = _of_all("id")
_KEPT = {
    "value": f"(select sum(amount) from value_change where customer_id in ({_MEMBERS}))",
    "renewal_on": (
        f"ifnull((select min(due_on) from renewal where customer_id in ({_MEMBERS}) and outcome = ''), '')"
    ),
    "complained_at": (
        f"(select min(at) from complaint where customer_id in ({_MEMBERS}) and resolved_at is null)"
    ),
    "last_contact_at": (
        f"(select max(last_touch_at) from lead where company_key in ({_of_all('company_key')}))"
    ),
}
"""What triggers keep in a customer's row: of the customer and of those that were merged into it."""


RESTING = "customer_totals"
"""What ``search_rests`` holds while a batch lets the triggers rest; once it lets go, all is kept anew."""
_WATCHED = f"not exists(select 1 from search_rests where name = '{RESTING}')"


def _keep_up(database: Database) -> None:
    """The triggers; what belongs to a merged customer counts for the one that stands for it."""
    for table, column, moves in (
        ("value_change", "value", "amount"),
        ("renewal", "renewal_on", "due_on, outcome"),
        ("complaint", "complained_at", "at, resolved_at"),
    ):
        for name, event, row in (
            ("added", "insert", "new"),
            ("moved", f"update of {moves}", "new"),
            ("removed", "delete", "old"),
        ):
            database.execute(
                f"""create trigger {table}_{name} after {event} on {table} when {_WATCHED} begin
                update customer set {column} = {_KEPT[column]} where id in
                    (select ifnull(merged_into, id) from customer where id = {row}.customer_id);
                end"""
            )
    whole = ", ".join(f"{column} = {sql}" for column, sql in _KEPT.items())
    for name, event, ids in (
        ("met", "insert", "new.id, new.merged_into"),
        ("joined", "update of company_key, merged_into", "new.id, new.merged_into, old.merged_into"),
    ):
        database.execute(
            f"""create trigger customer_{name} after {event} on customer when {_WATCHED} begin
            update customer set {whole} where id in ({ids});
            end"""
        )
    astray = " or ".join(f"{column} is not {sql}" for column, sql in _KEPT.items())
    database.execute(
        f"""create trigger {RESTING}_kept_anew before delete on search_rests when old.name = '{RESTING}' begin
        update customer set {whole} where merged_into is null and ({astray});
        end"""
    )
    _keep_contacts(database)


def _keep_contacts(database: Database) -> None:
    """The triggers by which a touch of a lead is one of its company's customer.

    A new lead makes the last contact later at most: while many come, no index is there to look for others.
    """

    def of(*keys: str) -> str:
        return f"(select ifnull(merged_into, id) from customer where company_key in ({', '.join(keys)}))"

    database.execute(
        f"""create trigger customer_touched after insert on lead when new.last_touch_at is not null begin
        update customer set last_contact_at = max(ifnull(last_contact_at, 0), new.last_touch_at)
            where id in {of("new.company_key")};
        end"""
    )
    for name, event, keys in (
        ("touched_again", "update of last_touch_at, company_key", ("new.company_key", "old.company_key")),
        ("gone", "delete", ("old.company_key",)),
    ):
        database.execute(
            f"""create trigger customer_{name} after {event} on lead begin
            update customer set last_contact_at = {_KEPT["last_contact_at"]} where id in {of(*keys)};
            end"""
        )


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The reasons for which customers leave, and the settings of a new company."""
    for name, key in _CHURN_REASONS:
        yield (
            "insert into choice(id, list, name, key, kind) values(?, 'churn', ?, ?, '')",
            (ids.new(now), name, key),
        )
    for setting in _SETTINGS:
        yield ("insert into setting(id, name, value) values(?, ?, ?)", (ids.new(now), *setting))


_STANDING = "ifnull(customer.merged_into, customer.id)"
_VIEWS = {
    "customers": f"""
select customer.id as customer_id, {reference("customer.id")} as reference, customer.name,
    customer.value / 100.0 as value, customer.currency, customer.since as since_day,
    customer.renewal_on as renewal_day, customer.churned_on as churned_day, customer.churn_reason,
    customer.channel, customer.territory, customer.segment, customer.tags,
    {instant("customer.complained_at")} as complained_at, {instant("customer.last_contact_at")} as last_contact_at,
    customer.owner_id, person.handle as owner, {instant("customer.created_at")} as created_at
from customer left join person on person.id = customer.owner_id where customer.merged_into is null""",
    "customer_values": f"""
select {_STANDING} as customer_id, value_change.day, value_change.kind, value_change.amount / 100.0 as amount,
    customer.currency, value_change.deal_id, customer.owner_id
from value_change join customer on customer.id = value_change.customer_id""",
    "renewals": f"""
select {_STANDING} as customer_id, renewal.due_on as due_day, renewal.amount / 100.0 as amount, customer.currency,
    renewal.outcome, renewal.closed_on as closed_day, renewal.renewed_amount / 100.0 as renewed_amount,
    renewal.deal_id, customer.owner_id
from renewal join customer on customer.id = renewal.customer_id""",
    "upsells": f"""
select {_STANDING} as customer_id, {instant("upsell.at")} as at, upsell.what, upsell.amount / 100.0 as amount,
    customer.currency, upsell.kind, upsell.deal_id, customer.owner_id
from upsell join customer on customer.id = upsell.customer_id""",
    "complaints": f"""
select {_STANDING} as customer_id, {instant("complaint.at")} as at, complaint.text,
    {instant("complaint.resolved_at")} as resolved_at, complaint.resolution, complaint.minutes, customer.owner_id
from complaint join customer on customer.id = complaint.customer_id""",
    "satisfaction_answers": f"""
select {_STANDING} as customer_id, satisfaction.day, satisfaction.kind, satisfaction.score, satisfaction.text,
    customer.owner_id
from satisfaction join customer on customer.id = satisfaction.customer_id""",
    "customer_reviews": f"""
select {_STANDING} as customer_id, customer_review.day, customer_review.platform,
    customer_review.stars / 100.0 as stars, customer_review.text, customer.owner_id
from customer_review join customer on customer.id = customer_review.customer_id""",
}
