"""Whether somebody can be reached where another lead can: then a new lead may be one that is known already."""

from __future__ import annotations

from typing import NamedTuple

from data.kernel.commands import Reader
from data.leads.fields import LEADS
from data.leads.lead import Lead, by_ids
from data.people.person import Person, by_id
from data.people.reach import reached_ids
from data.records.match_keys import Key, records_with

_NAMES = {"email": "e-mail", "phone": "phone"}


class Sharing(NamedTuple):
    """Other leads with an e-mail or phone of one. ``leads`` are those that may be compared with it."""

    words: str
    leads: tuple[Lead, ...] = ()


def sharing_with(reader: Reader, actor: Person, lead_id: int) -> Sharing:
    """Who else has an e-mail address or phone number of a lead; no words for nobody."""
    keys: list[Key] = [
        (kind, value)
        for kind, value in reader.select(
            "select kind, value from match_key where record_id = ? and kind in ('email', 'phone') order by id",
            (lead_id,),
        )
    ]
    what: dict[int, str] = {}
    for (kind, _), ids in records_with(reader, LEADS, keys).items():
        for found in ids:
            if found != lead_id:
                what.setdefault(found, _NAMES[kind])
    if not what:
        return Sharing("")
    allowed = reached_ids(reader, actor, "lead", list(what))
    leads = sorted(by_ids(reader, allowed or list(what)), key=lambda lead: list(what).index(lead.id))
    first = leads[0]
    if not allowed:
        return Sharing(
            f"the {what[first.id]} is also that of a lead of {by_id(reader, first.owner_id or 0).name}"
        )
    return Sharing(f"the {what[first.id]} is also {first.name or first.label}'s", tuple(leads))
