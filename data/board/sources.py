"""Where the nine numbers come from, as SQL: one row for each record that counts, with whom it counts for.

The same rows are summed for the numbers and listed where a number is opened. A row has ``id``, ``person`` (None: it is
nobody's), ``part`` (what kind of it), ``many`` (how often it counts), ``amount`` (hundredths of ``currency``, or
days; None where none is known), ``at``, and ``named``, the lead, deal or customer by whose name it is told. A number
may have a second set ``beside`` the own one: what came of leads that somebody has handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.board.numbers import Code
from data.kernel.engine import Params, Value

REQUESTED, PRESENTED = "requested", "presented"
"""The codes of the stages in which a proposal was asked for, and presented."""


class Span(NamedTuple):
    """The period as rows are asked for it: instants, ISO days, the kinds that are meetings.

    ``until`` is the last day of it that has come.
    """

    begin: int
    end: int
    first: str
    last: str
    until: str
    kinds: tuple[str, ...]


class Rows(NamedTuple):
    """A SELECT and its parameters."""

    sql: str
    params: Params


_GIVEN = """given(lead_id, giver_id, since) as (
    select lead_id, giver_id, min(answered_at) from (
        select lead_id, giver_id, answered_at from handover where kind = 'lead' and state = 'accepted'
        union all
        select lead.merged_into, giver_id, answered_at from handover join lead on lead.id = handover.lead_id
        where kind = 'lead' and state = 'accepted' and lead.merged_into is not null
    ) group by lead_id
)"""
"""Who handed a lead over first, and since when it is another's; also under the lead into which it was merged."""


def _leads(span: Span) -> Rows:
    return Rows(
        f"""with {_GIVEN} select lead.id, ifnull(given.giver_id, lead.owner_id) as person,
            case when lower(source) in ('inbound', 'outbound') then lower(source) else 'of another source' end as part,
            1 as many, null as amount, '' as currency, lead.created_at as at, lead.id as named
        from lead left join given on given.lead_id = lead.id
        where lead.created_at >= ? and lead.created_at < ? and lead.merged_into is null""",
        (span.begin, span.end),
    )


def _handed(span: Span) -> Rows:
    return _handovers(span, "giver_id")


def _received(span: Span) -> Rows:
    return _handovers(span, "receiver_id")


def _handovers(span: Span, person: str) -> Rows:
    return Rows(
        f"""select id, {person} as person, '' as part, 1 as many, null as amount, '' as currency, answered_at as at,
            lead_id as named
        from handover where kind = 'lead' and state = 'accepted' and answered_at >= ? and answered_at < ?""",
        (span.begin, span.end),
    )


def _meetings(span: Span) -> Rows:
    return Rows(
        f"""select id, person_id as person, kind as part, count as many, null as amount, '' as currency, at,
            lead_id as named
        from activity where day between ? and ? and kind in ({_marks(span.kinds)})""",
        (span.first, span.last, *span.kinds),
    )


def _meetings_counted(span: Span) -> Rows:
    """The same meetings from the totals that are kept of every day."""
    return Rows(
        f"""select 0 as id, person_id as person, kind as part, count as many, null as amount, '' as currency
        from tally where day between ? and ? and kind in ({_marks(span.kinds)})""",
        (span.first, span.last, *span.kinds),
    )


def _meetings_beside(span: Span) -> Rows:
    return Rows(
        f"""with {_GIVEN} select activity.id, given.giver_id as person, kind as part, count as many, null as amount,
            '' as currency, activity.at, activity.lead_id as named
        from given join activity on activity.lead_id = given.lead_id
        where activity.at >= max(given.since, ?) and activity.at < ? and activity.kind in ({_marks(span.kinds)})
            and activity.person_id <> given.giver_id""",
        (span.begin, span.end, *span.kinds),
    )


def _proposals(stage: str, quoted: str) -> tuple[Callable[[Span], Rows], Callable[[Span], Rows]]:
    """Deals that came into a stage in the period, or of which a quote has that instant; each once, at the first."""

    def asked(span: Span) -> Rows:
        return Rows(
            f"""select ifnull(said.merged_into, said.id) as deal_id, min(told.at) as at from (
                select deal_id, at from stage_change where at >= ? and at < ? and to_stage = ?
                union all
                select deal_id, {quoted} from quote
                where {quoted} >= ? and {quoted} < ? and merged_into is null and deal_id is not null
            ) told join deal as said on said.id = told.deal_id group by 1""",
            (span.begin, span.end, stage, span.begin, span.end),
        )

    return _of_deals(asked)


