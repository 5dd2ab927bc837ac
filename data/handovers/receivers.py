"""To whom a handover may go, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.handovers.kinds import Kind
from data.handovers.offering import OUTSIDE_LIMIT
from data.kernel.commands import Reader
from data.kernel.errors import UsageError
from data.kernel.text import bounded, clean, first_of
from data.people.person import Person, everybody

OUTSIDE = "outside"
"""As what somebody works who is not in the store."""


class Receiver(NamedTuple):
    """Somebody to hand over to: a person, or a name of somebody outside (``person`` None), and as what they work."""

    name: str
    person: Person | None
    role: str = ""


def receivers(reader: Reader, kind: Kind, giver: Person) -> list[Receiver]:
    """Everybody to whom a person can hand over, the likeliest first.

    Those of the role come first, of these who got something from the giver last, then those of the giver's team. Behind
    the people come names of people outside to whom that was handed over before.
    """
    latest = _latest(reader, kind, giver)
    people = [person for person in everybody(reader, active_only=True) if person.id != giver.id]
    found = [Receiver(person.name, person, person.sales_role) for person in people]
    found.sort(key=lambda receiver: _rank(receiver, kind, giver, latest))
    if not kind.outside:
        return found
    outside = [Receiver(name, None, OUTSIDE) for name in _outsiders(reader)]
    return [*outside, *found]


def receiver_named(found: Sequence[Receiver], kind: Kind, text: str) -> Receiver:
    """The one who is meant by a name or handle, or its beginning; a name that is nobody's is of somebody outside.

    Raises UsageError for nobody, for several, and where nobody outside can be meant.
    """
    name = bounded(text, OUTSIDE_LIMIT, "A name")
    if not name:
        raise UsageError("To whom? Name somebody.", code="handover.nobody")
    wanted = name.casefold()
    exact = [one for one in found if wanted in _names(one)]
    near = exact or [one for one in found if any(called.startswith(wanted) for called in _names(one))]
    if len(near) == 1:
        return near[0]
    if near:
        raise UsageError(f"{clean(name, 40)!r} could be {first_of([one.name for one in near], 5)}.")
    if kind.outside:
        return Receiver(name, None, OUTSIDE)
    raise UsageError(f"Nobody here is called {clean(name, 40)!r}.")


def _names(receiver: Receiver) -> tuple[str, ...]:
    handle = () if receiver.person is None else (receiver.person.handle,)
    return (receiver.name.casefold(), *handle)


def _rank(
    receiver: Receiver, kind: Kind, giver: Person, latest: dict[int, int]
) -> tuple[bool, int, bool, bool, str]:
    person = receiver.person
    assert person is not None
    fits = person.sales_role == kind.to_role if kind.to_role else not person.sales_role and not person.sells
    near = person.manager_id is not None and person.manager_id == giver.manager_id
    return not fits, -latest.get(person.id, 0), not near, not person.sells, person.name.casefold()


def _latest(reader: Reader, kind: Kind, giver: Person) -> dict[int, int]:
    """When each person was last offered something of that kind by the giver."""
    rows = reader.select(
        "select receiver_id, max(offered_at) from handover where giver_id = ? and kind = ? "
        "and receiver_id is not null group by receiver_id",
        (giver.id, kind.code),
    )
    return dict(rows)


def _outsiders(reader: Reader) -> list[str]:
    """The names outside, the latest first."""
    rows = reader.select(
        "select outside from handover where outside <> '' group by outside collate nocase order by max(id) desc limit 9"
    )
    return [row[0] for row in rows]
