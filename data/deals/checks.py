"""What the doctor asks of deals: whether the totals that triggers keep of them are what the deals come to."""

from __future__ import annotations

from collections.abc import Iterator

from data.deals.sums import FIRST_TIME, IS_LIKELY, WEIGHTED
from data.kernel.commands import Reader
from data.kernel.engine import Engine
from data.kernel.finding import OK, WRONG, Finding

_LINES = """(select json_group_array(line) from (select distinct lower(product_line) as line from deal_line
    where deal_id = deal.id and product_line <> '' order by 1))"""
_SOLD = "json_each(json_insert(deal.sold_lines, '$[#]', '')) as sold"

_KEPT_AND_COUNTED = (
    (
        """select product_line, stage, close_month, likely, currency, channel, territory, deals, valued, value, weighted
        from deal_tally""",
        f"""select sold.value, deal.stage, substr(deal.expected_close, 1, 7), {IS_LIKELY}, deal.currency, deal.channel,
            deal.territory, count(*), count(deal.amount), ifnull(sum(deal.amount), 0), sum({WEIGHTED})
        from deal join stage on stage.code = deal.stage join {_SOLD}
        where deal.open = 1 and deal.merged_into is null group by 1, 2, 3, 4, 5, 6, 7""",
    ),
    (
        "select product_line, day, stage, channel, territory, entered, further from stage_tally",
        f"""select sold.value, change.at / 86400000, change.to_stage, deal.channel, deal.territory, count(*),
            sum(deal.furthest > stage.position)
        from deal join stage_change as change on change.deal_id = deal.id
            join stage on stage.code = change.to_stage join {_SOLD}
        where stage.ends = '' and deal.merged_into is null and {FIRST_TIME} group by 1, 2, 3, 4, 5""",
    ),
    ("select id, sold_lines from deal", f"select id, {_LINES} from deal"),
)
"""What the store keeps, and the same counted from the deals."""


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How the totals of deals stand."""
    wrong = _miscounted(reader)
    if wrong:
        words = f"{wrong:,} totals of deals differ from the deals that they count"
        yield Finding("deals", WRONG, words, code="doctor.totals_differ")
    else:
        yield Finding("deals", OK, "totals as counted from the deals")


def repair(engine: Engine) -> list[str]:
    """Have the triggers count the totals of deals anew where they differ, and say so.

    Totals are derived, so this is no command: there is nothing in it to undo.
    """
    wrong = _miscounted(engine)
    if not wrong:
        return []
    rest = "deal_totals"
    engine.write(
        [
            ("insert into search_rests(name) values(?)", (rest,)),
            ("delete from search_rests where name = ?", (rest,)),
        ]
    )
    return [f"counted {wrong:,} {'total' if wrong == 1 else 'totals'} of deals anew"]


def _miscounted(reader: Reader | Engine) -> int:
    differing = 0
    for kept, counted in _KEPT_AND_COUNTED:
        sql = (
            f"with counted as materialized ({counted}) "
            f"select (select count(*) from (select * from counted except {kept})), "
            f"(select count(*) from ({kept} except select * from counted))"
        )
        differing += max(reader.select(sql)[0])
    return differing
