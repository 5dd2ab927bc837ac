"""A person of the store, and how one is found."""

from collections.abc import Sequence
from datetime import date, tzinfo

from data.calendar import days
from data.kernel.commands import Reader
from data.kernel.errors import Refused
from data.kernel.quick_typing import TYPE_CHECKING, NamedTuple
from data.kernel.text import first_of

if TYPE_CHECKING:
    from data.calendar.hours import WorkingHours

ROLES = ("rep", "manager", "admin")
DEFAULT_PERSON = "default_person"
"""The setting that names the person on whom a store opens."""


class Person(NamedTuple):
    """One person. ``sells`` tells whether the person logs points and stands on the board, ``sales_role`` as which of
    ``data.people.sales_roles`` (empty: as none of them), ``territory`` where the person sells.
    """

    id: int
    handle: str
    name: str
    role: str
    start_date: str
    time_zone: str
    working_hours: str
    email: str = ""
    sells: int = 1
    manager_id: int | None = None
    active: int = 1
    territory: str = ""
    sales_role: str = ""
    touched: int | None = None

    @property
    def zone(self) -> tzinfo:
        """The person's time zone."""
        return days.zone(self.time_zone)

    @property
    def hours(self) -> "WorkingHours":
        """The person's working hours."""
        from data.calendar.hours import parse_hours

        return parse_hours(self.working_hours, self.zone)

    @property
    def start(self) -> date:
        """The day on which onboarding began."""
        return date.fromisoformat(self.start_date)

    @property
    def leads(self) -> bool:
        """Whether the person reviews others."""
        return self.role in ("manager", "admin")


COLUMNS = ", ".join(Person._fields)


def everybody(reader: Reader, *, active_only: bool = False) -> list[Person]:
    """All persons by name."""
    where = "where active = 1" if active_only else ""
    return [Person(*row) for row in reader.select(f"select {COLUMNS} from person {where} order by name, id")]


def handles_by_id(reader: Reader) -> dict[int, str]:
    """The handles of all persons, former ones too, by their ids."""
    return {person.id: person.handle for person in everybody(reader)}


def only_one(reader: Reader) -> Person | None:
    """The active person of a store that has no other; None where there are several or none."""
    rows = reader.select(f"select {COLUMNS} from person where active = 1 limit 2")
    return Person(*rows[0]) if len(rows) == 1 else None


def default_person(reader: Reader) -> Person | None:
    """The active person on whom the store opens where nobody says who acts (a demo's first rep), or None."""
    rows = reader.select(
        f"select {COLUMNS} from person where active = 1 "
        "and id = (select cast(value as integer) from setting where name = ?)",
        (DEFAULT_PERSON,),
    )
    return Person(*rows[0]) if rows else None


def by_ids(reader: Reader, ids: Sequence[int]) -> list[Person]:
    """The persons of these ids that exist, in no order."""
    marks = ", ".join("?" * len(ids))
    return [Person(*row) for row in reader.select(f"select {COLUMNS} from person where id in ({marks})", ids)]


def by_id(reader: Reader, identifier: int) -> Person:
    """The person of that id. Raises Refused where there is none."""
    found = by_ids(reader, (identifier,))
    if not found:
        raise Refused("That person is not in the store.")
    return found[0]


def by_handle(reader: Reader, handle: str) -> Person:
    """The person of exactly that handle. Raises Refused where there is none."""
    rows = reader.select(f"select {COLUMNS} from person where handle = ?", (handle,))
    if not rows:
        raise Refused(f"Nobody here has the handle {handle!r}.")
    return Person(*rows[0])


def find(reader: Reader, text: str) -> Person:
    """The person meant by a handle, an e-mail address, a name, or the one beginning of these.

    Raises Refused that names those who could be meant.
    """
    wanted = text.strip().lower()
    rows = reader.select(
        f"select {COLUMNS} from person where handle = ? or lower(email) = ? or lower(name) = ?",
        (wanted, wanted, wanted),
    )
    if not rows:
        people = everybody(reader)
        found = [p for p in people if p.handle.startswith(wanted) or p.name.lower().startswith(wanted)]
    else:
        found = [Person(*row) for row in rows]
    if len(found) == 1 and wanted:
        return found[0]
    if found and wanted:
        names = first_of([person.handle for person in found])
        raise Refused(f"{text!r} could be several people: {names}. Type the whole handle.")
    names = first_of(_nearest_first(wanted, [p.handle for p in everybody(reader, active_only=True)]))
    raise Refused(f"Nobody here is called {text!r}. People: {names}.")


def _nearest_first(wanted: str, handles: Sequence[str]) -> list[str]:
    """The handles that are spelled almost as what was typed, then the others."""
    from difflib import get_close_matches

    near = get_close_matches(wanted[:40], handles, n=3)
    return [*near, *(handle for handle in handles if handle not in near)]
