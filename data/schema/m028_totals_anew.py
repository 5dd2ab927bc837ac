"""The totals of deals are counted anew in half the time.

What a deal sells is worked out by the view where it has several lines; what it is with one line or none shows without.
What lies open is read from the deals once, by owner; that of everybody is the sum of these.
"""

from __future__ import annotations

from sqlite_utils import Database

_EVERYBODY = -1
_TRIGGER, _RESTING = "deal_totals_counted_anew", "deal_totals"
_TOLD_SOLD = "(select sold_lines from deal_sold where deal_id = deal.id)"
_SOLD_OTHERWISE = f"""select deal.id from deal left join (
    select deal_id, count(*) as lines, lower(product_line) as line, quantity * price as worth
    from deal_line group by deal_id
) as sold on sold.deal_id = deal.id
where deal.sold_lines <> case
    when sold.lines is null then '[]'
    when sold.lines > 1 or sold.worth <= 1 then {_TOLD_SOLD}
    when sold.line = '' then json_object('', json_array(0, sold.worth, sold.worth))
    else json_object('', json_array(0, 0, sold.worth), sold.line, json_array(0, sold.worth, sold.worth))
end"""
"""The deals that sell something else than they say."""

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
    """The trigger takes the place of that of step 18, and counts the same."""
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
