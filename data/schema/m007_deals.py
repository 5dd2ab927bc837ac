"""Deals: the stages that they go through, when each was in which, what is sold in them, what it should come to.

A deal is one row, ``stage`` its present stage and ``stage_since`` the instant at which it came there. ``stage_change``
keeps every step of its way with its instant; of a deal that an import brought without its way, ``history`` is 0.
``furthest`` is the position of the furthest stage that it has been in, ``sold_lines`` the product lines that it has
lines of (JSON in small letters, which a trigger keeps), ``won_entry`` the activity as which it was logged when it was
won. Days are ISO days, money is in hundredths of its currency, probabilities are in percent. A rate tells how many
millionths of the company's currency one of another is worth from a day on.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.deal_totals import build_totals
from data.schema.declare import (
    Column,
    create_near_search,
    create_partial_index,
    create_record_events,
    create_table,
)
from data.schema.m002_people import keep_person
from data.schema.view_words import instant, reference

_STAGES = (
    ("new", "new", 1, "", 10, 7, ""),
    ("qualified", "qualified", 2, "", 20, 14, ""),
    ("meeting", "meeting", 3, "", 35, 14, ""),
    ("requested", "proposal requested", 4, "", 50, 7, ""),
    ("presented", "proposal presented", 5, "", 60, 14, "amount"),
    ("negotiation", "negotiation", 6, "", 80, 10, "amount expected_close"),
    ("order-first", "order first", 7, "", 90, 3, "amount"),
    ("won", "won", 8, "won", 100, None, "amount"),
    ("lost", "lost", 9, "lost", 0, None, ""),
)
"""Of a new company: code, name, position, how it ends, probability, days until a deal rots, columns that it takes."""

_LOSS_REASONS = (
    ("price", "p"),
    ("competitor", "c"),
    ("timing", "t"),
    ("no budget", "b"),
    ("no need", "n"),
    ("wrong fit", "f"),
    ("scope creep", "s"),
    ("never replies", "r"),
)

_SETTINGS = (
    ("currency", "USD"),
    ("coverage", "4"),
    ("quotes", "3"),
    ("quotes_judged", "worth"),
    ("least_order", "1200"),
)

_SEARCHED = (
    *("name", "company", "competitors", "channel", "territory", "tags", "notes", "next_step", "custom"),
    "reason",
)
_TOLD = (
    *("name", "company", "amount", "currency", "expected_close", "probability", "category", "competitors"),
    *("source", "channel", "territory", "tags", "notes", "custom", "stage", "reason", "owner_id"),
    *("next_step", "follow_up_at", "merged_into"),
)
"""The columns whose changes a deal's timeline tells."""


def build(database: Database) -> None:
    """A person to whom deals belong stays."""
    stage = create_table(
        database,
        "stage",
        {
            "id": int,
            "code": str,
            "name": str,
            "position": int,
            "ends": "",
            "probability": int,
            "rots_after": int | None,
            "requires": "",
            "touched": int | None,
        },
    )
    stage.create_index(["code"], "stage_code", unique=True)
    rate = create_table(
        database,
        "currency_rate",
        {"id": int, "currency": str, "effective_on": str, "millionths": int, "touched": int | None},
    )
    rate.create_index(["currency", "effective_on"], "currency_rate_day", unique=True)
    _build_product(database)
    _build_deal(database)
    _build_way(database)
    build_totals(database)
    quota = create_table(
        database,
        "quota",
        {
            "id": int,
            "person_id": int | None,
            "territory": "",
            "product_line": "",
            "month": str,
            "amount": int,
            "agreed_with": "",
            "agreed_on": "",
            "touched": int | None,
        },
        references={"person_id": "person"},
    )
    quota.create_index(["month", "person_id", "territory", "product_line"], "quota_month")
    keep_person(database, "person_with_deals", "select 1 from deal where owner_id = old.id")
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)


def _build_product(database: Database) -> None:
    create_table(
        database,
        "product",
        {
            "id": int,
            "name": str,
            "line": "",
            "list_price": int | None,
            "currency": "",
            "active": 1,
            "source_key": str | None,
            "batch_id": int | None,
            "touched": int | None,
        },
    )
    database.execute("create unique index product_name on product(name collate nocase)")
    create_partial_index(database, "product_batch", "product", ["batch_id"])


