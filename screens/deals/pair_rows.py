"""What is known of two deals, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from data.calendar.moments import moment_words
from data.deals.deal import DEALS, Deal
from data.deals.lines import lines_of
from data.deals.merge import CHOSEN, MergeDeals, NotDuplicateDeals
from data.deals.stages import stages
from data.kernel.commands import Reader
from data.kernel.rows import existing_record, records_by_ids
from data.leads.lead import by_ids as leads_by_ids
from data.people.person import Person, everybody
from data.quotes.timeline import quotes_of_deal
from data.records.own_currency import with_units
from screens.records.doubles import Doubles, PairRow
from screens.records.values import shown


def pair_rows(reader: Reader, left: int, right: int, person: Person, now: int) -> list[PairRow]:
    """The rows of two deals; what neither has is left out. Raises Refused where one of them is gone."""
    one, other = with_units(
        reader, (existing_record(reader, Deal, DEALS.table, row) for row in (left, right))
    )
    rows = [
        PairRow(field.column, field.label, shown(DEALS, field, one), shown(DEALS, field, other))
        for field in DEALS.particulars
        if not field.along
    ]
    facts = zip(_facts(reader, one, person, now), _facts(reader, other, person, now), strict=True)
    rows += [PairRow(column, label, of_one, of_other) for (column, label, of_one), (*_, of_other) in facts]
    return [row for row in rows if row.left or row.right]


def _facts(reader: Reader, deal: Deal, person: Person, now: int) -> list[tuple[str, str, str]]:
    """What is known of a deal besides its particulars: the column, what it is called, its value in words."""
    names = {someone.id: someone.name for someone in everybody(reader)}
    stage = next((stage.name for stage in stages(reader) if stage.code == deal.stage), deal.stage)
    step = "" if deal.follow_up_at is None else moment_words(deal.follow_up_at, now, person.zone)
    lead = [] if deal.lead_id is None else leads_by_ids(reader, [deal.lead_id])
    sold = "; ".join(f"{line.quantity:,} {line.product}" for line in lines_of(reader, deal.id))
    quotes = len(quotes_of_deal(reader, deal.id))
    return [
        ("stage", "stage", ": ".join(filter(None, (stage, deal.reason)))),
        ("owner_id", "owner", deal.owner_name if deal.owner_id is None else names.get(deal.owner_id, "")),
        ("next_step", "next step", " ".join(filter(None, (step, deal.next_step)))),
        ("lead_id", "lead", lead[0].label if lead else ""),
        ("sold", "sold", sold),
        ("quotes", "quotes", f"{quotes:,}" if quotes else ""),
        ("created_at", "created", moment_words(deal.created_at, now, person.zone)),
    ]


def _by_ids(reader: Reader, ids: Sequence[int]) -> list[Deal]:
    return records_by_ids(reader, Deal, DEALS.table, ids)


DEAL_DOUBLES = Doubles(DEALS, _by_ids, pair_rows, CHOSEN, MergeDeals, NotDuplicateDeals)
