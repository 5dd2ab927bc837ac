"""What the four specialised roles record beside deals and customers: leads, handovers, meetings, proposals.

Source: seeds/004. What others did with leads that somebody had handed over is told beside (docs/decisions/0017).
"""

from __future__ import annotations

from data.kpi.measure import Measure
from data.kpi.measures.deals import FROM_HANDED, OWN
from data.kpi.meetings import SETTING
from data.quotes.offering import PRESENTED, REQUESTED

_GIVER = """(select giver_id from handover where +kind = 'lead' and +state = 'accepted'
    and (lead_id = lead.id or lead_id in (select id from lead as member where member.merged_into = lead.id))
    order by answered_at limit 1)"""


_SOURCE = """case when lower(lead.source) in ('inbound', 'outbound') then lower(lead.source)
    else 'of another source' end"""


def _leads(further: str = "") -> str:
    """Leads that began in a period, by their source: of whoever handed them over first, else of their owner."""
    began = f"lead.created_at >= period.begin and lead.created_at < period.finish {further}"
    return f"""
select period.n, 'lead' as record, lead.id, who.id as person_id, lead.created_at as at, 1 as part, null as whole,
    {_SOURCE} as split
from period cross join who cross join lead on lead.owner_id is who.id and {began}
where lead.merged_into is null and ifnull({_GIVER}, lead.owner_id) is lead.owner_id
union all
select distinct period.n, 'lead', lead.id, who.id, lead.created_at, 1, null, {_SOURCE}
from period cross join who cross join handover on handover.giver_id = who.id and handover.state = 'accepted'
    cross join lead on lead.id =
        (select ifnull(merged_into, id) from lead as member where member.id = handover.lead_id) and {began}
where handover.kind = 'lead' and lead.owner_id is not who.id and {_GIVER} = who.id"""


def _handed(person: str, other: str) -> str:
    """Handovers of leads that were accepted in a period, of whoever gave or received them."""
    return f"""
select period.n, 'handover' as record, handover.id, who.id as person_id, handover.answered_at as at,
    1 as part, null as whole, '' as split
from period cross join who cross join handover on handover.{person} = who.id and handover.state = 'accepted'
where handover.kind = 'lead' and handover.answered_at >= period.begin and handover.answered_at < period.finish
    and handover.{other} is not who.id"""


_QUALIFIED_HANDOFFS = """
select period.n, 'handover' as record, handover.id, handover.giver_id as person_id, handover.answered_at as at,
    handover.state = 'accepted' as part, 1 as whole, handover.kind as split
from period cross join who cross join handover on handover.giver_id = who.id
    and handover.state in ('accepted', 'returned')
where handover.first = 1 and handover.answered_at >= period.begin and handover.answered_at < period.finish"""

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
    """handed on handed.giver_id = who.id
    cross join activity on activity.lead_id = handed.lead_id and activity.person_id <> who.id""",
    "activity.at >= max(handed.since, period.begin) and activity.at < period.finish",
)


def _came(deals: str, standing: str, joined: str, at: str) -> str:
    """Deals that stand in a way, with what tells that a proposal came to a stage."""
    return f"""
    select period.n, deal.id, who.id as person_id, {at} as at
    from period cross join {deals} and {standing}
    cross join {joined.format("deal.id")} where deal.merged_into is null"""


def _came_to_merged(deals: str, joined: str, at: str) -> str:
    """The same of deals that were merged into others: it counts for these."""
    return f"""
    select period.n, deal.id, who.id as person_id, {at} as at
    from period cross join deal as said on said.merged_into is not null
    cross join {joined.format("said.id")} cross join {deals} and deal.id = said.merged_into"""


def _proposals(stage: str, quoted: str, deals: str = OWN) -> str:
    """Deals of which a proposal came to a stage in a period, by their way or by a quote; each once, at the first.

    What was closed before the period is not looked through.
    """
    # The plus has SQLite look for the few steps of a deal, and not through all that came into the stage.
    step = f"""stage_change as step on step.deal_id = {{}} and +step.to_stage = '{stage}'
        and step.at >= period.begin and step.at < period.finish"""
    quote = f"""quote on quote.deal_id = {{}} and quote.merged_into is null
        and quote.{quoted} >= period.begin and quote.{quoted} < period.finish"""
    closed = "deal.open = 0 and deal.closed_at >= period.begin"
    found = (
        _came(deals, "deal.open = 1 and deal.stage_since >= period.begin", step, "step.at"),
        _came(deals, closed, step, "step.at"),
        _came(deals, "deal.open = 1", quote, f"quote.{quoted}"),
        _came(deals, closed, quote, f"quote.{quoted}"),
        _came_to_merged(deals, step, "step.at"),
        _came_to_merged(deals, quote, f"quote.{quoted}"),
    )
    return f"""
select n, 'deal' as record, id, person_id, min(at) as at, 1 as part, null as whole, '' as split
from ({" union all ".join(found)}) group by n, person_id, id"""


MEASURES = (
    Measure("leads-begun", "total", "leads that began, by their source", _leads()),
    Measure(
        "leads-outbound", "total", "outbound leads that began", _leads("and lower(lead.source) = 'outbound'")
    ),
    Measure(
        "leads-inbound", "total", "inbound leads that began", _leads("and lower(lead.source) = 'inbound'")
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
        _QUALIFIED_HANDOFFS,
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
        _proposals(REQUESTED, "requested_at"),
        beside=_proposals(REQUESTED, "requested_at", FROM_HANDED),
    ),
    Measure(
        "proposals-presented",
        "total",
        "deals of which a proposal was presented",
        _proposals(PRESENTED, "presented_at"),
        beside=_proposals(PRESENTED, "presented_at", FROM_HANDED),
    ),
)
