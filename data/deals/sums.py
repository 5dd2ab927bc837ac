"""What deals come to, summed: from the totals that the store keeps of everybody's deals and of each owner's.

What the totals do not part (an owner's deals that came into a stage, by product line) is read from the deals, as are
the parts of days at both ends of a period. Both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.deals.narrowing import Narrowing, Source, condition, deals_in_sight, owners_in_sight
from data.deals.period import Period
from data.deals.stages import DAY, LIKELY
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.ratio import Ratio
from data.people.person import Person

NOBODY, EVERYBODY = 0, -1
"""For whom totals are kept besides persons: of deals that have no owner, and of all."""

IS_LIKELY = (
    "(deal.category in ('commit', 'best case') "
    f"or deal.category = '' and ifnull(deal.probability, stage.probability) >= {LIKELY})"
)
"""Whether a deal's forecast category, its own or that of its probability, is committed or the best case."""


FIRST_TIME = """not exists(select 1 from stage_change as earlier where earlier.deal_id = change.deal_id
    and +earlier.to_stage = change.to_stage and (earlier.at, earlier.id) < (change.at, change.id))"""
"""Whether a deal came into the stage for the first time by this ``change`` of stage."""


class OpenSum(NamedTuple):
    """Open deals of one stage, currency, month of expected close (``2026-11``, empty: none) and forecast category
    (their own, or that of their probability), together.

    Money is in hundredths of the currency; ``valued`` of the ``deals`` have a value.
    """

    stage: str
    currency: str
    month: str
    category: str
    deals: int
    valued: int
    value: int
    weighted: int

    @property
    def is_likely(self) -> bool:
        """Whether they are committed, or the best case."""
        return self.category in ("commit", "best case")


def open_sums(reader: Reader, actor: Person, narrowing: Narrowing) -> list[OpenSum]:
    """What of the deals that one looks at lies open."""
    where, params = kept(reader, actor, narrowing)
    rows = reader.select(
        "select stage, currency, close_month, category, sum(deals), sum(valued), sum(value), sum(weighted) "
        f"from deal_tally where {where} and product_line = lower(?) group by 1, 2, 3, 4",
        (*params, narrowing.product_line),
    )
    return [OpenSum._make(row) for row in rows]


def conversions(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> dict[str, Ratio]:
    """Of the deals that first came into each open stage in the period, those that came further, at any time."""
    if narrowing.product_line and owners_in_sight(reader, actor, narrowing) is not None:
        source = deals_in_sight(reader, actor, narrowing)
        tables = f"{source.tables} cross join stage_change as change"
        return _added([_of_way(reader, source._replace(tables=tables), period)])
    first, last = -(-period.begin // DAY), period.end // DAY
    if first >= last:
        return _added([_at_edge(reader, actor, narrowing, period)])
    where, params = kept(reader, actor, narrowing)
    whole = reader.select(
        f"select stage, sum(entered), sum(further) from stage_tally where {where} and product_line = lower(?) "
        "and day >= ? and day < ? group by 1",
        (*params, narrowing.product_line, first, last),
    )
    edges = (Period(period.begin, first * DAY), Period(last * DAY, period.end))
    return _added([whole, *(_at_edge(reader, actor, narrowing, edge) for edge in edges)])


def slipped_count(
    reader: Reader, actor: Person, narrowing: Narrowing, sums: list[OpenSum], today: str
) -> int:
    """How many likely open deals are past their expected close: of former months, and of this one by its days."""
    this, source = today[:7], deals_in_sight(reader, actor, narrowing)
    sql = (
        f"select count(*) from {source.by('deal_close')} join stage on stage.code = deal.stage where deal.open = 1 "
        f"and {IS_LIKELY} and {source.where} and deal.expected_close >= ? and deal.expected_close < ?"
    )
    of_this = int(reader.select(sql, (*source.params, f"{this}-01", today))[0][0])
    return of_this + sum(one.deals for one in sums if one.is_likely and "" < one.month < this)


def kept(reader: Reader, actor: Person, narrowing: Narrowing) -> tuple[str, Sequence[Value]]:
    """The condition on kept totals, but for their product line, and its parameters."""
    owners = owners_in_sight(reader, actor, narrowing)
    whose = [EVERYBODY] if owners is None else [NOBODY if owner is None else owner for owner in owners]
    parts, params = [f"whose in ({', '.join('?' * len(whose))})"], list[Value](whose)
    for column, wanted in (("channel", narrowing.channel), ("territory", narrowing.territory)):
        if wanted:
            parts.append(f"{column} = ? collate nocase")
            params.append(wanted)
    return " and ".join(parts), params


_Rows = list[tuple[str, int, int]]


def _at_edge(reader: Reader, actor: Person, narrowing: Narrowing, period: Period) -> _Rows:
    """What came in within a part of a day, found by when it came."""
    if period.begin >= period.end:
        return []
    where, params = condition(reader, actor, narrowing)
    return _of_way(reader, Source("stage_change as change cross join deal", where, tuple(params)), period)


def _of_way(reader: Reader, source: Source, period: Period) -> _Rows:
    """By stage how many deals came in within a period, and how many of them further."""
    ways = (
        f"select change.to_stage as code, deal.furthest as furthest, count(*) as deals from {source.tables} "
        f"where change.deal_id = deal.id and deal.open in (0, 1) and {FIRST_TIME} and {source.where} "
        "and change.at >= ? and change.at < ? group by 1, 2"
    )
    return reader.select(
        f"select code, sum(deals), sum(iif(furthest > stage.position, deals, 0)) from ({ways}) "
        "join stage using (code) where stage.ends = '' group by 1",
        (*source.params, *period),
    )


def _added(parts: list[_Rows]) -> dict[str, Ratio]:
    found: dict[str, Ratio] = {}
    for stage, entered, further in (row for rows in parts for row in rows):
        before = found.get(stage, Ratio(0, 0))
        found[stage] = Ratio(before.part + further, before.whole + entered)
    return found
