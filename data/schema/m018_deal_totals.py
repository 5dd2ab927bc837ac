"""The totals of deals by owner, and by what part of a deal belongs to which product line.

``sold_lines`` of a deal becomes what it sells by product line, in small letters: for each of them where its part
begins, where it ends, and out of how much, as in ``{"":[0,300,1200],"care":[300,1200,1200]}``. ``[]`` stands for a
deal that sells nothing: all of it belongs to no line.

A deal counts in the totals of its owner (``NOBODY``: it has none) and in those of ``EVERYBODY``, there under each
product line that it has lines of; all deals count under the line ``''``. Of what lies open an owner's deals count by
line as well, of what came into a stage they do not: there are too many for that, and too few to need it. ``parts`` of
the deals have a share in a line, the others nothing but its name. A day is a whole day of UTC since 1970.

What a deal adds is told by a view, for the triggers and for whoever checks them: before a row changes, what it adds is
taken away; afterwards, what it adds then is added. While a batch lets them rest they do nothing, and all is counted
anew at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.schema.declare import Column, create_table

NOBODY, EVERYBODY = 0, -1
"""What stands for a person in the totals of deals without an owner, and of all deals."""

RESTING = "deal_totals"
"""What ``search_rests`` holds while a batch lets the triggers rest."""


class _Total(NamedTuple):
    """A table of totals, and the view of what each deal adds to it."""

    table: str
    view: str
    key: tuple[str, ...]
    sums: tuple[str, ...]
    made_of: str
    """The columns of a deal that it follows from."""

    @property
    def how_many(self) -> str:
        """The sum that is nought where no deal is left."""
        return self.sums[0]


_OPEN = _Total(
    "deal_tally",
    "deal_tally_part",
    ("whose", "product_line", "stage", "close_month", "category", "currency", "channel", "territory"),
    ("deals", "valued", "value", "weighted", "parts", "valued_parts", "share", "weighted_share"),
    "stage, open, amount, currency, probability, category, expected_close, "
    "channel, territory, owner_id, sold_lines, merged_into",
)
"""What lies open: how many deals, how many of them with a value, their value, and that times the probability; of how
many a part belongs to the line, and what the parts come to.
"""

_CAME = _Total(
    "stage_tally",
    "stage_tally_part",
    ("whose", "product_line", "day", "stage", "channel", "territory"),
    ("entered", "further"),
    "furthest, channel, territory, owner_id, sold_lines, merged_into",
)
"""How many deals came into a stage for the first time, and how many of these came further, whenever."""

_TOTALS = (_OPEN, _CAME)
_NUMBERS = {"whose", "day"}

_LOOKED_AT = "channel, territory, sold_lines, merged_into"
_INDEXES = (
    ("deal_unknown", f"created_at, owner_id, {_LOOKED_AT}", "history = 0"),
    ("deal_close", f"expected_close, stage, category, probability, {_LOOKED_AT}", "open = 1"),
    ("deal_lying", f"stage, stage_since, {_LOOKED_AT}", "open = 1"),
)
"""What is counted of everybody's deals is read from these alone."""

_TOLD_SOLD = "(select sold_lines from deal_sold where deal_id = deal.id)"
_NOTHING_SOLD = '{"":[0,1,1]}'
_SOLD = f"""json_each(iif(deal.sold_lines = '[]', '{_NOTHING_SOLD}', deal.sold_lines)) as sold
    join json_each(json_array({EVERYBODY}, ifnull(deal.owner_id, {NOBODY}))) as owner"""
_CHANCE = "ifnull(deal.probability, stage.probability)"
_VALUE = "ifnull(deal.amount, 0)"
_WEIGHTED = f"({_VALUE} * {_CHANCE} + 50) / 100"
_BEGIN, _END, _WHOLE = (f"json_extract(sold.value, '$[{place}]')" for place in range(3))


def _share(amount: str) -> str:
    """The part of an amount that belongs to a line: the parts of all lines make the whole."""
    begin, end = (f"cast({amount} * ({edge} * 1.0 / {_WHOLE}) + 0.5 as int)" for edge in (_BEGIN, _END))
    return f"{end} - {begin}"


_VIEWS = {
    "deal_sold": f"""
select deal.id as deal_id, (
    select replace(json_group_object(line, json_array(upto - worth, upto, whole)), '{_NOTHING_SOLD}', '[]')
    from (
        select line, sum(worth) as worth, sum(sum(worth)) over (order by line) as upto,
            sum(sum(worth)) over () as whole
        from (
            select lower(product_line) as line, quantity * price as worth from deal_line where deal_id = deal.id
            union all
            select '', not exists(select 1 from deal_line where deal_id = deal.id and quantity * price > 0)
        ) group by line
    )
) as sold_lines from deal""",
    _OPEN.view: f"""
select deal.id as deal_id, owner.value as whose, sold.key as product_line, deal.stage,
    substr(deal.expected_close, 1, 7) as close_month,
    case when deal.category <> '' then deal.category when {_CHANCE} >= 80 then 'commit'
        when {_CHANCE} >= 50 then 'best case' else 'pipeline' end as category,
    deal.currency, deal.channel, deal.territory, 1 as deals, deal.amount is not null as valued, {_VALUE} as value,
    {_WEIGHTED} as weighted, {_BEGIN} < {_END} as parts,
    deal.amount is not null and {_BEGIN} < {_END} as valued_parts, {_share(_VALUE)} as share,
    {_share(_WEIGHTED)} as weighted_share
from deal join stage on stage.code = deal.stage join {_SOLD}
where deal.open = 1 and deal.merged_into is null""",
    _CAME.view: f"""
select deal.id as deal_id, owner.value as whose, sold.key as product_line, change.at / 86400000 as day,
    change.to_stage as stage, deal.channel, deal.territory, 1 as entered, deal.furthest > stage.position as further
from deal join stage_change as change on change.deal_id = deal.id join stage on stage.code = change.to_stage
    join {_SOLD} on owner.value = {EVERYBODY} or sold.key = ''
where stage.ends = '' and deal.merged_into is null and not exists(
    select 1 from stage_change as earlier where earlier.deal_id = change.deal_id
    and +earlier.to_stage = change.to_stage and (earlier.at, earlier.id) < (change.at, change.id))""",
}
# The plus has SQLite look among the changes of the deal: among all into the stage, each would be held against all.


