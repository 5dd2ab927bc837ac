"""What the doctor asks of comments: whether each notice speaks of one."""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.commands import Reader
from data.kernel.finding import OK, WARNING, Finding


def check(reader: Reader, now: int) -> Iterator[Finding]:
    """Notices whose comment is gone."""
    del now
    rows = reader.select(
        "select count(*) from notice where not exists(select 1 from comment where comment.id = comment_id)"
    )
    lost = int(rows[0][0])
    if lost:
        text = f"{lost:,} notices speak of comments that are gone"
        yield Finding("comments", WARNING, text, code="doctor.notices_lost")
    else:
        yield Finding("comments", OK, "each notice has its comment")
