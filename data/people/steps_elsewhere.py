"""A person's steps that were made in another terminal: whoever takes them back is told first."""

from typing import TYPE_CHECKING

from data.calendar.days import clock_time, day_of, full_day

if TYPE_CHECKING:
    from data.kernel.journal import Entry
    from data.kernel.store import Store
    from data.people.person import Person


def is_from_here(store: "Store", entry: "Entry") -> bool:
    """Whether a step was made in the terminal that the store is used from."""
    return store.terminal is not None and entry.terminal == store.terminal


def told(entry: "Entry", person: "Person", now: int) -> str:
    """Whose step it was, where and when it was made, and what it did, in a sentence."""
    day, today = day_of(entry.at, person.zone), day_of(now, person.zone)
    when = "today" if day == today else f"on {full_day(day)}"
    at = f"{when} at {clock_time(entry.at, person.zone)}"
    return f"{person.name}'s last step was made in another terminal, {at}: {entry.summary}."
