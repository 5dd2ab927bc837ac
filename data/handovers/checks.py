"""What the doctor asks of handovers: whether each offer waits for somebody who can answer it."""

from __future__ import annotations

from collections.abc import Iterator

from data.handovers.kinds import KINDS
from data.kernel.commands import Reader
from data.kernel.finding import NOTE, OK, WARNING, Finding

_DAY = 86_400_000
LONG = 14
"""Days after which an offer that nobody has answered is worth a word. Ours to choose."""


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """Offers to people who have left, offers that lie, and accepted leads that nobody has."""
    gone = _count(
        reader,
        "handover join person on person.id = handover.receiver_id where state = 'offered' and person.active = 0",
    )
    lying = _count(reader, f"handover where state = 'offered' and offered_at < {now - LONG * _DAY}")
    odd = _count(
        reader,
        f"handover where kind not in ({', '.join(repr(kind.code) for kind in KINDS)}) "
        "or (lead_id is null) = (deal_id is null) or (state = 'offered') = (answered_at is not null)",
    )
    if odd:
        text = f"{odd:,} handovers are of no kind, of no record, or answered at no time"
        yield Finding("handovers", WARNING, text, code="doctor.handovers_odd")
    if gone:
        text = f"{gone:,} offers wait for people who are no longer active"
        yield Finding("handovers", WARNING, text, code="doctor.handovers_gone")
    if lying:
        text = f"{lying:,} offers have waited for more than {LONG} days"
        yield Finding("handovers", NOTE, text, code="doctor.handovers_lie")
    if not (odd or gone or lying):
        yield Finding("handovers", OK, "each waits for somebody who can answer it")


def _count(reader: Reader, rows: str) -> int:
    return int(reader.select(f"select count(*) from {rows}")[0][0])
