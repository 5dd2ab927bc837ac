"""What open deals give: how many, their value, their health, what covers the quota, and how long stages take.

Source: seeds/002 (pipeline, bottlenecks, four times the monthly quota), seeds/001 (growth of the pipeline, accuracy of
data). A past period counts the deals that were open at its end, with the value that they have today.
"""

from __future__ import annotations

from data.deals.stages import DAY
from data.deals.standing import WITHOUT_STEP, is_rotten, is_slipped
from data.kpi.given import among
from data.kpi.measure import Measure
from data.kpi.measures.deals import OWN, QUOTA_OF
from data.kpi.measures.leads import PRESENT
from data.kpi.worth import worth

_WORTH = worth("deal.amount", "deal.currency")
_STAGE = "(select name from stage where code = deal.stage)"


def _open_at_end(part: str, whole: str = "null", split: str = _STAGE) -> str:
    """Each deal that was open at the end of a period, or is now where that is still to come."""
    return f"""
select period.n, 'deal' as record, deal.id, deal.owner_id as person_id, deal.created_at as at, {part} as part,
    {whole} as whole, {split} as split
from who cross join deal on deal.owner_id is who.id and deal.merged_into is null
    and (deal.open = 1 or deal.closed_at >= (select min(known_until) from period))
    cross join period on period.begin <= :now and deal.created_at < period.known_until
    and (deal.open = 1 or deal.closed_at >= period.known_until)"""


_ALL = f"deal not indexed on deal.open = 1 and {among('deal.owner_id')}"
_OF_FEW = "who cross join deal on deal.open = 1 and deal.owner_id is who.id"
"""The people's open deals, with all that stands in their rows: of many people they are found sooner among all."""


def _open_now(part: str, deals: str = _ALL) -> str:
    """Each open deal at present, and whether it meets a condition."""
    return f"""
select period.n, 'deal' as record, deal.id, deal.owner_id as person_id, deal.created_at as at, {part} as part,
    1 as whole, stage.name as split
from period cross join {deals} join stage on stage.code = deal.stage
where {PRESENT} and deal.merged_into is null"""


# What needs the whole row stands last: many a deal is not healthy without it.
_HEALTHY = f"""case when ifnull({is_rotten(":now")}, 0) or ifnull({is_slipped(":today")}, 0) then 0
    else not ({WITHOUT_STEP.sql}) end"""
_SOUND = f"deal.amount is not null and deal.expected_close >= :today and not ({WITHOUT_STEP.sql})"

_COVERAGE = f"""{_open_at_end(_WORTH, "0", "''")}
union all
select period.n, 'quota', quota.id, quota.person_id, quota.month || '-01', 0, quota.amount, '' {QUOTA_OF}
    and quota.month = substr(min(period.last, max(:today, period.first)), 1, 7)"""


_BEFORE = "from stage_change as earlier where earlier.deal_id = {0}.deal_id and earlier.at < {0}.at"
_STEP = f"period.n, step.deal_id, step.at, (select max(at) {_BEFORE.format('step')}) as since"
_IN_PERIOD = "step.at >= period.begin and step.at < period.finish"


def _left(moved: str, rows: str) -> str:
    """The stages that deals left in a period, each with the days in it: of ``moved`` and what is joined to it."""
    return f"""
with moved as materialized ({moved})
select n, 'deal' as record, moved.deal_id as id, owner_id as person_id, at, (at - since) / {DAY}.0 as part, 1 as whole,
    (select name from stage where code = (select to_stage {_BEFORE.format("moved")}
        order by at desc, to_stage desc limit 1)) as split
from {rows} since is not null"""


# In the order of deals, where what came before a step is found at once; in that of days it takes twice as long.
_LEFT = _left(
    f"select {_STEP} from period cross join stage_change as step indexed by stage_change_deal on {_IN_PERIOD}",
    f"""moved cross join deal on deal.id = moved.deal_id
where deal.merged_into is null and {among("deal.owner_id")} and""",
)
_LEFT_OF_FEW = _left(
    f"""select {_STEP}, deal.owner_id from {OWN} and deal.merged_into is null
    cross join stage_change as step on step.deal_id = deal.id and step.at >= (select min(begin) from period)
    cross join period on {_IN_PERIOD}""",
    "moved where",
)

MEASURES = (
    Measure("open-deals", "total", "deals open at the end, by stage", _open_at_end("1"), stands=True),
    Measure(
        "open-value",
        "total",
        "deals open at the end with their value, by stage",
        _open_at_end(_WORTH),
        stands=True,
        parts_in="money",
    ),
    Measure(
        "healthy-deals",
        "ratio",
        "open deals; of them those neither too long in their stage nor past their close, with a next step",
        _open_now(_HEALTHY),
        of_few=_open_now(_HEALTHY, _OF_FEW),
    ),
    Measure(
        "sound-deals",
        "ratio",
        "open deals; of them those with a value, a close to come and a next step",
        _open_now(_SOUND),
        of_few=_open_now(_SOUND, _OF_FEW),
    ),
    Measure(
        "coverage",
        "ratio",
        "deals open at the end with their value, and the quota of the month",
        _COVERAGE,
        parts_in="money",
        wholes_in="money",
    ),
    Measure(
        "stage-time",
        "ratio",
        "stages that deals left, each with the days in it, by stage",
        _LEFT,
        parts_in="days",
        of_few=_LEFT_OF_FEW,
    ),
)
