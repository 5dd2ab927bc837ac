"""The views for those who ask in SQL: names and columns that stay while tables change (docs/views.md).

They stand in a step after all tables, as the log names leads, which come later. A later noun makes its views in its own
step. They open in any SQLite program: no functions of ours, nothing of the connection, no clock; ISO weeks are
reckoned by the day alone, as only newer libraries know them by name.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.view_words import instant, monday, reference, week


def build(database: Database) -> None:
    """Each view once, people first."""
    for name, sql in (*_PEOPLE.items(), *_POINTS.items(), *_LEADS.items()):
        database.create_view(name, sql)


def _called(lead: str) -> str:
    """What a lead is called."""
    both = f"{lead}.name <> '' and {lead}.company <> ''"
    return f"{lead}.name || case when {both} then ', ' else '' end || {lead}.company"


_PEOPLE = {
    "people": """
select person.id as person_id, person.handle as person, person.name, person.email, person.role, person.sells,
    person.manager_id, manager.handle as manager, person.start_date as start_day, person.time_zone,
    person.working_hours, person.active
from person left join person as manager on manager.id = person.manager_id""",
    "days_off": f"""
select day_off.day, {week("day_off.day")} as week, day_off.person_id, person.handle as person, day_off.reason
from day_off left join person on person.id = day_off.person_id""",
}

_GOAL_IN_FORCE = """from goal
        where goal.effective_on <= monday and goal.first_week <= number
            and (goal.last_week is null or goal.last_week >= number)"""
_NEWEST = "order by goal.effective_on desc, goal.id desc limit 1"
_AS_EVERYBODY = -1
"""The points of a person's own goal that gives the person the goal of everybody again."""

_POINTS = {
    "activities": f"""
select activity.id as activity_id, {reference("activity.id")} as reference, activity.person_id,
    person.handle as person, activity.kind, kind.name as kind_name, activity.count, activity.points,
    {instant("activity.at")} as at, activity.day, {week("activity.day")} as week, activity.note, activity.flag,
    ifnull(lead.merged_into, activity.lead_id) as lead_id, activity.outcome, activity.source_key as source,
    activity.batch_id is not null as imported
from activity join person on person.id = activity.person_id join kind on kind.code = activity.kind
    left join lead on lead.id = activity.lead_id""",
    "day_points": f"""
select tally.person_id, person.handle as person, tally.day, {week("tally.day")} as week, tally.kind,
    kind.name as kind_name, tally.entries, tally.count, tally.points
from tally join person on person.id = tally.person_id join kind on kind.code = tally.kind""",
    "week_points": f"""
with recursive
    logged(first, latest) as (select {monday("min(day)")}, {monday("max(day)")} from tally),
    counted(person_id, monday, points, entries) as (
        select person_id, {monday("day")}, sum(points), sum(entries) from tally group by 1, 2
    ),
    at_work(person_id, monday) as (
        select id, max({monday("start_date")}, first) from person join logged where active = 1 and sells = 1
        union all
        select person_id, date(monday, '+7 days') from at_work join logged where monday < latest
    ),
    week(person_id, monday) as (
        select person_id, monday from counted
        union
        select person_id, monday from at_work join logged where monday <= latest
    ),
    numbered as (
        select week.person_id, person.handle as person, week.monday,
            cast(julianday(week.monday) - julianday({monday("person.start_date")}) as integer) / 7 + 1 as number
        from week join person on person.id = week.person_id
    ),
    ruled as (
        select *,
            ifnull(
                (select ifnull(goal.points, 0) {_GOAL_IN_FORCE} and goal.person_id = numbered.person_id {_NEWEST}),
                {_AS_EVERYBODY}
            ) as their_own,
            (select goal.points {_GOAL_IN_FORCE} and goal.person_id is null {_NEWEST}) as everybodys
        from numbered
    ),
    meant as (
        select *, nullif(case their_own when {_AS_EVERYBODY} then everybodys else their_own end, 0) as goal
        from ruled
    ),
    totalled as (
        select meant.*, ifnull(counted.points, 0) as points, ifnull(counted.entries, 0) as entries
        from meant left join counted on counted.person_id = meant.person_id and counted.monday = meant.monday
    )
select totalled.person_id, totalled.person, {week("totalled.monday")} as week, totalled.monday,
    case when number > 0 then number end as onboarding_week, goal, points, points >= goal as reached,
    max(goal - points, 0) as missing, entries, signer.handle as signed_by,
    {instant("signed_week.signed_at")} as signed
from totalled
    left join signed_week on signed_week.person_id = totalled.person_id and signed_week.monday = totalled.monday
    left join person as signer on signer.id = signed_week.signed_by""",
    "kinds": """
select kind.code as kind, kind.name as kind_name, kind.plural, kind.key, kind.active, scale.points,
    scale.effective_on as from_day,
    date(lead(scale.effective_on) over (partition by scale.kind order by scale.effective_on), '-1 day') as until_day
from kind join scale on scale.kind = kind.code""",
}