def build(database: Database) -> None:
    """The totals take the place of those of step 7."""
    for trigger in database.triggers:
        if trigger.name.startswith((_OPEN.table, _CAME.table, RESTING, "sold_lines")):
            database.execute(f"drop trigger {trigger.name}")
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)
    for total in _TOTALS:
        database.table(total.table).drop()
        columns: dict[str, Column] = {name: int if name in _NUMBERS else str for name in total.key}
        columns |= dict.fromkeys(total.sums, int)
        create_table(database, total.table, columns, key=total.key, without_rowid=True)
        # What comes to nought is no total: it is found here, and taken out.
        database.execute(
            f"create index {total.table}_nought on {total.table}({total.how_many}) where {total.how_many} = 0"
        )
    for name, read, which in _INDEXES:
        database.execute(f"drop index if exists {name}")
        database.execute(f"create index {name} on deal({read}) where {which}")
    _follow_deals(database)
    _follow_parts(database)
    _count_anew(database)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """What a store holds already is counted."""
    del ids, now
    yield ("insert into search_rests(name) values(?)", (RESTING,))
    yield ("delete from search_rests where name = ?", (RESTING,))


def _follow_deals(database: Database) -> None:
    _trigger(database, "deal_counted", "after insert on deal", _added("new.id"))
    _trigger(database, "deal_left_out", "before delete on deal", _taken("old.id"))
    for total in _TOTALS:
        changes = f"update of {total.made_of} on deal"
        _trigger(database, f"{total.table}_changing", f"before {changes}", _taken("old.id", total))
        _trigger(database, f"{total.table}_changed", f"after {changes}", _added("new.id", total))


def _follow_parts(database: Database) -> None:
    """The way of a deal changes what came into the stages that it speaks of, a line what the deal sells."""
    for event, rows in _events("deal_id, to_stage, at"):
        deals, stages = (", ".join(f"{row}.{column}" for row in rows) for column in ("deal_id", "to_stage"))
        which, name = f"{deals}) and stage in ({stages}", event.split()[0]
        for when, body in (("before", _taken(which, _CAME)), ("after", _added(which, _CAME))):
            _trigger(database, f"way_{when}_{name}", f"{when} {event} on stage_change", body)
    for event, rows in _events("deal_id, product_line, quantity, price"):
        deals = ", ".join(f"{row}.deal_id" for row in rows)
        body = f"update deal set sold_lines = {_TOLD_SOLD} where id in ({deals});"
        _trigger(database, f"sold_lines_{event.split()[0]}", f"after {event} on deal_line", body)


def _count_anew(database: Database) -> None:
    """All is counted anew at the end of a rest, which stages that change are reason enough to take."""
    counted = "".join(
        f"delete from {total.table}; insert into {total.table} select {_listed(total.key)}, "
        f"{_listed(f'sum({name})' for name in total.sums)} from {total.view} group by {_listed(total.key)};"
        for total in _TOTALS
    )
    database.execute(
        f"""create trigger deal_totals_counted_anew before delete on search_rests when old.name = '{RESTING}'
        begin update deal set sold_lines = {_TOLD_SOLD} where sold_lines <> {_TOLD_SOLD}; {counted} end"""
    )
    rest = f"""insert into search_rests(name) values('{RESTING}');
        delete from search_rests where name = '{RESTING}';"""
    _trigger(
        database, "deal_totals_of_other_stages", "after update of position, probability, ends on stage", rest
    )


def _trigger(database: Database, name: str, event: str, body: str) -> None:
    watched = f"when not exists(select 1 from search_rests where name = '{RESTING}')"
    database.execute(f"create trigger {name} {event} {watched} begin {body} end")


def _events(columns: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What happens to rows of a table, and which rows a trigger then knows."""
    yield from (("insert", ("new",)), ("delete", ("old",)), (f"update of {columns}", ("old", "new")))


def _added(deals: str, *totals: _Total, sign: str = "") -> str:
    """The statements that add what these deals come to, to some totals or to all."""
    return "".join(
        f"""insert into {total.table} select {_listed(total.key)}, {_listed(f"{sign}{name}" for name in total.sums)}
        from {total.view} where deal_id in ({deals})
        on conflict do update set {_listed(f"{name} = {name} + excluded.{name}" for name in total.sums)};"""
        for total in totals or _TOTALS
    )


def _taken(deals: str, *totals: _Total) -> str:
    """The statements that take away what these deals come to."""
    return _added(deals, *totals, sign="-") + "".join(
        f"delete from {total.table} where {total.how_many} = 0;" for total in totals or _TOTALS
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
