"""What the SELECT of a measure may read from besides the tables of the store: see ``data.kpi.measure``.

Where only a few people are asked about, some of it is found from these people on, which is sooner.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from data.kpi.worth import worth
from data.quotes.offering import PRESENTED, REQUESTED

GIVER = """(select giver_id from handover where +kind = 'lead' and +state = 'accepted'
    and (lead_id = {lead} or lead_id in (select id from lead as member where member.merged_into = {lead}))
    order by answered_at limit 1)"""
"""The SQL of who handed a lead over first."""


def among(column: str) -> str:
    """The SQL condition that a column names one of the people, for rows that are found by their day."""
    nobodys = f"{column} is null and exists(select 1 from who where id is null)"
    return f"({column} in (select id from who where id is not null) or {nobodys})"


class Given(NamedTuple):
    """A table by the name under which a measure reads from it. ``of_few`` finds the same for a few people (empty: it
    is found in one way for all).
    """

    name: str
    sql: str
    of_few: str = ""

    def found_by(self, *, is_few: bool) -> str:
        """The SELECT by which it is found."""
        return self.of_few if is_few and self.of_few else self.sql


_ACCEPTED = "kind = 'lead' and state = 'accepted'"
_GIVEN_BY_THEM = """(select handover.lead_id from who cross join handover on handover.giver_id = who.id
    and handover.state = 'accepted' where handover.kind = 'lead' and handover.lead_id is not null)"""


def _handed(own: str = "", members: str = "") -> str:
    return f"""
    select cast(lead_id as integer), giver_id, min(answered_at) from (
        select lead_id, giver_id, answered_at from handover where {_ACCEPTED} {own}
        union all
        select member.merged_into, giver_id, answered_at
        from lead as member cross join handover on handover.lead_id = member.id
        where member.merged_into is not null and {_ACCEPTED} {members}
    ) group by lead_id"""


_BY_THEM = "giver_id in (select id from who)"
_THEIRS = f"""(select lead_id from {_GIVEN_BY_THEM}
    union select merged_into from lead where id in {_GIVEN_BY_THEM} and merged_into is not null)"""

_QUOTED = {REQUESTED: "requested_at", PRESENTED: "presented_at"}
"""The stages of a deal to which a proposal comes, and when a quote does."""


def _in_period(at: str) -> str:
    return f"{at} >= period.begin and {at} < period.finish"


def _came_to(stage: str) -> str:
    """Deals of which a proposal came to a stage in a period, each once, at the first; found by what came then.

    What came to a deal that was merged counts for the other.
    """
    step, quote = _in_period("step.at"), _in_period(f"quote.{_QUOTED[stage]}")
    # Deals are looked up in their order, after what came is put into it: that is much sooner than here and there.
    return f"""
    select came.n, deal.id, deal.owner_id, deal.lead_id, came.at from (
        select n, deal_id, min(at) as at from (
            select n, step.deal_id, step.at from period
            cross join stage_change as step on step.to_stage = '{stage}' and {step}
            union all
            select n, quote.deal_id, quote.{_QUOTED[stage]} from period
            cross join quote on quote.merged_into is null and {quote}
            union all
            select n, said.merged_into, step.at from deal as said
            cross join stage_change as step on step.deal_id = said.id and +step.to_stage = '{stage}'
            cross join period on {step} where said.merged_into is not null
            union all
            select n, said.merged_into, quote.{_QUOTED[stage]} from deal as said
            cross join quote on quote.deal_id = said.id and quote.merged_into is null
            cross join period on {quote} where said.merged_into is not null
        ) group by deal_id, n
    ) as came cross join deal on deal.id = came.deal_id where deal.merged_into is null"""


_STEPS = f"""select deal.id, deal.{{whose}}, step.to_stage, step.at from {{deals}} as deal
    cross join stage_change as step on step.deal_id = deal.member_id
    and +step.to_stage in ('{REQUESTED}', '{PRESENTED}')"""
_QUOTES = """select deal.id, deal.{whose}, quote.requested_at, quote.presented_at from {deals} as deal
    cross join quote on quote.deal_id = deal.member_id and quote.merged_into is null"""


def _came_to_those(stage: str, steps: str, quotes: str) -> str:
    """The same, looked for in the steps and quotes of some deals; of which lead they are is not asked there."""
    at = _QUOTED[stage]
    return f"""
    select n, id, whose, null, min(at) from (
        select n, id, whose, at from {steps} as step cross join period on {_in_period("at")} where stage = '{stage}'
        union all
        select n, id, whose, {at} from {quotes} as quote cross join period on {_in_period(at)}
    ) group by n, whose, id"""


def _proposals(stage: str) -> tuple[Given, Given]:
    """Of the people; and of others, for who handed their lead over."""
    steps, quotes = (form.format(deals="passed_deal", whose="giver_id") for form in (_STEPS, _QUOTES))
    of_few = _came_to_those(
        stage,
        f"(with step(id, whose, stage, at) as ({steps}) select * from step)",
        f"(with quote_of(id, whose, requested_at, presented_at) as ({quotes}) select * from quote_of)",
    )
    return (
        Given(
            f"{stage}(n, id, person_id, lead_id, at)",
            _came_to(stage),
            of_few=_came_to_those(stage, "own_step", "own_quote"),
        ),
        Given(
            f"passed_{stage}(n, id, person_id, lead_id, at)",
            f"""
    select came.n, came.id, passed.giver_id, came.lead_id, came.at
    from {stage} as came cross join passed_lead as passed on passed.lead_id = came.lead_id
    and passed.giver_id is not came.person_id""",
            of_few=of_few,
        ),
    )


def _own(table: str) -> str:
    """The people's records of a table, each by itself and by every one that was merged into it: such are few."""
    return f"""
    select {table}.id, {table}.owner_id, {table}.id from who cross join {table} on {table}.owner_id is who.id
    where {table}.merged_into is null
    union all
    select {table}.id, {table}.owner_id, member.id from {table} as member
        cross join {table} on {table}.id = member.merged_into
    where member.merged_into is not null and {table}.merged_into is null and {among(f"{table}.owner_id")}"""


