"""One maker for every command: for a house as it stands and an owner, a command that can be applied there.

The tests of rights and of undo go through all of them. A command that is registered and has no maker fails a test.
A noun's makers stand here or in ``makers.py`` beside its tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from importlib import import_module
from random import Random
from typing import Any, NamedTuple

from data.imports.plan import Plan, read_plan
from data.imports.saved_maps import SaveMap
from data.leads.calls import LogCall, LogForLeads
from data.leads.commands import AddLead, AddNote, Assign, EditLead, Tag
from data.leads.companies.commands import AddCompany, EditCompany, MergeCompanies, NoteCompany, TagCompanies
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.merge import MergeLeads, NotDuplicate
from data.leads.settings import AddChoice, EditChoice, EditStatus, RemoveChoice, SetPhoneRegion, SetTimes
from data.leads.triage import Disqualify, Qualify, ReceiveMessage, Reopen, SetNextStep, SetOutcome, Snooze
from data.leads.win import WinLeads
from data.nouns import ROOMS
from data.people.commands import AddPerson, EditPerson
from data.people.days_off_commands import TakeDaysOff, WorkOnDays
from data.people.goal_commands import NewGoal, SetGoal
from data.points.correct import DeleteActivity, EditActivity
from data.points.imports.activity_spec import ACTIVITY_IMPORT
from data.points.kind_commands import AddKind, EditKind, RateKind
from data.points.log import LogActivity
from tests.data.leads.house import House

DAY = 86_400_000
Owner = int | None
"""Whose record it is about; None: nobody's."""


class Made(NamedTuple):
    """A class of commands and what one of them is told."""

    kind: Any
    payload: dict[str, Any]


Maker = Callable[[House, Owner, Random], Made | None]
"""None where the house holds nothing that such a command could be about."""


def lead_of(house: House, owner: Owner, chance: Random, condition: str = "open = 1") -> int | None:
    """One of an owner's leads that were not merged away."""
    rows = house.rows(
        f"select id from lead where owner_id is ? and merged_into is null and {condition} order by id", owner
    )
    return int(chance.choice(rows)[0]) if rows else None


def entry_of(house: House, owner: Owner, chance: Random, condition: str = "1") -> int | None:
    """One of the entries of somebody's log."""
    rows = house.rows(f"select id from activity where person_id is ? and {condition} order by id", owner)
    return int(chance.choice(rows)[0]) if rows else None


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


