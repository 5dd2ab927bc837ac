"""Where the nine numbers come from, as SQL: one row for each record that counts, with whom it counts for.

The same rows are summed for the numbers and listed where a number is opened. A row has ``id``, ``person`` (whose it is;
None: nobody's), ``other`` (who has a part in it besides; None: nobody), ``part`` (what kind of it), ``many`` (how often
it counts), ``amount`` (hundredths of ``currency``, or days; None where none is known), ``at``, and ``named``, the lead,
deal or customer by whose name it is told. The other one is who handed over the lead from which it came; of a handover
who received it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.board.numbers import Code
from data.kernel.engine import Value

REQUESTED, PRESENTED = "requested", "presented"
"""The codes of the stages in which a proposal was asked for, and presented."""


class Span(NamedTuple):
    """The period as rows are asked for it: instants, ISO days, the kinds that are meetings.

    ``until`` is the last day of it that has come. ``people`` are those whose rows are wanted (None: all): others may
    come as well.
    """

    begin: int
    end: int
    first: str
    last: str
    until: str
    kinds: tuple[str, ...]
    people: tuple[int, ...] | None

    @property
    def params(self) -> dict[str, Value]:
        """What the SELECTs speak of by name."""
        return {
            "begin": self.begin,
            "end": self.end,
            "first": self.first,
            "last": self.last,
            "until": self.until,
            "kinds": json.dumps(self.kinds),
        }

    def among(self, column: str) -> str:
        """The condition on a column with a person's id."""
        return "1" if self.people is None else f"{column} in ({listed(self.people)})"


def listed(people: Sequence[int]) -> str:
    """Ids of people for a condition."""
    return ", ".join(f"{person:d}" for person in people)


_GIVEN = """given(lead_id, giver_id, since) as materialized (
    select cast(lead_id as integer), giver_id, min(answered_at) from (
        select lead_id, giver_id, answered_at from handover where kind = 'lead' and state = 'accepted'
        union all
        select lead.merged_into, giver_id, answered_at from handover join lead on lead.id = handover.lead_id
        where kind = 'lead' and state = 'accepted' and lead.merged_into is not null
    ) group by lead_id
)"""
"""Who handed a lead over first, and since when it is another's; also under the lead into which it was merged."""
_MEETING = "kind in (select value from json_each(:kinds))"


def _leads(span: Span) -> str:
    whose = "1"
    if span.people is not None:
        handed = f"select lead_id from given where {span.among('giver_id')}"
        whose = f"({span.among('lead.owner_id')} or lead.id in ({handed}))"
    return f"""with {_GIVEN} select lead.id, ifnull(given.giver_id, lead.owner_id) as person, null as other,
        case when lower(source) in ('inbound', 'outbound') then lower(source) else 'of another source' end as part,
        1 as many, null as amount, '' as currency, lead.created_at as at, lead.id as named
    from lead left join given on given.lead_id = lead.id
    where lead.created_at >= :begin and lead.created_at < :end and lead.merged_into is null and {whose}"""


def _handed(_span: Span) -> str:
    return """select id, giver_id as person, receiver_id as other, '' as part, 1 as many, null as amount,
        '' as currency, answered_at as at, lead_id as named
    from handover where kind = 'lead' and state = 'accepted' and answered_at >= :begin and answered_at < :end"""


def _meetings(span: Span) -> str:
    return f"""select id, person_id as person, null as other, kind as part, count as many, null as amount,
        '' as currency, at, lead_id as named
    from activity where {span.among("person_id")} and day between :first and :last and {_MEETING}"""


def _meetings_counted(span: Span) -> str:
    """The same meetings from the totals that are kept of every day."""
    return f"""select person_id as person, null as other, kind as part, count as many, null as amount, '' as currency
    from tally where {span.among("person_id")} and day between :first and :last and {_MEETING}"""


def _meetings_of_others(span: Span) -> str:
    """Those with leads that somebody has handed over, from then on."""
    return f"""with {_GIVEN} select activity.id, activity.person_id as person, given.giver_id as other, kind as part,
        count as many, null as amount, '' as currency, activity.at, activity.lead_id as named
    from given join activity on activity.lead_id = given.lead_id
    where {span.among("giver_id")} and activity.at >= max(given.since, :begin) and activity.at < :end and {_MEETING}"""


