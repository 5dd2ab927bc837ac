"""A deal that sells nothing of any product line says so in two characters, whatever it is worth.

``sold_lines`` of a deal is ``[]`` where all of it belongs to no line: most files know no product lines, and five
indexes hold what a deal sells.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker

_VIEW, _TRIGGER, _RESTING = "deal_sold", "deal_totals_counted_anew", "deal_totals"
_EVERYBODY = -1
_SOLD = """
select deal.id as deal_id, (
    select iif(count(*) = 1, '[]', json_group_object(line, json_array(upto - worth, upto, whole)))
    from (
        select line, sum(worth) as worth, sum(sum(worth)) over (order by line) as upto,
            sum(sum(worth)) over () as whole
        from (
            select lower(product_line) as line, quantity * price as worth from deal_line where deal_id = deal.id
            union all
            select '', not exists(select 1 from deal_line where deal_id = deal.id and quantity * price > 0)
        ) group by line
    )
) as sold_lines from deal"""
_TOLD_SOLD = f"(select sold_lines from {_VIEW} where deal_id = deal.id)"
_SOLD_OTHERWISE = f"""select deal.id from deal left join (
    select deal_id, count(*) as lines, lower(product_line) as line, quantity * price as worth
    from deal_line group by deal_id
) as sold on sold.deal_id = deal.id
where deal.sold_lines <> case
    when sold.lines is null or (sold.lines = 1 and sold.line = '') then '[]'
    when sold.lines > 1 or sold.worth <= 1 then {_TOLD_SOLD}
    else json_object('', json_array(0, 0, sold.worth), sold.line, json_array(0, sold.worth, sold.worth))
end"""
"""The deals that sell something else than they say; several lines are worked out by the view."""

_LIES_OPEN = "product_line, stage, close_month, category, currency, channel, territory"
_CAME = "whose, product_line, day, stage, channel, territory"
_OPEN_SUMS, _CAME_SUMS = (
    ", ".join(f"sum({name})" for name in names.split())
    for names in (
        "deals valued value weighted parts valued_parts share weighted_share",
        "entered further",
    )
)


def build(database: Database) -> None:
    """The view takes the place of that of step 18, the trigger that of step 28."""
    database.execute(f"drop view {_VIEW}")
    database.create_view(_VIEW, _SOLD)
    database.execute(f"drop trigger {_TRIGGER}")
    database.execute(
        f"""create trigger {_TRIGGER} before delete on search_rests when old.name = '{_RESTING}' begin
        update deal set sold_lines = {_TOLD_SOLD} where id in ({_SOLD_OTHERWISE});
        delete from deal_tally;
        insert into deal_tally select whose, {_LIES_OPEN}, {_OPEN_SUMS} from deal_tally_part
            where whose <> {_EVERYBODY} group by whose, {_LIES_OPEN};
        insert into deal_tally select {_EVERYBODY}, {_LIES_OPEN}, {_OPEN_SUMS} from deal_tally
            group by {_LIES_OPEN};
        delete from stage_tally;
        insert into stage_tally select {_CAME}, {_CAME_SUMS} from stage_tally_part group by {_CAME};
        end"""
    )


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """What the deals of a store sell is told again, and counted."""
    del ids, now
    yield ("insert into search_rests(name) values(?)", (_RESTING,))
    yield ("delete from search_rests where name = ?", (_RESTING,))
