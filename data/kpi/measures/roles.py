"""What the four specialised roles record beside deals and customers: leads, handovers, meetings, proposals.

Source: seeds/004. What others did with leads that somebody had handed over is told beside (docs/decisions/0017).
"""

from __future__ import annotations

from data.handovers.kinds import KINDS
from data.kpi.given import GIVER, among
from data.kpi.measure import Measure
from data.kpi.meetings import SETTING
from data.quotes.offering import PRESENTED, REQUESTED

_GIVER = GIVER.format(lead="lead.id")

_SOURCE = """case when lower(lead.source) in ('inbound', 'outbound') then lower(lead.source)
    else 'of another source' end"""


def _leads(further: str = "") -> str:
    """Leads that began in a period, by their source: of whoever handed them over first, else of their owner."""
    return f"""
select period.n, 'lead' as record, lead.id, ifnull(handed.giver_id, lead.owner_id) as person_id, lead.created_at as at,
    1 as part, null as whole, {_SOURCE} as split
from period cross join lead on lead.created_at >= period.begin and lead.created_at < period.finish {further}
    left join handed on handed.lead_id = lead.id
where lead.merged_into is null and {among("ifnull(handed.giver_id, lead.owner_id)")}"""


def _leads_of_few(further: str = "") -> str:
    """The same, looked for in the leads that people own, and in those that they handed over."""
    began = f"lead.created_at >= period.begin and lead.created_at < period.finish {further}"
    # Without being told, SQLite looks through all handovers, once for each period.
    return f"""
select period.n, 'lead' as record, lead.id, who.id as person_id, lead.created_at as at, 1 as part, null as whole,
    {_SOURCE} as split
from period cross join who cross join lead on lead.owner_id is who.id and {began}
where lead.merged_into is null and ifnull({_GIVER}, lead.owner_id) is lead.owner_id
union all
select distinct period.n, 'lead', lead.id, who.id, lead.created_at, 1, null, {_SOURCE}
from who cross join handover indexed by handover_giver on handover.giver_id = who.id and handover.state = 'accepted'
    cross join lead on lead.id =
        (select ifnull(merged_into, id) from lead as member where member.id = handover.lead_id)
    cross join period on {began}
where handover.kind = 'lead' and lead.owner_id is not who.id and {_GIVER} = who.id"""


def _handed(person: str, other: str) -> str:
    """Handovers of leads that were accepted in a period, of whoever gave or received them."""
    return f"""
select period.n, 'handover' as record, handover.id, handover.{person} as person_id, handover.answered_at as at,
    1 as part, null as whole, '' as split
from period cross join handover on handover.kind = 'lead' and handover.state = 'accepted'
    and {_in_period("handover.answered_at")}
where {among(f"handover.{person}")} and handover.{other} is not handover.{person}"""


def _answered_at_first(handovers: str) -> str:
    """Handovers that were answered in a period at the first attempt, and whether they were accepted."""
    return f"""
select period.n, 'handover' as record, handover.id, handover.giver_id as person_id, handover.answered_at as at,
    handover.state = 'accepted' as part, 1 as whole, handover.kind as split
from {handovers} where handover.first = 1 and handover.state in ('accepted', 'returned')
    and {_in_period("handover.answered_at")}"""


_ANSWERED = f"""period cross join handover on handover.kind in ({", ".join(f"'{kind.code}'" for kind in KINDS)})
    and handover.giver_id in (select id from who)"""
_ANSWERED_OF_FEW = "who cross join handover on handover.giver_id = who.id cross join period"

_MEETING = f"""activity.kind in (
    select json_each.value from setting
    cross join json_each('["' || replace(setting.value, ' ', '","') || '"]') where setting.name = '{SETTING}')"""


def _meetings(activities: str, of_period: str) -> str:
    """Activities of the kinds that count as a meeting."""
    return f"""
select period.n, 'activity' as record, activity.id, who.id as person_id, activity.day as at, activity.count as part,
    null as whole, activity.kind as split
from period cross join who cross join {activities}
where {of_period} and {_MEETING}"""


_MET = _meetings(
    "activity on activity.person_id = who.id", "activity.day between period.first and period.last"
)
_MET_BY_OTHERS = _meetings(
    """passed_lead as passed on passed.giver_id = who.id
    cross join activity on activity.lead_id = passed.lead_id and activity.person_id <> who.id""",
    "activity.at >= max(passed.since, period.begin) and activity.at < period.finish",
)


def _proposals(table: str) -> str:
    """Deals of which a proposal came to a stage in a period."""
    return f"""
select n, 'deal' as record, id, person_id, at, 1 as part, null as whole, '' as split
from {table} where {among("person_id")}"""


def _in_period(at: str) -> str:
    return f"{at} >= period.begin and {at} < period.finish"


_OUTBOUND, _INBOUND = (f"and lower(lead.source) = '{source}'" for source in ("outbound", "inbound"))

MEASURES = (
    Measure("leads-begun", "total", "leads that began, by their source", _leads(), of_few=_leads_of_few()),
    Measure(
        "leads-outbound",
        "total",
        "outbound leads that began",
        _leads(_OUTBOUND),
        of_few=_leads_of_few(_OUTBOUND),
    ),
    Measure(
        "leads-inbound", "total", "inbound leads that began", _leads(_INBOUND), of_few=_leads_of_few(_INBOUND)
    ),
    Measure(
        "leads-handed",
        "total",
        "qualified leads handed over and accepted",
        _handed("giver_id", "receiver_id"),
        beside=_handed("receiver_id", "giver_id"),
    ),
    Measure(
        "qualified-handoffs",
        "ratio",
        "what was handed over and answered; of it what was accepted at first",
        _answered_at_first(_ANSWERED),
        of_few=_answered_at_first(_ANSWERED_OF_FEW),
    ),
    Measure(
        "prospect-meetings-held",
        "total",
        "activities of the kinds that count as a meeting, by kind",
        _MET,
        beside=_MET_BY_OTHERS,
    ),
    Measure(
        "proposals-requested",
        "total",
        "deals of which a proposal was requested",
        _proposals(REQUESTED),
        beside=_proposals(f"passed_{REQUESTED}"),
    ),
    Measure(
        "proposals-presented",
        "total",
        "deals of which a proposal was presented",
        _proposals(PRESENTED),
        beside=_proposals(f"passed_{PRESENTED}"),
    ),
)