def _proposals(stage: str, quoted: str) -> Callable[[Span], str]:
    """Deals that came into a stage in the period, or of which a quote has that instant; each once, at the first."""

    def rows(span: Span) -> str:
        mine = "1" if span.people is None else "deal_id in mine"
        return _of_deals(
            f"""select deal_id, min(at) as at from (
                select deal_id, at from stage_change
                where to_stage = '{stage}' and at >= :begin and at < :end and {mine}
                union all
                select deal_id, {quoted} from quote
                where {quoted} >= :begin and {quoted} < :end and merged_into is null and {mine}
                union all
                select deal.merged_into, stage_change.at
                from deal cross join stage_change on stage_change.deal_id = deal.id
                where deal.merged_into is not null and to_stage = '{stage}'
                    and stage_change.at >= :begin and stage_change.at < :end
            ) group by deal_id""",
            span,
        )

    return rows


def _closed_deals(span: Span) -> str:
    return _of_deals(
        """select deal.id as deal_id, closed_at as at from deal join stage on stage.code = deal.stage
        where open = 0 and closed_at >= :begin and closed_at < :end and ends = 'won'""",
        span,
    )


def _of_deals(found: str, span: Span) -> str:
    """The rows of deals that were found, each with who handed over the lead that it came from.

    ``mine`` are the deals of the people who are wanted, and those that came from their leads.
    """
    mine = ""
    if span.people is not None:
        mine = f"""mine(deal_id) as materialized (
            select id from deal where open in (0, 1) and {span.among("owner_id")}
            union select deal.id from given join deal on deal.lead_id = given.lead_id where {span.among("giver_id")}
        ),"""
    return f"""with {_GIVEN}, {mine} found as ({found})
    select deal.id, deal.owner_id as person, given.giver_id as other, '' as part, 1 as many, deal.amount,
        deal.currency, found.at, deal.id as named
    from found cross join deal on deal.id = found.deal_id left join given on given.lead_id = deal.lead_id
    where deal.merged_into is null"""


def _customers(amount: str, step: str = "") -> Callable[[Span], str]:
    """The customers that there are on the last day, each with who handed over the lead with which it began."""

    def rows(_span: Span) -> str:
        return f"""with {_GIVEN}, {step} begun(customer_id, giver_id, day) as materialized (
            select cast(ifnull(member.merged_into, member.id) as integer), given.giver_id, min(value_change.day)
            from given join deal on deal.lead_id = given.lead_id
            join value_change on value_change.deal_id = deal.id
            join customer as member on member.id = value_change.customer_id group by 1
        ) select customer.id, owner_id as person, begun.giver_id as other, '' as part, 1 as many, {amount},
            case when since > '' then strftime('%s', since) * 1000 else created_at end as at, customer.id as named
        from customer left join begun on begun.customer_id = customer.id
            {"left join step on step.customer_id = customer.id" if step else ""}
        where merged_into is null and (since = '' or since <= :until) and (churned_on = '' or churned_on > :until)"""

    return rows


_DAYS_THERE = """case when since > '' then cast(julianday(:until) - julianday(since) as integer) end as amount,
    '' as currency"""
_STEP = """step(customer_id, later, added) as materialized (
    select cast(ifnull(member.merged_into, member.id) as integer), sum(amount),
        sum(case when day <= :until then amount else 0 end)
    from value_change cross join customer as member on member.id = value_change.customer_id
    where day >= :first group by 1
),"""
_ADDED = """case when ifnull(value, 0) - ifnull(later, 0) > 0 and added > 0 then added else 0 end as amount, currency"""
"""What was added to the value of a customer that was worth something when the period began."""


class Source(NamedTuple):
    """The rows of a number; the rows from which it is counted sooner; further rows in which others have a part."""

    rows: Callable[[Span], str]
    counted: Callable[[Span], str] | None = None
    of_others: Callable[[Span], str] | None = None


_CLOSED = Source(_closed_deals)

SOURCES: dict[Code, Source] = {
    "leads": Source(_leads),
    "handed": Source(_handed),
    "meetings": Source(_meetings, _meetings_counted, _meetings_of_others),
    "requested": Source(_proposals(REQUESTED, "requested_at")),
    "presented": Source(_proposals(PRESENTED, "presented_at")),
    "closed": _CLOSED,
    "sale_value": _CLOSED,
    "stays": Source(_customers(_DAYS_THERE)),
    "enlarged": Source(_customers(_ADDED, _STEP)),
}
