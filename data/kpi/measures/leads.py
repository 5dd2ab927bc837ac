"""What leads give: who was reached out to, answered, qualified, kept warm, and how complete the records are.

Source: seeds/002 (outreach, conversion), seeds/000 (answers within the hour, no lead goes cold, follow-ups),
seeds/001 (qualified leads), seeds/003 (complete records, leads from the company).
"""

from __future__ import annotations

from data.deals.outreach import KINDS, Way
from data.kpi.given import among
from data.kpi.measure import Measure

PRESENT = "period.begin <= :now and period.finish > :now"
"""Of what is kept of the present alone, only the period that holds it knows anything."""

_TOUCHES = """
from period cross join who cross join activity on activity.person_id = who.id
where activity.day between period.first and period.last and activity.lead_id is not null"""


def _new_prospects(way: Way) -> str:
    """The leads with whom nothing had been logged before the period, contacted in a way; once each."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS[way])
    return f"""
select period.n, 'lead' as record, activity.lead_id as id, activity.person_id, min(activity.at) as at, 1 as part,
    null as whole, '' as split {_TOUCHES} {f"and activity.kind in ({kinds})" if kinds else ""}
    and not exists(select 1 from activity as earlier where earlier.lead_id = activity.lead_id
        and earlier.at < period.begin)
group by activity.lead_id, period.n"""


_LATEST = """from activity where activity.lead_id = engaged.lead_id
    and activity.day between (select first from period where period.n = engaged.n)
        and (select last from period where period.n = engaged.n)
    and activity.person_id in (select id from who)
    order by activity.at desc, activity.id desc limit 1"""
ENGAGED = f"""
select n, 'lead' as record, lead_id as id, (select activity.person_id {_LATEST}) as person_id,
    (select activity.at {_LATEST}) as at, 0 as part, 1 as whole, 'engaged' as split
from (select distinct activity.lead_id, period.n {_TOUCHES}) as engaged"""
"""The leads that somebody was in touch with, once each. Who was the last is looked up where it is told: to sort all
entries by it takes twice as long as to count.
"""

_ANSWER_TIMES = """
select n, 'lead' as record, lead_id as id, person_id, at, minutes as part, 1 as whole, '' as split from answer"""

# That "unworked" is one or the other lets SQLite find those that were due in the period.
_IN_TIME = """
select n, 'lead' as record, lead_id as id, person_id, at, in_time as part, 1 as whole, '' as split from answer
union all
select period.n, 'lead', lead.id, lead.owner_id, lead.response_due_at, 0, 1, 'not answered'
from period cross join who cross join lead on lead.owner_id is who.id
where lead.open = 1 and lead.unworked in (0, 1) and lead.merged_into is null
    and lead.response_due_at >= period.begin and lead.response_due_at < min(period.finish, :now)"""

_QUALIFIED = """
select period.n, 'lead' as record, lead_qualified.lead_id as id, lead_qualified.person_id, lead_qualified.at, 1 as part,
    null as whole, '' as split
from period cross join who cross join lead_qualified on lead_qualified.person_id is who.id
where lead_qualified.at >= period.begin and lead_qualified.at < period.finish"""

_COMPANYS = """
select period.n, 'lead' as record, lead.id, lead.owner_id as person_id, lead.created_at as at,
    lead.last_touch_at is not null as part, 1 as whole, '' as split
from period cross join who cross join lead on lead.owner_id is who.id
where lead.created_at >= period.begin and lead.created_at < period.finish and lower(lead.source) = 'company'
    and lead.merged_into is null"""


_OWN = "who cross join lead on lead.owner_id is who.id"
_ALL = f"lead not indexed on {among('lead.owner_id')}"
"""The people's leads, found sooner where more is asked of them than an index holds, and there are many."""


def _of_open(part: str, further: str = "", leads: str = _OWN) -> str:
    """Each open lead at present, and whether it meets a condition."""
    return f"""
select period.n, 'lead' as record, lead.id, lead.owner_id as person_id, lead.created_at as at, {part} as part,
    1 as whole, '' as split
from period cross join {leads}
where {PRESENT} and lead.open = 1 and lead.merged_into is null {further}"""


_COLD = _of_open("ifnull(lead.cold_at < :now, 0)", "and lead.unworked = 0")
_KEPT = _of_open(
    "lead.follow_up_at >= :now - 86400000",
    "and lead.follow_up_at is not null and lead.follow_up_at < period.finish",
)
_IS_COMPLETE = "lead.name <> '' and lead.address <> '' and lead.phones <> '' and lead.emails <> ''"
_UNDATED = """(select undated.id from who cross join lead as undated on undated.owner_id is who.id
    where undated.open = 1 and undated.follow_up_at is null and undated.next_step > '')"""
_PLANNED = _of_open(f"lead.follow_up_at is not null or lead.id in {_UNDATED}", "and lead.unworked = 0")

MEASURES = (
    Measure("prospects-contacted", "total", "new prospects contacted", _new_prospects("prospects")),
    Measure("prospect-calls", "total", "new prospects called", _new_prospects("calls")),
    Measure("prospect-emails", "total", "new prospects written to", _new_prospects("emails")),
    Measure(
        "prospect-meetings",
        "total",
        "new prospects met, or with a meeting booked",
        _new_prospects("meetings"),
    ),
    Measure(
        "answer-time",
        "median",
        "messages answered, each with the working minutes until then",
        _ANSWER_TIMES,
        parts_in="minutes",
    ),
    Measure(
        "answered-in-time",
        "ratio",
        "messages answered or overdue; of them those answered when they were due",
        _IN_TIME,
    ),
    Measure("leads-qualified", "total", "leads that became qualified, by whom", _QUALIFIED),
    Measure(
        "company-leads", "ratio", "leads from the company that came in; of them those contacted", _COMPANYS
    ),
    Measure("cold-leads", "ratio", "open leads that are worked with; of them those gone cold", _COLD),
    Measure(
        "follow-ups-kept", "ratio", "open leads with a dated next step; of them those not overdue", _KEPT
    ),
    Measure(
        "records-complete",
        "ratio",
        "open leads; of them those with name, address, phone and e-mail",
        _of_open(_IS_COMPLETE, leads=_ALL),
        of_few=_of_open(_IS_COMPLETE),
    ),
    Measure(
        "leads-with-next-step",
        "ratio",
        "open leads that are worked with; of them those with a next step",
        _PLANNED,
    ),
)
