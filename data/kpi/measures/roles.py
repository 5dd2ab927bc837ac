"""What the four specialised roles record beside deals and customers: leads, handovers, meetings, proposals.

Source: seeds/004. What others did with leads that somebody had handed over is told beside (docs/decisions/0017).
"""

from __future__ import annotations

from data.kpi.measure import Measure, among
from data.kpi.measures.deals import FROM_HANDED
from data.kpi.meetings import SETTING
from data.quotes.offering import PRESENTED, REQUESTED

_GIVER = """(select giver_id from handover where +kind = 'lead' and +state = 'accepted'
    and (lead_id = lead.id or lead_id in (select id from lead as member where member.merged_into = lead.id))
    order by answered_at limit 1)"""


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


_QUALIFIED_HANDOFFS = """
select period.n, 'handover' as record, handover.id, handover.giver_id as person_id, handover.answered_at as at,
    handover.state = 'accepted' as part, 1 as whole, handover.kind as split
from who cross join handover on handover.giver_id = who.id and handover.state in ('accepted', 'returned')
    and handover.first = 1
    cross join period on handover.answered_at >= period.begin and handover.answered_at < period.finish"""

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


_FROM_HANDED = f"""(select deal.id, who.id as owner_id, member.id as member_id from {FROM_HANDED}
    cross join deal as member on member.id = deal.id or member.merged_into = deal.id
    where deal.merged_into is null)"""
"""Deals of others, for who handed over their lead, each by itself and by every one that was merged into it."""


def _proposals(stage: str, quoted: str, deals: str) -> str:
    """Deals of which a proposal came to a stage in a period, by their way or by a quote; each once, at the first."""
    # The plus has SQLite look for the few steps of a deal, and not through all that came into the stage.
    return f"""
select n, 'deal' as record, id, person_id, min(at) as at, 1 as part, null as whole, '' as split
from (
    select n, deal.id, deal.owner_id as person_id, step.at from {deals} as deal
    cross join stage_change as step on step.deal_id = deal.member_id and +step.to_stage = '{stage}'
    cross join period on {_in_period("step.at")}
    union all
    select n, deal.id, deal.owner_id, quote.{quoted} from {deals} as deal
    cross join quote on quote.deal_id = deal.member_id and quote.merged_into is null
    cross join period on {_in_period(f"quote.{quoted}")}
) group by n, person_id, id"""


def _proposals_by_day(stage: str, quoted: str) -> str:
    """The same, looked for in what came in the period; what came to a deal that was merged counts for the other."""
    step = f"stage_change as step on step.to_stage = '{stage}' and {_in_period('step.at')}"
    quote = f"quote on quote.merged_into is null and {_in_period(f'quote.{quoted}')}"
    # Deals are looked up in their order, after what came is put into it: that is much sooner than here and there.
    return f"""
select n, 'deal' as record, deal.id, deal.owner_id as person_id, came.at, 1 as part, null as whole, '' as split
from (
    select n, deal_id, min(at) as at from (
        select n, step.deal_id, step.at from period cross join {step}
        union all
        select n, quote.deal_id, quote.{quoted} from period cross join {quote}
        union all
        select n, said.merged_into, step.at from deal as said
        cross join stage_change as step on step.deal_id = said.id and +step.to_stage = '{stage}'
        cross join period on {_in_period("step.at")} where said.merged_into is not null
        union all
        select n, said.merged_into, quote.{quoted} from deal as said cross join quote on quote.deal_id = said.id
        and quote.merged_into is null cross join period on {_in_period(f"quote.{quoted}")}
        where said.merged_into is not null
    ) group by n, deal_id
) as came cross join deal on deal.id = came.deal_id
where deal.merged_into is null and {among("deal.owner_id")}"""


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
        _proposals_by_day(REQUESTED, "requested_at"),
        beside=_proposals(REQUESTED, "requested_at", _FROM_HANDED),
        of_few=_proposals(REQUESTED, "requested_at", "own_deal"),
    ),
    Measure(
        "proposals-presented",
        "total",
        "deals of which a proposal was presented",
        _proposals_by_day(PRESENTED, "presented_at"),
        beside=_proposals(PRESENTED, "presented_at", _FROM_HANDED),
        of_few=_proposals(PRESENTED, "presented_at", "own_deal"),
    ),
)
