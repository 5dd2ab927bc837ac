"""How long 100,000 leads take to import, beside a bare insert_all of the same file by sqlite-utils.

`rows` gives the figures to whoever measures everything; run alone, it prints them.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from data.begin import begin_store
from data.calendar.hours import DEFAULT_HOURS
from data.imports.plan import read_plan
from data.kernel.store import Store
from data.kernel.undo import Undo
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.opening import open_store
from data.people.commands import AddPerson
from data.people.person import by_id

NOW = 1_795_348_800_000
HEADINGS = (
    *("Record ID", "First Name", "Last Name", "Company", "Job Title", "Email", "Phone Number", "Website"),
    *("City", "Country", "Lead Source", "Lead Status", "Contact owner", "Create Date", "Notes", "Score"),
)


class Figure(NamedTuple):
    """One measurement: seconds, and the bare library's rate of which ours has to reach a third."""

    what: str
    ours: float
    bare: float

    @property
    def share(self) -> float:
        """Our rows a second, as a share of the bare library's."""
        return self.bare / self.ours


Beside = Callable[[str, str], AbstractContextManager[None]]
"""What goes on during an import: is given the store and the handle of somebody who is free to act."""


def nothing(_path: str, _handle: str) -> AbstractContextManager[None]:
    """Nothing goes on beside."""
    return nullcontext()


def rows(count: int = 100_000, rounds: int = 3, beside: Beside = nothing) -> list[Figure]:
    """Measure both side by side, alternating, and return the median round of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "leads.csv")
        write_file(path, count)
        bare, ours, held, undone = [], [], [], []
        for number in range(rounds):
            bare.append(_bare(path, os.path.join(folder, f"bare{number}.db")))
            took, lock, back = imported(path, os.path.join(folder, f"ours{number}.db"), count, beside)
            ours.append(took)
            held.append(lock)
            undone.append(back)
        usual = sorted(bare)[rounds // 2]
        return [
            Figure("read, mapped, checked, matched, written", sorted(ours)[rounds // 2], usual),
            Figure("of it under the lock", sorted(held)[rounds // 2], usual),
            Figure("taken back", sorted(undone)[rounds // 2], usual),
        ]


def write_file(path: str, count: int) -> None:
    """A file of contacts as HubSpot exports them."""
    chance = random.Random(1)
    firsts = (
        "Ana",
        "Bo",
        "Carl",
        "Dina",
        "Eva",
        "Finn",
        "Gus",
        "Hana",
        "Ivo",
        "Jana",
        "Karl",
        "Lena",
        "Mia",
        "Nils",
        "Olga",
        "Pia",
    )
    words = (
        "supply",
        "order",
        "market",
        "value",
        "partner",
        "school",
        "team",
        "process",
        "change",
        "system",
        "energy",
        "result",
    )
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for number in range(count):
            first, last = chance.choice(firsts), f"{chance.choice(words).title()}{number % 9999}"
            company = (
                f"{chance.choice(words).title()} {number % 20_000} {chance.choice(('Inc', 'LLC', 'Ltd'))}"
            )
            out.writerow(
                [
                    *(number + 1000, first, last, company, "Manager"),
                    f"{first}.{last}.{number}@example.com".lower(),
                    f"+1 555 {number:07d}",
                    f"https://www{number % 20_000}.example",
                    *("Lisbon", "Portugal", "Referral", "New", ""),
                    f"2024-0{number % 9 + 1}-1{number % 9} 10:00",
                    " ".join(chance.choices(words, k=8)),
                    number % 100,
                ]
            )


def _bare(path: str, store: str) -> float:
    from sqlite_utils import Database

    start = time.perf_counter()
    with open(path, newline="", encoding="utf-8") as file:
        Database(store).table("lead").insert_all(csv.DictReader(file))
    return time.perf_counter() - start


def imported(path: str, store_path: str, count: int, beside: Beside = nothing) -> tuple[float, float, float]:
    """The seconds of an import into a new store as a whole, of its writing, and of taking it back."""
    me = begin_store(store_path, NOW, name="Pam", start="2023-01-01", time_zone="Europe/Lisbon")
    store = open_store(store_path)
    person = {"name": "Sam", "handle": "sam", "role": "rep", "start_date": "2023-01-01"}
    person |= {"time_zone": "Europe/Lisbon", "working_hours": DEFAULT_HOURS}
    store.apply(AddPerson(store.ids.new(NOW), me, NOW, person))
    held = _timed_writes(store)
    with beside(store_path, "sam"):
        start = time.perf_counter()
        plan = read_plan(LEAD_IMPORT, store, by_id(store, me), NOW, path)
        command = plan.command(store.ids, me, NOW)
        store.apply(command)
        took = time.perf_counter() - start
    assert plan.counts()["added"] == count, "every row is new"
    del plan, command
    start = time.perf_counter()
    store.apply(Undo(store.ids.new(NOW), me, NOW))
    back = time.perf_counter() - start
    store.close()
    return took, held[0], back


def _timed_writes(store: Store) -> list[float]:
    write, held = store.engine.write, []

    def timed(statements: list[tuple[str, tuple[object, ...]]]) -> None:
        start = time.perf_counter()
        write(statements)  # type: ignore[arg-type]
        held.append(time.perf_counter() - start)

    store.engine.write = timed  # type: ignore[method-assign, assignment]
    return held


if __name__ == "__main__":
    for figure in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(
            f"{figure.what}: {figure.ours:.2f} s, bare insert_all {figure.bare:.2f} s, share {figure.share:.2f}"
        )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
