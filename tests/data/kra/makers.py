"""Commands on standards and runs as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from random import Random

from data.kra.answering import AddEvidence, BeginRun, EnterNumber, TickItem
from data.kra.closing import CloseRun, ReopenRun
from data.kra.run import RunKey
from data.kra.said import CommentItem
from data.kra.standard_commands import AddItem, AssignStandard, EditItem, LoadStandard
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.kra.own_standard import STANDARD
from tests.data.leads.house import House

WEEKS = ("2026-11-02", "2026-11-09", "2026-11-16")


def own_code(owner: Owner) -> str:
    """The code of somebody's own standard."""
    return f"own-{owner}"


def week(house: House, owner: int, chance: Random) -> RunKey:
    """A week of somebody's own standard."""
    return RunKey(owner, own_code(owner), "week", chance.choice(WEEKS))


def load(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's own standard, or the next version of it."""
    if owner is None:
        return None
    text = STANDARD.format(code=own_code(owner), number=chance.randrange(10**9))
    return Made(LoadStandard, {"text": text, "owner_id": owner})


def edit(house: House, owner: Owner, chance: Random) -> Made | None:
    """Another title of an item."""
    if not _has_standard(house, owner):
        return None
    columns = {"title": f"Call back {chance.randrange(10**9)}"}
    return Made(EditItem, {"standard": own_code(owner), "item": "call-back", "columns": columns})


def item(house: House, owner: Owner, chance: Random) -> Made | None:
    """One more item."""
    if not _has_standard(house, owner):
        return None
    said = {"title": f"Visit {chance.randrange(10**9)}", "area": "work", "cadence": "week"}
    return Made(AddItem, {"standard": own_code(owner), **said})


def assign(house: House, owner: Owner, chance: Random) -> Made | None:
    """Somebody's own standard, or one that came with the program, taken up or given up."""
    if owner is None or not _has_standard(house, owner):
        return None
    code = chance.choice((own_code(owner), "growth-quarter"))
    which = "select 1 from kra_assignment where person_id = ? and standard = ? and until = ''"
    runs = not house.rows(which, owner, code)
    return Made(AssignStandard, {"standard": code, "person_id": owner, "runs": runs})


def answer(house: House, owner: Owner, chance: Random) -> RunKey | None:
    """A week of somebody's that is open."""
    if owner is None or not _has_standard(house, owner):
        return None
    which = "select first_day from kra_run where person_id = ? and cadence = 'week' and closed_at is not null"
    closed = {day for (day,) in house.rows(which, owner)}
    is_open = [day for day in WEEKS if day not in closed]
    return RunKey(owner, own_code(owner), "week", chance.choice(is_open)) if is_open else None


def tick(house: House, owner: Owner, chance: Random) -> Made | None:
    """An item that does not apply, each time for another reason."""
    key = answer(house, owner, chance)
    said = {"item": "call-back", "state": "n/a", "reason": f"reason {chance.randrange(10**9)}"}
    return None if key is None else Made(TickItem, {"run": key, **said})


def number(house: House, owner: Owner, chance: Random) -> Made | None:
    """The number of an item."""
    key = answer(house, owner, chance)
    return (
        None
        if key is None
        else Made(EnterNumber, {"run": key, "item": "calls", "number": chance.randrange(10**9)})
    )


def evidence(house: House, owner: Owner, chance: Random) -> Made | None:
    """What shows that an item was done."""
    key = answer(house, owner, chance)
    return (
        None if key is None else Made(AddEvidence, {"run": key, "item": "call-back", "text": "see the log"})
    )


def comment(house: House, owner: Owner, chance: Random) -> Made | None:
    """A word on an item."""
    if owner is None or not _has_standard(house, owner):
        return None
    return Made(CommentItem, {"run": week(house, owner, chance), "item": "call-back", "text": "well done"})


def begin(house: House, owner: Owner, chance: Random) -> Made | None:
    """A handover."""
    if owner is None or not _has_standard(house, owner):
        return None
    said = {"event": "handover", "text": f"Acme {chance.randrange(10**9)}"}
    return Made(BeginRun, {"person_id": owner, "standard": own_code(owner), **said})


def close(house: House, owner: Owner, chance: Random) -> Made | None:
    """A week closed, with what was left carried over or not."""
    key = answer(house, owner, chance)
    if key is None:
        return None
    return Made(CloseRun, {"run": key, "what_is_open": chance.choice(("leave", "carry"))})


def reopen(house: House, owner: Owner, chance: Random) -> Made | None:
    """A closed week opened again."""
    rows = house.rows(
        "select first_day from kra_run where person_id is ? and cadence = 'week' and closed_at is not null",
        owner,
    )
    if owner is None or not rows:
        return None
    key = RunKey(owner, own_code(owner), "week", chance.choice(rows)[0])
    return Made(ReopenRun, {"run": key, "reason": "a mistake"})


def _has_standard(house: House, owner: Owner) -> bool:
    return bool(house.rows("select 1 from standard where code = ?", own_code(owner)))


MAKERS: dict[str, Maker] = {
    "standard.load": load,
    "standard.edit": edit,
    "standard.item": item,
    "standard.assign": assign,
    "kra.tick": tick,
    "kra.number": number,
    "kra.evidence": evidence,
    "kra.comment": comment,
    "kra.begin": begin,
    "kra.close": close,
    "kra.reopen": reopen,
}

BEGINNINGS = ["standard.load", "standard.assign", "kra.close"]