def _build_deal(database: Database) -> None:
    particulars: dict[str, Column] = {
        "name": str,
        "company": "",
        "amount": int | None,
        "currency": "",
        "expected_close": "",
        "probability": int | None,
        "category": "",
        "competitors": "",
        "source": "",
        "channel": "",
        "territory": "",
        "tags": "",
        "notes": "",
        "custom": "",
    }
    standing: dict[str, Column] = {
        "stage": "new",
        "stage_since": int | None,
        "furthest": 0,
        "history": 1,
        "reason": "",
        "open": 1,
        "lead_id": int | None,
        "company_key": str | None,
        "owner_id": int | None,
        "owner_name": "",
        "sold_lines": "[]",
        "next_step": "",
        "follow_up_at": int | None,
        "created_at": int,
        "closed_at": int | None,
        "won_entry": int | None,
        "merged_into": int | None,
        "source_key": str | None,
        "batch_id": int | None,
        "touched": int | None,
    }
    deal = create_table(
        database,
        "deal",
        {"id": int, **particulars, **standing},
        references={
            "stage": "stage.code",
            "lead_id": "lead",
            "owner_id": "person",
            "merged_into": "deal",
        },
    )
    # The funnel reads open deals and those that were closed in a period, by owner or all, from the index alone.
    deal.create_index(
        [
            *("open", "owner_id", "stage", "stage_since", "amount", "currency", "probability", "category"),
            *("expected_close", "channel", "territory", "sold_lines", "merged_into"),
        ],
        "deal_open",
    )
    deal.create_index(
        [
            *("open", "closed_at", "stage", "owner_id", "amount", "currency", "created_at", "lead_id"),
            *("channel", "territory", "sold_lines", "merged_into"),
        ],
        "deal_closed",
    )
    database.execute("create index deal_close on deal(expected_close) where open = 1")
    # What deals can be narrowed to is found by going from one value to the next.
    for column in ("channel", "territory"):
        database.execute(f"create index deal_{column} on deal({column} collate nocase)")
    database.execute("create index deal_unknown on deal(created_at) where history = 0")
    create_partial_index(database, "deal_lead", "deal", ["lead_id"])
    create_partial_index(database, "deal_company", "deal", ["company_key"])
    create_partial_index(database, "deal_source", "deal", ["source_key"], unique=True)
    create_partial_index(database, "deal_batch", "deal", ["batch_id"])
    create_partial_index(database, "deal_merged", "deal", ["merged_into"])
    create_record_events(database, "deal", _TOLD)
    create_near_search(database, "deal", _SEARCHED)


def _build_way(database: Database) -> None:
    change = create_table(
        database,
        "stage_change",
        {
            "id": int,
            "deal_id": int,
            "from_stage": "",
            "to_stage": str,
            "at": int,
            "batch_id": int | None,
            "touched": int | None,
        },
        references={"deal_id": "deal"},
    )
    change.create_index(["deal_id", "at", "to_stage"], "stage_change_deal")
    change.create_index(["at", "to_stage", "deal_id"], "stage_change_at")
    create_partial_index(database, "stage_change_batch", "stage_change", ["batch_id"])
    line = create_table(
        database,
        "deal_line",
        {
            "id": int,
            "deal_id": int,
            "product": str,
            "product_line": "",
            "quantity": 1,
            "list_price": int | None,
            "price": int,
            "batch_id": int | None,
            "touched": int | None,
        },
        references={"deal_id": "deal"},
    )
    line.create_index(["deal_id"], "deal_line_deal")
    database.execute("create index deal_line_product on deal_line(product_line collate nocase)")
    create_partial_index(database, "deal_line_batch", "deal_line", ["batch_id"])


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The stages, loss reasons and settings of a new company."""
    columns = "id, code, name, position, ends, probability, rots_after, requires"
    for stage in _STAGES:
        yield (f"insert into stage({columns}) values(?, ?, ?, ?, ?, ?, ?, ?)", (ids.new(now), *stage))
    for name, key in _LOSS_REASONS:
        yield (
            "insert into choice(id, list, name, key, kind) values(?, 'loss', ?, ?, '')",
            (ids.new(now), name, key),
        )
    for setting in _SETTINGS:
        yield ("insert into setting(id, name, value) values(?, ?, ?)", (ids.new(now), *setting))


_VIEWS = {
    "deals": f"""
select deal.id as deal_id, {reference("deal.id")} as reference, deal.name, deal.company, deal.amount / 100.0 as amount,
    deal.currency, stage.name as stage, stage.position as stage_position, stage.ends as outcome,
    ifnull(deal.probability, stage.probability) as probability, deal.category,
    deal.expected_close as expected_close_day, {instant("deal.stage_since")} as stage_since,
    deal.reason as loss_reason, deal.competitors, deal.source, deal.channel, deal.territory, deal.tags,
    deal.next_step, {instant("deal.follow_up_at")} as next_step_at, deal.owner_id,
    person.handle as owner, deal.lead_id, {instant("deal.created_at")} as created_at,
    {instant("deal.closed_at")} as closed_at, deal.history as history_known
from deal join stage on stage.code = deal.stage left join person on person.id = deal.owner_id
where deal.merged_into is null""",
    "stage_changes": f"""
select stage_change.deal_id, earlier.name as from_stage, later.name as to_stage, {instant("stage_change.at")} as at,
    deal.owner_id
from stage_change join deal on deal.id = stage_change.deal_id join stage as later on later.code = stage_change.to_stage
    left join stage as earlier on earlier.code = stage_change.from_stage""",
    "deal_lines": """
select deal_line.deal_id, deal_line.product, deal_line.product_line, deal_line.quantity,
    deal_line.list_price / 100.0 as list_price, deal_line.price / 100.0 as price, deal.currency, deal.owner_id
from deal_line join deal on deal.id = deal_line.deal_id""",
    "quotas": """
select quota.month, quota.person_id, person.handle as person, quota.territory, quota.product_line,
    quota.amount / 100.0 as amount, quota.agreed_with, quota.agreed_on
from quota left join person on person.id = quota.person_id""",
}