_STANDING = "join lead as said on said.id = {lead} join lead on lead.id = ifnull(said.merged_into, said.id)"
"""The lead that is named, and the one that stands for it."""

_COMPANY = """(select min(ifnull(company.merged_into, company.id))
        from match_key join company on company.id = match_key.record_id and match_key.record_table = 'company'
        where match_key.kind = 'name' and match_key.value = lead.company_key)"""
"""The company that a lead's says: the first that is called so."""

_LEADS = {
    "leads": f"""
select lead.id as lead_id, {reference("lead.id")} as reference, lead.name, lead.title, {_COMPANY} as company_id,
    lead.company, lead.emails, lead.phones, lead.links, lead.address, lead.territory, lead.segment,
    lead.product_interest, lead.influence, lead.source, lead.channel, lead.budget / 100.0 as budget, lead.currency,
    lead.tags, lead.notes, lead.custom, lead.status, lead_status.name as status_name, lead.reason, lead.open,
    lead.unworked, standing.owner_id, person.handle as owner, lead.owner_name as owner_in_file, lead.has_budget,
    lead.has_need, lead.has_authority, lead.has_timing, lead.will_meet, lead.next_step,
    {instant("lead.follow_up_at")} as follow_up, {instant("lead.waiting_since")} as waiting_since,
    {instant("lead.response_due_at")} as response_due, {instant("lead.cold_at")} as goes_cold,
    {instant("lead.snoozed_until")} as snoozed_until, {instant("lead.last_touch_at")} as last_touch,
    {instant("lead.created_at")} as created, lead.merged_into as merged_into_id,
    case when lead.merged_into is not null then {_called("standing")} end as merged_into,
    lead.source_key as source_record, lead.batch_id is not null as imported
from lead join lead as standing on standing.id = ifnull(lead.merged_into, lead.id)
    left join person on person.id = standing.owner_id left join lead_status on lead_status.code = lead.status""",
    "companies": f"""
select id as company_id, {reference("id")} as reference, name, also_called, links, phones, industry, address,
    territory, segment, tags, notes, custom, {instant("created_at")} as created, source_key as source_record,
    batch_id is not null as imported
from company where merged_into is null""",
    "response_times": f"""
select message.id as message_id, lead.id as lead_id, {_called("lead")} as lead, lead.owner_id, owner.handle as owner,
    message.channel, {instant("message.at")} as received, date(message.at / 1000, 'unixepoch') as day,
    {week("message.at / 1000, 'unixepoch'")} as week, {instant("message.due_at")} as due,
    {instant("message.answered_at")} as answered, activity.person_id as answered_by_id,
    answerer.handle as answered_by, message.answered_by as activity_id, message.minutes,
    message.answered_at <= message.due_at as in_time
from message {_STANDING.format(lead="message.lead_id")}
    left join person as owner on owner.id = lead.owner_id
    left join activity on activity.id = message.answered_by
    left join person as answerer on answerer.id = activity.person_id""",
    "lead_notes": f"""
select note.id as note_id, lead.id as lead_id, {_called("lead")} as lead, lead.owner_id, owner.handle as owner,
    note.person_id, person.handle as person, {instant("note.at")} as written, note.text
from note {_STANDING.format(lead="note.record_id")} and note.record_table = 'lead'
    left join person as owner on owner.id = lead.owner_id
    join person on person.id = note.person_id""",
    "company_notes": f"""
select note.id as note_id, company.id as company_id, company.name as company, note.person_id,
    person.handle as person, {instant("note.at")} as written, note.text
from note join company as noted on noted.id = note.record_id and note.record_table = 'company'
    join company on company.id = ifnull(noted.merged_into, noted.id) join person on person.id = note.person_id""",
}
