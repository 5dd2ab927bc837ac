"""What the doctor asks of quotes: whether each has its deal, and none is open on one that is closed."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.finding import NOTE, OK, WARNING, Finding


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """How quotes stand."""
    del now
    alone = int(
        reader.select("select count(*) from quote where deal_id is null and merged_into is null")[0][0]
    )
    if alone:
        text = f"{alone:,} belong to no deal: files named deals that were not known"
        yield Finding("quotes", NOTE, text, code="doctor.quotes_alone")
    lost = int(
        reader.select(
            "select count(*) from quote where deal_id is not null "
            "and not exists(select 1 from deal where deal.id = quote.deal_id)"
        )[0][0]
    )
    if lost:
        yield Finding("quotes", WARNING, f"{lost:,} belong to deals that are gone", code="doctor.quotes_lost")
    left = int(
        reader.select(
            "select count(*) from quote join deal on deal.id = quote.deal_id "
            "where quote.status in ('requested', 'presented') and deal.open = 0 and quote.merged_into is null"
        )[0][0]
    )
    if left:
        text = f"{left:,} are open though their deals are won or lost"
        yield Finding("quotes", NOTE, text, code="doctor.quotes_left_open")
    if not (alone or lost or left):
        yield Finding("quotes", OK, "each stands as its deal does")
