"""Everything that happened with a deal, the newest first: notes, its way, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo

from data.deals.deal import DEALS
from data.kernel.commands import Reader
from data.records.timeline import PAGE, Cursor, Event, Story, told


def timeline(
    reader: Reader, deal_id: int, limit: int = PAGE, before: Cursor | None = None, where: tzinfo = UTC
) -> list[Event]:
    """At most ``limit`` events of a deal, those before a cursor. ``where`` is the zone in which dates are told."""
    return told(reader, STORY, deal_id, limit, before, where)


def _codes(reader: Reader) -> Mapping[str, Mapping[str, str]]:
    return {"stage": dict(reader.select("select code, name from stage"))}


STORY = Story(records=DEALS, sources=(), codes=_codes, settled=frozenset())
