"""Commands on leads as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random
from typing import Any

from data.imports.plan import read_plan
from data.leads.calls import LogCall, LogForLeads
from data.leads.commands import AddLead, AddNote, Assign, EditLead, Tag
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.merge import MergeLeads, NotDuplicate
from data.leads.settings import AddChoice, EditChoice, EditStatus, RemoveChoice, SetPhoneRegion, SetTimes
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, SetOutcome, Snooze
from data.leads.win import WinLeads
from tests.data.kernel.making import DAY, Made, Maker, Owner, entry_of, lead_of, planned
from tests.data.leads.companies.makers import MAKERS as OF_COMPANIES
from tests.data.leads.house import House


def on_lead(kind: Any, condition: str = "open = 1", **payload: Any) -> Maker:
    """A command about one lead."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        lead = lead_of(house, owner, chance, condition)
        return None if lead is None else Made(kind, {"lead_id": lead, **payload})

    return make


def on_leads(kind: Any, condition: str = "open = 1", **payload: Any) -> Maker:
    """A command about several leads."""

    def make(house: House, owner: Owner, chance: Random) -> Made | None:
        lead = lead_of(house, owner, chance, condition)
        return None if lead is None else Made(kind, {"leads": (lead,), **payload})

    return make


def outcome(house: House, owner: Owner, chance: Random) -> Made | None:
    """How a call went."""
    entry = entry_of(house, owner, chance, "kind = 'call' and outcome is null")
    if owner is None or entry is None:
        return None
    return Made(
        SetOutcome, {"entry": entry, "outcome": chance.choice(["no answer", "left message", "reached"])}
    )


def call(house: House, owner: Owner, chance: Random) -> Made | None:
    """A call of the actor's own to a lead."""
    lead = lead_of(house, owner, chance)
    if lead is None:
        return None
    return Made(LogCall, {"lead_id": lead, "outcome": chance.choice(["", "no answer", "reached"])})


def log_for_leads(house: House, owner: Owner, chance: Random) -> Made | None:
    """One entry of the actor's for each of several leads."""
    rows = house.rows("select id from lead where owner_id is ? and merged_into is null order by id", owner)
    leads = tuple(row[0] for row in rows[:3])
    return Made(LogForLeads, {"kind": "email", "count": 1, "leads": leads}) if leads else None


def new_lead(house: House, owner: Owner, chance: Random) -> Made | None:
    """A lead with more addresses than fit on a card."""
    number = chance.randrange(10**9)
    columns = {
        "name": f"Lead {number}",
        "emails": "\n".join(f"a{number}x{place}@acme.example" for place in range(chance.choice([1, 2, 40]))),
        "phones": f"021 {number:09}",
        "owner_id": owner,
    }
    return Made(AddLead, {"columns": columns})