def log(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry of the owner's log, half of them with a lead."""
    if owner is None:
        return None
    at = house.now - chance.randrange(5) * DAY
    lead = lead_of(house, owner, chance) if chance.random() < 0.5 else None
    payload = {"kind": chance.choice(["call", "email"]), "count": chance.randrange(1, 9), "done_at": at}
    return Made(LogActivity, {**payload, "person_id": owner, "lead_id": lead})


def edit_entry(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another count of an entry, or another moment."""
    entry = entry_of(house, owner, chance)
    if owner is None or entry is None:
        return None
    moved = {"done_at": house.now - chance.randrange(5) * DAY - 1} if chance.random() < 0.5 else {}
    return Made(EditActivity, {"entry": entry, "count": chance.randrange(10, 99), **moved})


def delete_entry(house: House, owner: Owner, chance: Random) -> Made | None:
    """An entry taken out."""
    entry = entry_of(house, owner, chance)
    return None if owner is None or entry is None else Made(DeleteActivity, {"entry": entry})


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


def person(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's own particulars."""
    if owner is None:
        return None
    hours = chance.choice(["Mon-Fri 08:00-16:00", "Mon-Thu 10:00-18:00"])
    return Made(EditPerson, {"person_id": owner, "columns": {"working_hours": hours}})


def days_off(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two days off."""
    if owner is None:
        return None
    first = date(2026, 12, 1) + timedelta(days=chance.randrange(200))
    last = first + timedelta(days=1)
    return Made(
        TakeDaysOff, {"first": first.isoformat(), "last": last.isoformat(), "person_id": owner, "reason": "x"}
    )


def days_of_work(house: House, owner: Owner, chance: Random) -> Made | None:
    """A day off given back."""
    rows = house.rows("select day from day_off where person_id is ? order by day", owner)
    if owner is None or not rows:
        return None
    day = chance.choice(rows)[0]
    return Made(WorkOnDays, {"first": day, "last": day, "person_id": owner})


def goal(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's goal, or everybody's."""
    goal = NewGoal(chance.randrange(1, 900), "2026-11-16")
    return Made(SetGoal, {"goal": goal, "person_id": owner})


def new_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """A kind on a letter that is free."""
    taken = {key for (key,) in house.rows("select key from kind")}
    free = [letter for letter in "abdefhilmnoprstvwxyz" if letter not in taken]
    if not free:
        return None
    letter = chance.choice(free)
    names = {"code": f"visit-{letter}", "title": f"visit {letter}", "plural": f"visits {letter}"}
    return Made(AddKind, {**names, "key": letter, "points": 5, "effective_on": "2026-11-16"})


def edit_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """A kind's limit of bursts."""
    return Made(EditKind, {"code": "call", "burst_count": chance.randrange(5, 500)})


def rate_kind(house: House, owner: Owner, chance: Random) -> Made | None:
    """What a kind is worth from a day on."""
    day = date(2026, 11, 17) + timedelta(days=chance.randrange(60))
    return Made(
        RateKind, {"code": "call", "points": chance.randrange(2, 99), "effective_on": day.isoformat()}
    )


def new_person(house: House, owner: Owner, chance: Random) -> Made | None:
    """A person with a goal and an alias."""
    name = f"Rep{chance.randrange(10**9)}"
    row = {
        "name": name,
        "role": "rep",
        "start_date": "2026-09-07",
        "time_zone": "UTC",
        "working_hours": "Mon-Fri 09:00-17:00",
    }
    return Made(
        AddPerson, {"columns": row, "goal": NewGoal(400, "2026-11-16"), "aliases": (f"{name} at the fair",)}
    )


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


def new_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A company with a further name."""
    number = chance.randrange(10**9)
    columns = {"name": f"Firm {number} Ltd", "also_called": f"F{number}", "phones": f"021 {number:09}"}
    return Made(AddCompany, {"columns": columns, "custom": {"Plan": "gold"}})


def company_of(house: House, chance: Random, condition: str = "1") -> int | None:
    """One of the companies that were not merged away."""
    rows = house.rows(f"select id from company where merged_into is null and {condition} order by id")
    return int(chance.choice(rows)[0]) if rows else None


def edit_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another name and phone."""
    company = company_of(house, chance)
    number = chance.randrange(10**9)
    columns = {"name": f"Edited {number}", "phones": f"+351 {number:09}"}
    return None if company is None else Made(EditCompany, {"company_id": company, "columns": columns})


def note_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A note on a company."""
    company = company_of(house, chance)
    return None if company is None else Made(NoteCompany, {"company_id": company, "text": "pays late"})


def tag_company(house: House, owner: Owner, chance: Random) -> Made | None:
    """A tag on a company."""
    company = company_of(house, chance, "tags not like '%key%'")
    return None if company is None else Made(TagCompanies, {"companies": (company,), "tag": "key"})


def merge_companies(house: House, owner: Owner, chance: Random) -> Made | None:
    """Two companies made one."""
    rows = house.rows("select id from company where merged_into is null order by id")
    if len(rows) < 2:
        return None
    (keep,), (other,) = chance.sample(rows, 2)
    return Made(MergeCompanies, {"keep": keep, "others": (other,)})


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


def planned(house: House, plan: Plan[Any]) -> Made:
    """The import that a plan would make."""
    command = plan.command(house.store.ids, house.admin, house.now)
    return Made(type(command), {"batch": command.batch, "found": command.found})


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


def import_companies(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file of accounts."""
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Account Name,Industry,Website\n")
        file.writelines(f"Firm {number}{n},steel,https://f{n}.example\n" for n in range(3))
    plan = read_plan(LEAD_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


def import_points(house: House, owner: Owner, chance: Random) -> Made | None:
    """A file of the owner's activities."""
    if owner is None:
        return None
    path = f"{house.store.path}.{chance.randrange(10**9)}.csv"
    number = chance.randrange(10**9)
    with open(path, "w", encoding="utf-8") as file:
        file.write("Id,Type,Date,Owner\n")
        handle = house.person(owner).handle
        file.writelines(f"{number}{n},call,2026-11-1{n},{handle}\n" for n in range(1, 4))
    plan = read_plan(ACTIVITY_IMPORT, house.store, house.person(house.admin), house.now, path)
    return planned(house, plan)


def save_map(house: House, owner: Owner, chance: Random) -> Made | None:
    """A mapping of columns, kept by name."""
    mapping = {"name": f"N{chance.random()}"}
    return Made(SaveMap, {"noun": "lead", "map_name": f"map {chance.randrange(3)}", "mapping": mapping})


MAKERS: dict[str, Maker] = {
    "activity.log": log,
    "activity.edit": edit_entry,
    "activity.delete": delete_entry,
    "activity.outcome": outcome,
    "activity.call": call,
    "activity.log_for_leads": log_for_leads,
    "points.import": import_points,
    "kind.add": new_kind,
    "kind.edit": edit_kind,
    "kind.rate": rate_kind,
    "goal.set": goal,
    "person.add": new_person,
    "person.edit": person,
    "days_off.take": days_off,
    "days_off.work": days_of_work,
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
    "company.add": new_company,
    "company.edit": edit_company,
    "company.note": note_company,
    "company.tag": tag_company,
    "company.merge": merge_companies,
    "lead.import": import_leads,
    "company.import": import_companies,
    "import_map.save": save_map,
}
"""By the name of the command."""

BACK_AND_FORTH = frozenset({"store.undo", "store.redo"})
"""What takes steps back: the tests of undo apply these themselves."""

NEEDS = {
    "lead.reopen": "lead.disqualify",
    "access.remove_key": "access.add_key",
    "kra.reopen": "kra.close",
    "days_off.work": "days_off.take",
    **dict.fromkeys(("company.edit", "company.note", "company.tag", "company.merge"), "company.add"),
}
"""Commands that find something to be about once another was applied."""

BY_MANAGERS = frozenset({"kra.reopen"})
"""Commands that somebody who reviews does, not the one whose records change."""

ACTORS_OWN = frozenset({"activity.call", "activity.log_for_leads"})
"""Commands that log for whoever acts: what they are about is the lead, which has to be reached."""


OF_ALL_REACHED = frozenset({"customer.gather"})
"""Commands that take up all that the actor reaches, and so name no record: the house has none of nobody's for them."""


NOBODYS = frozenset(f"company.{verb}" for verb in ("add", "edit", "note", "tag", "merge", "import"))
"""Commands on records that belong to nobody, whoever asks."""

FOR_ONESELF = frozenset({"import_map.save"})
"""Commands that make something of the actor's own, or of the company's where that is an admin."""

BEGINNINGS: list[str] = []
"""Commands by which a house gets records of later nouns, so that others have something to be about."""

for _room in ROOMS:
    with suppress(ModuleNotFoundError):
        _makers = import_module(f"tests.data.{_room}.makers")
        MAKERS |= _makers.MAKERS
        BEGINNINGS += _makers.BEGINNINGS


def furnish(house: House, *owners: Owner) -> None:
    """Give each of the owners records of the later nouns, alike whatever other nouns there are."""
    for owner in owners:
        times = Counter[str]()
        for name in BEGINNINGS:
            times[name] += 1
            if made := MAKERS[name](house, owner, Random(f"{owner} {times[name]} {name}")):
                house.do(made.kind, house.admin, **made.payload)
