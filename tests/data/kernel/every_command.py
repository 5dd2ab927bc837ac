"""One maker for every command: for a house as it stands and an owner, a command that can be applied there.

The tests of rights and of undo go through all of them. A command that is registered and has no maker fails a test.
The makers of a noun stand in ``makers.py`` beside its tests.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from importlib import import_module
from random import Random

from data.nouns import ROOMS
from tests.data.kernel.making import Maker, Owner
from tests.data.leads.house import House

MAKERS: dict[str, Maker] = {}
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

BY_MANAGERS = frozenset({"kra.reopen", "week.sign_off", "week.return", "week.adjust"})
"""Commands that somebody who reviews does, not the one whose records change."""

ACTORS_OWN = frozenset({"activity.call", "activity.log_for_leads"})
"""Commands that log for whoever acts: what they are about is the lead, which has to be reached."""


OF_ALL_REACHED = frozenset({"customer.gather"})
"""Commands that take up all that the actor reaches, and so name no record: the house has none of nobody's for them."""


NOBODYS = frozenset(f"company.{verb}" for verb in ("add", "edit", "note", "tag", "merge", "import"))
"""Commands on records that belong to nobody, whoever asks."""

FOR_ONESELF = frozenset({"import_map.save", "team.ranking"})
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
    for position, owner in enumerate(owners):
        whose = None if owner is None else position
        times = Counter[str]()
        for name in BEGINNINGS:
            times[name] += 1
            if made := MAKERS[name](house, owner, Random(f"{whose} {times[name]} {name}")):
                house.do(made.kind, house.admin, **made.payload)
