"""What the doctor asks of deals: whether the totals that triggers keep of them are what the deals come to."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.engine import Engine
from data.kernel.finding import OK, WRONG, Finding

_KEPT_AND_COUNTED = (
    (
        """select whose, product_line, stage, close_month, category, currency, channel, territory, deals, valued,
            value, weighted, parts, valued_parts, share, weighted_share from deal_tally""",
        """select whose, product_line, stage, close_month, category, currency, channel, territory, sum(deals),
            sum(valued), sum(value), sum(weighted), sum(parts), sum(valued_parts), sum(share), sum(weighted_share)
        from deal_tally_part group by 1, 2, 3, 4, 5, 6, 7, 8""",
    ),
    (
        "select whose, product_line, day, stage, channel, territory, entered, further from stage_tally",
        """select whose, product_line, day, stage, channel, territory, sum(entered), sum(further)
        from stage_tally_part group by 1, 2, 3, 4, 5, 6""",
    ),
    ("select id, sold_lines from deal", "select deal_id, sold_lines from deal_sold"),
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
