"""KPIs: targets from a day on, readings that people enter, and when a lead became qualified.

Figures are in hundredths of their KPI's unit. A reading's ``part`` over its ``whole`` is what was read: 18 of 20, a
score over one. ``lead_qualified`` is kept by triggers: who made a lead qualified and when, from the journal, where a
step that is done again counts as it was done at first; of a lead that an import brought as such, its owner and when it
was taken up or came in.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.view_words import reference

QUALIFIED_SO_FAR = """insert into lead_qualified(lead_id, person_id, at)
select lead.id, lead.owner_id, ifnull(min(deal.created_at), ifnull(lead.opened_at, lead.created_at))
from lead left join deal on deal.lead_id = lead.id where lead.status = 'qualified' or deal.id is not null
group by lead.id"""
"""Of leads that were there before: those that are qualified, and those of which a deal was opened, since then."""


def build(database: Database) -> None:
    """Targets, readings, qualified leads, and indexes by person and day."""
    target = create_table(
        database,
        "kpi_target",
        {
            "id": int,
            "kpi": str,
            "length": str,
            "value": int | None,
            "effective_on": str,
            "person_id": int | None,
            "team_id": int | None,
            "role": "",
            "owner_id": int | None,
            "agreed_with": "",
            "agreed_on": "",
            "due": "",
            "touched": int | None,
        },
        references={"person_id": "person", "team_id": "person", "owner_id": "person"},
    )
    target.create_index(["kpi", "effective_on"], "kpi_target_day")
    reading = create_table(
        database,
        "reading",
        {
            "id": int,
            "kpi": str,
            "person_id": int | None,
            "day": str,
            "part": int,
            "whole": int,
            "note": "",
            "source": "",
            "entered_by": int,
            "touched": int | None,
        },
        references={"person_id": "person", "entered_by": "person"},
    )
    reading.create_index(["kpi", "person_id", "day", "part", "whole"], "reading_day")
    _keep_qualified(database)
    _index(database)
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)


def _keep_qualified(database: Database) -> None:
    qualified = create_table(
        database,
        "lead_qualified",
        {"lead_id": int, "person_id": int | None, "at": int},
        key="lead_id",
        references={"lead_id": "lead", "person_id": "person"},
    )
    qualified.create_index(["person_id", "at", "lead_id"], "lead_qualified_person")
    database.execute(
        """create trigger lead_came_qualified after insert on lead when new.status = 'qualified' begin
        insert or replace into lead_qualified(lead_id, person_id, at)
            values(new.id, new.owner_id, ifnull(new.opened_at, new.created_at));
        end"""
    )
    database.execute(
        """create trigger lead_became_qualified after update of status on lead
        when new.status = 'qualified' and old.status <> 'qualified'
        and not exists(select 1 from lead_qualified where lead_id = new.id) begin
        insert into lead_qualified(lead_id, person_id, at)
            select new.id, ifnull(first.actor, step.actor), ifnull(first.at, step.at)
            from journal as step left join journal as first on first.id = step.target
            where step.seq = (select max(seq) from journal);
        end"""
    )
    database.execute(
        """create trigger lead_no_more_qualified after update of status on lead
        when old.status = 'qualified' and new.status in ('new', 'working') begin
        delete from lead_qualified where lead_id = new.id;
        end"""
    )
    database.execute(
        """create trigger lead_qualified_gone after delete on lead begin
        delete from lead_qualified where lead_id = old.id;
        end"""
    )
    database.execute(QUALIFIED_SO_FAR)


def _index(database: Database) -> None:
    """What a person's records of a period are found by, wide enough that most are counted from the index alone."""
    database.execute("drop index activity_day")
    database.table("activity").create_index(
        ["person_id", "day", "kind", "at", "count", "points", "lead_id"], "activity_day"
    )
    database.table("lead").create_index(
        ["owner_id", "created_at", "source", "merged_into"], "lead_owner_created"
    )
    database.table("deal").create_index(
        ["owner_id", "closed_at", "open", "stage", "amount", "currency", "created_at", "merged_into"],
        "deal_owner_closed",
    )
    database.table("quote").create_index(
        ["deal_id", "requested_at", "presented_at", "merged_into"], "quote_told"
    )
    database.table("message").create_index(
        ["answered_by", "lead_id", "minutes", "answered_at", "due_at"], "message_answered"
    )


_VIEWS = {
    "kpi_readings": f"""
select reading.id as reading_id, {reference("reading.id")} as reference, reading.kpi, reading.person_id,
    person.handle as person, reading.day, reading.part / 100.0 as part, reading.whole / 100.0 as whole,
    reading.note, reading.source, entered.handle as entered_by
from reading left join person on person.id = reading.person_id
    join person as entered on entered.id = reading.entered_by""",
    "kpi_targets": f"""
select kpi_target.id as target_id, {reference("kpi_target.id")} as reference, kpi_target.kpi, kpi_target.length,
    kpi_target.value / 100.0 as value, kpi_target.effective_on as effective_day, kpi_target.person_id,
    person.handle as person, manager.handle as team_of, kpi_target.role, owner.handle as owner,
    kpi_target.agreed_with, kpi_target.agreed_on as agreed_day, kpi_target.due as due_day
from kpi_target left join person on person.id = kpi_target.person_id
    left join person as manager on manager.id = kpi_target.team_id
    left join person as owner on owner.id = kpi_target.owner_id""",
}
