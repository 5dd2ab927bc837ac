"""The totals of deals as step 7 makes them: what lies open, and how many came into each stage on each day. Those of
step 18 take their place.

A deal counts under each product line that it has lines of (``deal.sold_lines``, which a trigger keeps) and, for all
deals, under the line ``''``. Product lines are in small letters. A day is a whole day of UTC since 1970: a period is
made of whole days and of two parts of days, which are read from the way of the deals itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database

from data.schema.declare import Column, create_table

RESTING = "deal_totals"
"""What ``search_rests`` holds while a batch lets the triggers rest; once it lets go, all totals are counted anew."""


class _Total(NamedTuple):
    """A table of totals. ``rows`` reads what each deal adds to it, and ``made_of`` are the columns of a deal that this
    follows from.
    """

    table: str
    key: tuple[str, ...]
    sums: tuple[str, ...]
    rows: str
    made_of: str


_OPEN = _Total(
    "deal_tally",
    ("product_line", "stage", "close_month", "likely", "currency", "channel", "territory"),
    ("deals", "valued", "value", "weighted"),
    """select sold.value as product_line, deal.stage as stage, substr(deal.expected_close, 1, 7) as close_month,
        case when deal.category <> '' then deal.category in ('commit', 'best case')
            else ifnull(deal.probability, stage.probability) >= 50 end as likely,
        deal.currency as currency, deal.channel as channel, deal.territory as territory,
        1 as deals, deal.amount is not null as valued, ifnull(deal.amount, 0) as value,
        (ifnull(deal.amount, 0) * ifnull(deal.probability, stage.probability) + 50) / 100 as weighted
    from deal join stage on stage.code = deal.stage join json_each(json_insert(deal.sold_lines, '$[#]', '')) as sold
    where deal.open = 1 and deal.merged_into is null""",
    "stage, open, amount, currency, probability, category, expected_close, channel, territory, sold_lines, merged_into",
)
"""What lies open: how many deals, how many of them with a value, their value, and that times the probability."""

_CAME = _Total(
    "stage_tally",
    ("product_line", "day", "stage", "channel", "territory"),
    ("entered", "further"),
    """select sold.value as product_line, change.at / 86400000 as day, change.to_stage as stage,
        deal.channel as channel, deal.territory as territory, 1 as entered, deal.furthest > stage.position as further
    from deal join stage_change as change on change.deal_id = deal.id join stage on stage.code = change.to_stage
        join json_each(json_insert(deal.sold_lines, '$[#]', '')) as sold
    where stage.ends = '' and deal.merged_into is null and not exists(
        select 1 from stage_change as earlier where earlier.deal_id = change.deal_id
        and +earlier.to_stage = change.to_stage and (earlier.at, earlier.id) < (change.at, change.id))""",
    "furthest, channel, territory, sold_lines, merged_into",
)
"""How many deals came into a stage for the first time, and how many of these came further, whenever."""

# The plus has SQLite look among the changes of the deal: among all into the stage, each would be held against all.
_TOTALS = (_OPEN, _CAME)
_NUMBERS = {"day", "likely"}
_LINES = """(select json_group_array(line) from (select distinct lower(product_line) as line from deal_line
        where deal_id = deal.id and product_line <> '' order by 1))"""
_WATCHED = f"when not exists(select 1 from search_rests where name = '{RESTING}')"


def build_totals(database: Database) -> None:
    """Before a row changes, what it adds is taken away; afterwards, what it adds then is added."""
    for total in _TOTALS:
        columns: dict[str, Column] = {name: int if name in _NUMBERS else str for name in total.key}
        columns |= dict.fromkeys(total.sums, int)
        create_table(database, total.table, columns, key=total.key, without_rowid=True)
        _follow(database, total, "deal", "id", total.made_of)
    _follow(
        database, _CAME, "stage_change", "deal_id", "deal_id, to_stage, at", "change.to_stage", "to_stage"
    )
    for event, rows in _events("deal_id, product_line"):
        deals = ", ".join(f"{row}.deal_id" for row in rows)
        database.execute(
            f"""create trigger sold_lines_{event.split()[0]} after {event} on deal_line {_WATCHED}
            begin update deal set sold_lines = {_LINES} where id in ({deals}); end"""
        )
    for name, event in (
        ("counted_anew", f"before delete on search_rests when old.name = '{RESTING}'"),
        ("of_other_stages", "after update of position, probability, ends on stage"),
    ):
        database.execute(f"create trigger {RESTING}_{name} {event} begin {_recount()} end")


def _recount() -> str:
    """The statements that count all anew. The triggers rest meanwhile, or nothing that they follow changes."""
    lines = f"update deal set sold_lines = {_LINES} where sold_lines <> {_LINES};"
    return lines + "".join(
        f"""delete from {total.table};
        insert into {total.table} select {_listed(total.key)}, {_listed(f"sum({name})" for name in total.sums)}
        from ({total.rows}) group by {_listed(total.key)};"""
        for total in _TOTALS
    )


def _events(columns: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What happens to rows of a table, and which rows a trigger then knows."""
    return (("insert", ("new",)), ("delete", ("old",)), (f"update of {columns}", ("old", "new")))


def _follow(
    database: Database, total: _Total, table: str, deal: str, columns: str, by: str = "", part: str = ""
) -> None:
    """The triggers by which a total follows a table whose column ``deal`` names the deal.

    Of a table of parts only that is counted again in which ``by`` is what stands in the column ``part``.
    """
    for event, rows in _events(columns):
        which = f"deal.id in ({_listed(f'{row}.{deal}' for row in rows)})"
        only = f"and {by} in ({_listed(f'{row}.{part}' for row in rows)})" if by else ""
        added = f"{total.rows} and {which} {only}"
        for when, what in (("before", _taken(total, added)), ("after", _added(total, added))):
            name = f"{total.table}_{when}_{event.split()[0]}_{table}"
            database.execute(f"create trigger {name} {when} {event} on {table} {_WATCHED} begin {what} end")


def _added(total: _Total, rows: str, sign: str = "") -> str:
    sums = _listed(f"{sign}{name}" for name in total.sums)
    return f"""insert into {total.table} select {_listed(total.key)}, {sums} from ({rows}) where 1
        on conflict({_listed(total.key)}) do update set {_listed(f"{n} = {n} + excluded.{n}" for n in total.sums)};"""


def _taken(total: _Total, rows: str) -> str:
    """What comes to nought is no total."""
    key = _listed(total.key)
    return f"""{_added(total, rows, "-")}
        delete from {total.table} where {total.sums[0]} = 0 and ({key}) in (select {key} from ({rows}));"""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
