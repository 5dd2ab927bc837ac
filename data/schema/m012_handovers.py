"""Handovers: a lead or a won deal that one person offers to another, and what is ticked off before that.

``giver_id`` is whose the record is when it is offered; to whom it goes is a person, or somebody outside by name. The
words of the checklist are kept as they were ticked. ``first`` is 0 where the same was sent back before. The sales role
of a person is one of those of ``data.people.sales_roles``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import create_partial_index, create_table
from data.schema.m002_people import keep_person
from data.schema.view_words import instant, reference

_ITEMS = (
    ("lead", "need confirmed", "", "has_need"),
    ("lead", "willing to meet", "", "will_meet"),
    ("lead", "contact data checked", "emails phones", ""),
    ("project", "order documents complete", "", ""),
    ("project", "scope written down", "", ""),
    ("project", "expectations agreed with the customer", "", ""),
    ("project", "project manager briefed", "", ""),
    ("customer", "order documents filed", "", ""),
    ("customer", "what was promised is written down", "", ""),
    ("customer", "who decides, and how to talk with them", "", ""),
    ("customer", "introduced to the customer", "", ""),
)
"""Of a new company: the kind of handover, what is ticked, columns that it needs, the question that it answers."""


def build(database: Database) -> None:
    """A person who gave or got something stays."""
    database.execute("alter table person add column sales_role text not null default ''")
    item = create_table(
        database,
        "checklist_item",
        {"id": int, "handover": str, "name": str, "needs": "", "answers": "", "touched": int | None},
    )
    item.create_index(["handover", "name"], "checklist_item_name", unique=True)
    handover = create_table(
        database,
        "handover",
        {
            "id": int,
            "kind": str,
            "lead_id": int | None,
            "deal_id": int | None,
            "giver_id": int,
            "receiver_id": int | None,
            "outside": "",
            "checklist": "",
            "note": "",
            "state": "offered",
            "first": 1,
            "offered_at": int,
            "answered_at": int | None,
            "reason": "",
            "touched": int | None,
        },
        references={"lead_id": "lead", "deal_id": "deal", "giver_id": "person", "receiver_id": "person"},
    )
    handover.create_index(["receiver_id", "state", "offered_at"], "handover_receiver")
    handover.create_index(["giver_id", "state", "offered_at"], "handover_giver")
    # What was handed over in a period is counted from the index alone.
    handover.create_index(
        ["kind", "state", "answered_at", "giver_id", "receiver_id", "lead_id", "first"], "handover_answered"
    )
    create_partial_index(database, "handover_lead", "handover", ["lead_id"])
    create_partial_index(database, "handover_deal", "handover", ["deal_id"])
    _tell_records(database)
    keep_person(
        database,
        "person_with_handovers",
        "select 1 from handover where giver_id = old.id union all select 1 from handover where receiver_id = old.id",
    )
    database.view("people").drop()
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)


def _tell_records(database: Database) -> None:
    """Note for the timelines of leads and deals which commands made a handover, answered it, or took that back."""
    for name, happens, row in (
        ("handover_offered", "insert", "new"),
        ("handover_answered", "update of state", "new"),
        ("handover_removed", "delete", "old"),
    ):
        database.execute(
            f"""create trigger {name} after {happens} on handover begin
            insert or ignore into record_event(record_table, record_id, seq)
            select iif({row}.lead_id is null, 'deal', 'lead'), ifnull({row}.lead_id, {row}.deal_id), max(seq)
            from journal;
            end"""
        )


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The checklists of a new company."""
    for item in _ITEMS:
        yield (
            "insert into checklist_item(id, handover, name, needs, answers) values(?, ?, ?, ?, ?)",
            (ids.new(now), *item),
        )


_CALLED = "{0}.name || case when {0}.name <> '' and {0}.company <> '' then ', ' else '' end || {0}.company"

_VIEWS = {
    "people": """
select person.id as person_id, person.handle as person, person.name, person.email, person.role, person.sells,
    person.sales_role, person.manager_id, manager.handle as manager, person.start_date as start_day, person.time_zone,
    person.working_hours, person.active
from person left join person as manager on manager.id = person.manager_id""",
    "handovers": f"""
select handover.id as handover_id, {reference("handover.id")} as reference, handover.kind, handover.lead_id,
    handover.deal_id, ifnull({_CALLED.format("lead")}, {_CALLED.format("deal")}) as record, handover.giver_id,
    giver.handle as giver, handover.receiver_id, ifnull(receiver.handle, handover.outside) as receiver,
    handover.state, handover.first, {instant("handover.offered_at")} as offered,
    {instant("handover.answered_at")} as answered, handover.reason, handover.checklist, handover.note
from handover join person as giver on giver.id = handover.giver_id
    left join person as receiver on receiver.id = handover.receiver_id
    left join lead on lead.id = handover.lead_id left join deal on deal.id = handover.deal_id""",
}