def _closed_deals(span: Span) -> Rows:
    return Rows(
        """select deal.id as deal_id, closed_at as at from deal join stage on stage.code = deal.stage
        where open = 0 and closed_at >= ? and closed_at < ? and ends = 'won' and merged_into is null""",
        (span.begin, span.end),
    )


def _of_deals(found: Callable[[Span], Rows]) -> tuple[Callable[[Span], Rows], Callable[[Span], Rows]]:
    """The own rows of deals that were found, and those that came of leads handed over."""
    columns = "'' as part, 1 as many, deal.amount, deal.currency, found.at, deal.id as named"

    def own(span: Span) -> Rows:
        sql, params = found(span)
        return Rows(
            f"""with found as ({sql}) select deal.id, deal.owner_id as person, {columns}
            from found join deal on deal.id = found.deal_id""",
            params,
        )

    def beside(span: Span) -> Rows:
        sql, params = found(span)
        return Rows(
            f"""with {_GIVEN}, found as ({sql}) select deal.id, given.giver_id as person, {columns}
            from found join deal on deal.id = found.deal_id join given on given.lead_id = deal.lead_id
            where deal.owner_id is not given.giver_id""",
            params,
        )

    return own, beside


def _customers(found: str) -> tuple[Callable[[Span], Rows], Callable[[Span], Rows]]:
    """The own rows of the customers there are on the last day, and of those that began with a lead handed over."""
    there = """merged_into is null and (since = '' or since <= :until) and (churned_on = '' or churned_on > :until)"""
    columns = """'' as part, 1 as many, found.amount, found.currency,
        case when since > '' then strftime('%s', since) * 1000 else created_at end as at, customer.id as named"""

    def params(span: Span) -> dict[str, Value]:
        return {"first": span.first, "until": span.until}

    def own(span: Span) -> Rows:
        return Rows(
            f"""select customer.id, owner_id as person, {columns}
            from ({found}) found join customer on customer.id = found.id where {there}""",
            params(span),
        )

    def beside(span: Span) -> Rows:
        return Rows(
            f"""with {_GIVEN}, begun(customer_id, giver_id, since_deal) as (
                select ifnull(member.merged_into, member.id), given.giver_id, min(value_change.day)
                from given join deal on deal.lead_id = given.lead_id
                join value_change on value_change.deal_id = deal.id
                join customer as member on member.id = value_change.customer_id group by 1
            ) select customer.id, begun.giver_id as person, {columns}
            from begun join customer on customer.id = begun.customer_id join ({found}) found on found.id = customer.id
            where {there} and customer.owner_id is not begun.giver_id""",
            params(span),
        )

    return own, beside


_STAYS = """select id, '' as currency,
    case when since > '' then cast(julianday(:until) - julianday(since) as integer) end as amount from customer"""
"""Days since the customer's first one."""
_ENLARGED = """select customer.id, currency, case
        when ifnull(value, 0) - ifnull(later, 0) > 0 and added > 0 then added else 0 end as amount
    from customer left join (
        select ifnull(member.merged_into, member.id) as customer_id, sum(amount) as later,
            sum(case when day <= :until then amount else 0 end) as added
        from value_change join customer as member on member.id = value_change.customer_id
        where day >= :first group by 1
    ) step on step.customer_id = customer.id"""
"""What was added to the value of a customer that was worth something when the period began."""


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


class Source(NamedTuple):
    """The rows of a number: the own ones, those beside, and others from which the own ones are counted sooner."""

    own: Callable[[Span], Rows]
    beside: Callable[[Span], Rows] | None = None
    counted: Callable[[Span], Rows] | None = None


SOURCES: dict[Code, Source] = {
    "leads": Source(_leads),
    "handed": Source(_handed, _received),
    "meetings": Source(_meetings, _meetings_beside, _meetings_counted),
    "requested": Source(*_proposals(REQUESTED, "requested_at")),
    "presented": Source(*_proposals(PRESENTED, "presented_at")),
    "closed": Source(*_of_deals(_closed_deals)),
    "sale_value": Source(*_of_deals(_closed_deals)),
    "stays": Source(*_customers(_STAYS)),
    "enlarged": Source(*_customers(_ENLARGED)),
}
