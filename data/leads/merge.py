"""Merging leads that are the same, and saying that two are not.

A merged lead stays with all it had and points to the one that is kept; activities, messages, notes and match
keys never move, whoever reads the kept lead reads them too. So undo un-merges exactly.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.commands import (
    CLOCKS,
    REACH,
    Change,
    Deciding,
    Decision,
    Reader,
    command,
    existing_row,
    insert,
    update,
)
from data.kernel.engine import Value
from data.kernel.errors import Refused, UsageError
from data.kernel.text import clean_lines
from data.leads.attention import cold_at
from data.leads.change_leads import owners_of, writable
from data.leads.fields import FIELDS, LINES_LIMIT
from data.leads.lead import label, labelled
from data.leads.match_keys import normal_email, normal_phone, phone_region
from data.people.person import by_id
from data.people.reach import reach_of

Record = Mapping[str, Any]
CHOSEN = (*(field.column for field in FIELDS), "owner_id")
"""The columns of which a person may say from which lead the kept one takes them."""

_TOGETHER = {"company": "company_id", "budget": "currency"}
"""Columns that come along with a chosen one."""

_UNITED = ("emails", "phones", "links", "tags", "notes", "custom")
_FILLED = (
    *(field.column for field in FIELDS if field.column not in (*_UNITED, "budget", "currency")),
    *("company_id", "has_budget", "has_need", "has_authority", "has_timing", "will_meet"),
)
_PROGRESS = ("new", "working", "qualified")
_PUT_AWAY: dict[str, Value] = {
    "open": 0,
    "unworked": 0,
    "waiting_since": None,
    "response_due_at": None,
    "follow_up_at": None,
    "cold_at": None,
    "snoozed_until": None,
}


@command("lead.merge", REACH, CLOCKS)
class MergeLeads(NamedTuple):
    """Merge ``others`` into ``keep``. ``chosen`` names columns that the kept lead takes from one of them."""

    id: int
    actor: int
    at: int
    keep: int
    others: tuple[int, ...]
    chosen: Mapping[str, int] = {}

    def decide(self, reader: Deciding) -> Decision:
        """Refuses leads that the actor may not change: all of them change."""
        others = [lead_id for lead_id in dict.fromkeys(self.others) if lead_id != self.keep]
        if not others:
            raise Refused("Choose two leads to merge.")
        kept = writable(reader, self, self.keep)
        rows = [writable(reader, self, lead_id) for lead_id in others]
        columns = merged_columns(reader, kept, rows, self.at) | self._picked([kept, *rows])
        # Even a lead that the merge leaves as it is must not be un-merged once it was worked with.
        mark = Change("lead", self.keep, {"touched": kept["touched"]}, {"touched": self.id})
        changes = [update("lead", kept, self.id, columns) or mark]
        for row in rows:
            changes += self._put_away(reader, row)
        who = label(rows[0]) if len(rows) == 1 else f"{len(rows)} leads"
        return Decision(f"{who} merged into {label(kept)}", changes, whose=owners_of([kept, *rows]))

    def _picked(self, rows: Sequence[Record]) -> dict[str, Value]:
        unknown = sorted(set(self.chosen) - set(CHOSEN))
        if unknown:
            raise UsageError(
                f"{', '.join(unknown)}: not to be chosen in a merge. Columns: {', '.join(CHOSEN)}."
            )
        by_lead = {row["id"]: row for row in rows}
        if not set(self.chosen.values()) <= set(by_lead):
            raise UsageError("A value is chosen from one of the leads that are merged.")
        picked: dict[str, Value] = {}
        for column, lead_id in self.chosen.items():
            for name in (column, _TOGETHER.get(column, column)):
                picked[name] = by_lead[lead_id][name]
        return picked

    def _put_away(self, reader: Reader, row: Record) -> list[Change]:
        """A merged lead, and those merged into it before: all point to the lead that is kept."""
        gone = update("lead", row, self.id, _PUT_AWAY | {"merged_into": self.keep})
        changes = [] if gone is None else [gone]
        earlier = reader.select("select id from lead where merged_into = ? order by id", (row["id"],))
        for (lead_id,) in earlier:
            moved = update("lead", existing_row(reader, "lead", lead_id), self.id, {"merged_into": self.keep})
            changes += [] if moved is None else [moved]
        return changes


@command("lead.not_duplicate", REACH)
class NotDuplicate(NamedTuple):
    """Two leads that look alike are two: they are not shown as duplicates any more."""

    id: int
    actor: int
    at: int
    lead_a: int
    lead_b: int

    def decide(self, reader: Deciding) -> Decision:
        """The actor must be allowed to change one of the two."""
        rows = [existing_row(reader, "lead", lead_id) for lead_id in (self.lead_a, self.lead_b)]
        low, high = sorted((self.lead_a, self.lead_b))
        if low == high:
            raise Refused("Choose two leads.")
        actor = by_id(reader, self.actor)
        reach = reach_of(reader, actor)
        reached = [row for row in rows if reach.holds(row["owner_id"])]
        if not reached:
            raise Refused(f"Neither {label(rows[0])} nor {label(rows[1])} is a lead of {actor.name}'s.")
        if reader.select("select 1 from not_duplicate where record_a = ? and record_b = ?", (low, high)):
            raise Refused("That was said before.")
        pair = insert("not_duplicate", self.id, {"record_table": "lead", "record_a": low, "record_b": high})
        return Decision(
            f"{label(rows[0])} and {label(rows[1])} are two leads", [pair], whose=owners_of(reached)
        )


def merged_columns(reader: Reader, kept: Record, others: Sequence[Record], now: int) -> dict[str, Value]:
    """What the kept lead becomes: empty particulars filled, lists united, all that waits carried over."""
    everyone = [kept, *others]
    columns: dict[str, Value] = {name: _first(everyone, name) for name in _FILLED}
    columns |= _united(reader, everyone)
    priced = next((row for row in everyone if row["budget"] is not None), kept)
    columns |= {"budget": priced["budget"], "currency": priced["currency"] or _first(everyone, "currency")}
    owned = next((row for row in everyone if row["owner_id"] is not None), kept)
    columns |= {"owner_id": owned["owner_id"], "owner_name": kept["owner_name"] or owned["owner_name"]}
    return columns | _standing(reader, kept, everyone, now)


def _first(rows: Sequence[Record], column: str) -> Value:
    found: list[Value] = [row[column] for row in rows if row[column] not in (None, "")]
    default: Value = rows[0][column]
    return found[0] if found else default


def _united(reader: Reader, rows: Sequence[Record]) -> dict[str, Value]:
    region = phone_region(reader)
    tags = (word for row in rows for word in row["tags"].split(", ") if word)
    notes = (row["notes"] for row in rows if row["notes"])
    return {
        "emails": _lines(rows, "emails", normal_email),
        "phones": _lines(rows, "phones", lambda value: normal_phone(value, region)),
        "links": _lines(rows, "links", lambda value: value.casefold().rstrip("/")),
        "tags": ", ".join(dict.fromkeys(tags)),
        "notes": clean_lines("\n\n".join(dict.fromkeys(notes)), LINES_LIMIT),
        "custom": _custom(row["custom"] for row in rows),
    }


def _lines(rows: Sequence[Record], column: str, normal: Callable[[str], str]) -> str:
    """Labelled lines of all rows, each value once however it is written."""
    found: dict[str, str] = {}
    for row in rows:
        for tag, value in labelled(row[column]):
            found.setdefault(normal(value) or value, f"{tag}: {value}" if tag else value)
    return "\n".join(found.values())


def _custom(texts: Iterable[str]) -> str:
    """JSON objects as one; of two values under a name the first stays."""
    present = [text for text in texts if text]
    if len(present) < 2:
        return present[0] if present else ""
    found: dict[str, Any] = {}
    for text in present:
        for name, value in json.loads(text).items():
            if found.get(name) in (None, ""):
                found[name] = value
    return json.dumps(found, ensure_ascii=False)


def _standing(reader: Reader, kept: Record, rows: Sequence[Record], now: int) -> dict[str, Value]:
    """Status and dates: an open lead among them keeps the merged one open, with its clock and next step."""
    touched = [row["last_touch_at"] for row in rows if row["last_touch_at"] is not None]
    columns: dict[str, Value] = {
        "created_at": min(row["created_at"] for row in rows),
        "last_touch_at": max(touched, default=None),
    }
    open_rows = [row for row in rows if row["open"]]
    if not open_rows:
        return columns
    furthest = max(open_rows, key=lambda row: _progress(row["status"]))
    status = furthest["status"] if not kept["open"] or kept["status"] == "new" else kept["status"]
    planned = [row for row in open_rows if row["follow_up_at"] is not None]
    plan = kept if kept["follow_up_at"] is not None or not planned else _earliest(planned, "follow_up_at")
    waiting = [row["waiting_since"] for row in open_rows if row["waiting_since"] is not None]
    due = [row["response_due_at"] for row in open_rows if row["response_due_at"] is not None]
    return columns | {
        "status": status,
        "reason": kept["reason"] if kept["open"] else "",
        "open": 1,
        "unworked": min(row["unworked"] for row in open_rows),
        "waiting_since": min(waiting, default=None),
        "response_due_at": min(due, default=None),
        "follow_up_at": plan["follow_up_at"],
        "next_step": plan["next_step"],
        "snoozed_until": None if due else kept["snoozed_until"],
        "cold_at": cold_at(reader, status, max(touched, default=now)),
    }


def _progress(status: str) -> int:
    return _PROGRESS.index(status) if status in _PROGRESS else len(_PROGRESS)


def _earliest(rows: Sequence[Record], column: str) -> Record:
    return min(rows, key=lambda row: int(row[column]))