_WORTH = worth("quote.amount", "quote.currency", "date(quote.presented_at / 1000, 'unixepoch')")
_QUOTED_AS = (
    f"select period.n, quote.id, deal.owner_id, quote.presented_at, lower(quote.product_line), {_WORTH}"
)
_VALID = "quote.status <> 'withdrawn' and quote.merged_into is null"

GIVEN = (
    Given("workday(person_id, day)", "select value ->> 0, value ->> 1 from json_each(:workdays)"),
    Given(
        "answer(n, lead_id, person_id, at, minutes, in_time)",
        """
    select period.n, message.lead_id, activity.person_id, activity.at, message.minutes,
        message.answered_at <= message.due_at
    from period cross join who cross join activity on activity.person_id = who.id
        cross join message on message.answered_by = activity.id
    where activity.day between period.first and period.last""",
    ),
    Given("own_deal(id, owner_id, member_id)", _own("deal")),
    Given("own_customer(id, owner_id, member_id)", _own("customer")),
    Given("handed(lead_id, giver_id, since)", _handed()),
    Given(
        "passed_lead(lead_id, giver_id, since)",
        f"select lead_id, giver_id, since from handed where {_BY_THEM}",
        of_few=f"""
    with handed(lead_id, giver_id, since) as (
        {_handed(f"and lead_id in {_THEIRS}", f"and member.merged_into in {_THEIRS}")}
    ) select lead_id, giver_id, since from handed where {_BY_THEM}""",
    ),
    Given(
        "begun(customer_id, giver_id, day)",
        """
    select cast(ifnull(member.merged_into, member.id) as integer), handed.giver_id, min(step.day)
    from handed cross join deal on deal.lead_id = handed.lead_id
    cross join value_change as step on step.deal_id = deal.id
    cross join customer as member on member.id = step.customer_id group by 1""",
        of_few=f"""
    select customer_id, giver_id, min(day) from (
        select theirs.id as customer_id, {GIVER.format(lead="deal.lead_id")} as giver_id, step.day
        from (select distinct ifnull(member.merged_into, member.id) as id
            from passed_lead cross join deal on deal.lead_id = passed_lead.lead_id
            cross join value_change as step on step.deal_id = deal.id
            cross join customer as member on member.id = step.customer_id) as theirs
        cross join customer as member on member.id = theirs.id or member.merged_into = theirs.id
        cross join value_change as step on step.customer_id = member.id
        cross join deal on deal.id = step.deal_id and deal.lead_id is not null
    ) where giver_id is not null group by 1""",
    ),
    Given(
        "passed_deal(id, giver_id, member_id)",
        """
    select deal.id, passed_lead.giver_id, member.id from passed_lead
    cross join deal indexed by deal_lead on deal.lead_id = passed_lead.lead_id
    and deal.owner_id is not passed_lead.giver_id
    cross join deal as member on member.id = deal.id or member.merged_into = deal.id
    where deal.merged_into is null""",
    ),
    Given("own_step(id, whose, stage, at)", _STEPS.format(deals="own_deal", whose="owner_id")),
    Given(
        "own_quote(id, whose, requested_at, presented_at)",
        _QUOTES.format(deals="own_deal", whose="owner_id"),
    ),
    Given(
        "quoted(n, id, person_id, at, line, worth)",
        f"""
    {_QUOTED_AS} from period cross join quote on {_in_period("quote.presented_at")}
        left join deal as own on own.id = quote.deal_id left join deal on deal.id = ifnull(own.merged_into, own.id)
    where {_VALID} and {among("deal.owner_id")}""",
        of_few=f"""
    {_QUOTED_AS} from own_deal as deal cross join quote on quote.deal_id = deal.member_id
        cross join period on {_in_period("quote.presented_at")}
    where {_VALID}""",
    ),
    *_proposals(REQUESTED),
    *_proposals(PRESENTED),
)
"""Each may read from those before it, and from ``period`` and ``who``."""

_PERIODS = """period(n, first, last, begin, finish, until, known_until) as materialized (
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
        min(value ->> 2, :today), min(value ->> 4, :now + 1) from json_each(:periods))"""
_WHO = "who(id) as materialized (select value from json_each(:people))"


@lru_cache(maxsize=256)
def read_from(sql: str, *, is_few: bool) -> tuple[Given, ...]:
    """The tables of which a SELECT reads, and those of which these read, in their order."""
    found: list[Given] = []
    for table in reversed(GIVEN):
        name = table.name.partition("(")[0]
        texts = (sql, *(one.found_by(is_few=is_few) for one in found))
        if any(re.search(rf"\b(from|join) {name}\b", text) for text in texts):
            found.insert(0, table)
    return tuple(found)


def given(sql: str, *, is_few: bool) -> str:
    """The tables of which a SELECT reads, as they stand before it."""
    found = (
        f"{table.name} as materialized ({table.found_by(is_few=is_few)})"
        for table in read_from(sql, is_few=is_few)
    )
    return f"with {', '.join([_PERIODS, _WHO, *found])}"