def edit_lead(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another name and address."""
    lead = lead_of(house, owner, chance)
    number = chance.randrange(10**9)
    columns = {"name": f"Edited {number}", "emails": f"e{number}@acme.example"}
    return None if lead is None else Made(EditLead, {"lead_id": lead, "columns": columns})


def assign(house: House, owner: Owner, chance: Random) -> Made | None:
    """A lead given to somebody else."""
    lead = lead_of(house, owner, chance)
    to = chance.choice([person for person in (house.ana, house.ben, house.cy) if person != owner])
    return None if lead is None else Made(Assign, {"leads": (lead,), "person_id": to})


def step_ahead(house: House, owner: Owner, chance: Random) -> Made | None:
    """A next step."""
    lead = lead_of(house, owner, chance)
    at = house.now + chance.randrange(1, 20) * DAY
    return None if lead is None else Made(SetNextStep, {"leads": (lead,), "follow_up_at": at, "text": "call"})


def snooze(house: House, owner: Owner, chance: Random) -> Made | None:
    """A lead put out of sight."""
    lead = lead_of(house, owner, chance)
    return (
        None
        if lead is None
        else Made(Snooze, {"leads": (lead,), "until": house.now + chance.randrange(1, 9) * DAY})
    )


def message(house: House, owner: Owner, chance: Random) -> Made | None:
    """A message that starts a clock."""
    lead = lead_of(house, owner, chance, "1")
    at = house.now - chance.randrange(1, 30) * 60_000
    return None if lead is None else Made(ReceiveMessage, {"lead_id": lead, "received_at": at, "text": "hi"})


def qualify(house: House, owner: Owner, chance: Random) -> Made | None:
    """An answer, or all of them."""
    lead = lead_of(house, owner, chance, "status <> 'qualified' and has_need is null")
    qualified = True if chance.random() < 0.5 else None
    return (
        None
        if lead is None
        else Made(Qualify, {"leads": (lead,), "answers": {"has_need": 1}, "qualified": qualified})
    )


def merge(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two of an owner's leads."""
    rows = house.rows("select id from lead where owner_id is ? and merged_into is null order by id", owner)
    if len(rows) < 2:
        return None
    (keep,), (other,) = chance.sample(rows, 2)
    return Made(MergeLeads, {"keep": keep, "others": (other,)})


def not_duplicate(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two of an owner's leads that are two."""
    made = merge(house, owner, chance)
    if made is None:
        return None
    return Made(NotDuplicate, {"lead_a": made.payload["keep"], "lead_b": made.payload["others"][0]})


def import_leads(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file that brings leads and changes one that is there."""
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    known = house.rows("select emails from lead where owner_id is ? and emails <> '' order by id", owner)
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Name,Email,Title,Notes\n")
        file.writelines(f"New {number}{n},n{number}{n}@b.example,CFO,from a fair\n" for n in range(3))
        for (emails,) in known[:1]:
            file.write(f",{emails.splitlines()[0]},Chief {number},\n")
    plan = read_plan(LEAD_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


def new_choice(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry of a list."""
    which = chance.choice(["reason", "channel", "source"])
    return Made(AddChoice, {"list": which, "choice": f"word {chance.randrange(10**9)}"})


def edit_choice(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry renamed."""
    (name,) = chance.choice(
        house.rows("select name from choice where list = 'source' order by id") or [("",)]
    )
    new = f"source {chance.randrange(10**9)}"
    return Made(EditChoice, {"list": "source", "choice": name, "new_name": new}) if name else None


def remove_choice(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry taken out."""
    rows = house.rows("select name from choice where list = 'source' order by id")
    return Made(RemoveChoice, {"list": "source", "choice": chance.choice(rows)[0]}) if rows else None


def status(house: House, owner: Owner, chance: Random) -> Made | None:
    """Other days until leads go cold."""
    return Made(EditStatus, {"code": "working", "cold_days": chance.randrange(1, 300)})


def times(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another time to answer in."""
    return Made(SetTimes, {"response_minutes": chance.randrange(61, 400)})


def region(house: House, owner: Owner, chance: Random) -> Made | None:
    """The country of national numbers."""
    return Made(SetPhoneRegion, {"region": chance.choice(["PT", "DE", "US"])})


MAKERS: dict[str, Maker] = {
    "activity.outcome": outcome,
    "activity.call": call,
    "activity.log_for_leads": log_for_leads,
    "choice.add": new_choice,
    "choice.edit": edit_choice,
    "choice.remove": remove_choice,
    "lead_status.edit": status,
    "lead.times": times,
    "lead.region": region,
    "lead.add": new_lead,
    "lead.edit": edit_lead,
    "lead.note": on_lead(AddNote, text="a note"),
    "lead.tag": on_leads(Tag, "tags not like '%fair%'", tag="fair"),
    "lead.assign": assign,
    "lead.message": message,
    "lead.qualify": qualify,
    "lead.win": on_leads(WinLeads),
    "lead.disqualify": on_leads(Disqualify, reason="no budget"),
    "lead.reopen": on_leads(Reopen, "open = 0"),
    "lead.snooze": snooze,
    "lead.next_step": step_ahead,
    "lead.merge": merge,
    "lead.not_duplicate": not_duplicate,
    "lead.import": import_leads,
    **OF_COMPANIES,
}

BEGINNINGS: list[str] = []
