"""Files of a sales team: who sells, for which manager, in which territory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from data.calendar.days import day_of
from data.deals.imports.vocabulary import team_columns
from data.files.spoiled import NOTHING
from data.files.table import Table
from data.imports.command import decide_import
from data.imports.comparison import Comparison
from data.imports.left_rows import DUPLICATE, REJECTED, Left, left_as_united
from data.imports.looks import seen_in
from data.imports.owners import plain_owner
from data.imports.progress import Progress
from data.imports.source_systems import ROW_KEY, Identity
from data.imports.spec import Batch, ColumnRules, CountWords, ImportCommand, ImportSpec, Job, Reading, Written
from data.kernel import journal
from data.kernel.commands import CLOCKS, COMPANY, Change, Deciding, Decision, Reader, Whose, command
from data.kernel.errors import UsageError
from data.kernel.rows import added, changed
from data.kernel.text import clean
from data.people.commands import checked_person, handle_from
from data.people.person import Person, by_id, everybody

TEAM_IMPORT_NAME = "team.import"
_LABELS = {"name": "name", "manager": "manager", "territory": "territory", "email": "e-mail"}


class Member(NamedTuple):
    """Somebody of a sales team: the name, the manager's name (empty: none is named), the territory."""

    number: int
    name: str
    manager: str = ""
    territory: str = ""
    email: str = ""


@command(TEAM_IMPORT_NAME, COMPANY, CLOCKS)
class ImportTeam(NamedTuple):
    """Bring in people with their managers and territories. One step for undo."""

    id: int
    actor: int
    at: int
    batch: Batch[Member]
    found: Comparison[Member]

    def decide(self, reader: Deciding) -> Decision:
        """Refuses where there is nobody to add and nothing to fill in."""
        return decide_import(TEAM_IMPORT, self, reader)


def holds_team(table: Table, told: Mapping[str, str | None]) -> bool:
    """Whether a file that was offered to deals lists a sales team."""
    return not told and seen_in(team_columns().look, table.columns) is not None


def _read(job: Job) -> Reading[Member]:
    places = {name: place for place, name in enumerate(job.table.columns)}
    at = {found.field: places[found.column] for found in job.columns.found}
    members: dict[str, Member] = {}
    left: list[Left] = []
    for row in job.table.rows():
        said = {field: _text(row.cells[place]) for field, place in at.items() if field in _LABELS}
        member = Member(row.number, **said) if said.get("name") else None
        problem = row.problem or ("" if member is not None else "no name") or _unfit(job, member)
        if problem or member is None:
            left.append(Left(row.number, REJECTED, problem))
            continue
        earlier = members.setdefault(plain_owner(member.name), member)
        if earlier is not member:
            same = earlier._replace(number=0) == member._replace(number=0)
            words = f"the same again as row {earlier.number:,}"
            left.append(
                Left(row.number, DUPLICATE, words, earlier.number)
                if same
                else left_as_united(row.number, earlier.number, "person")
            )
    return Reading(list(members.values()), left, [])


def _text(cell: str) -> str:
    return "" if cell.strip() in NOTHING else clean(cell, 254)


def _unfit(job: Job, member: Member | None) -> str:
    """Why nobody can be added so."""
    try:
        if member is not None:
            checked_person(_person(member, job.actor, job.now))
    except UsageError as error:
        return str(error)
    return ""


def _compare(reader: Reader, _actor: Person, batch: Batch[Member], _progress: Progress) -> Comparison[Member]:
    """Who is new, and to whom a manager or a territory comes that was not known."""
    people = {plain_owner(person.name): person for person in everybody(reader)}
    people |= {plain_owner(person.email): person for person in people.values() if person.email}
    new: list[Member] = []
    updates: list[Change] = []
    unchanged = 0
    for member in batch.drafts:
        person = people.get(plain_owner(member.name)) or people.get(plain_owner(member.email) or "\0")
        if person is None:
            new.append(member)
            continue
        manager = people.get(plain_owner(member.manager))
        leads = manager is not None and manager.leads and manager.id != person.id
        after = person._replace(
            territory=person.territory or member.territory,
            manager_id=manager.id
            if person.manager_id is None and manager is not None and leads and person.role == "rep"
            else person.manager_id,
        )
        change = changed("person", person, after, 0)
        updates += [change] if change is not None else []
        unchanged += change is None
    return Comparison(new, updates, unchanged, [], journal.newest(reader))


def _write(reader: Deciding, importing: ImportCommand, found: Comparison[Member]) -> Written:
    """The people, the managers before their teams: one who is named and not here yet is added as one."""
    here = everybody(reader)
    people = {plain_owner(person.name): person for person in here}
    handles = {person.handle for person in here}
    actor = by_id(reader, importing.actor)
    changes: list[Change] = []
    for member in _managers_first(found.new, people):
        is_manager = member.number == 0 or any(
            plain_owner(one.manager) == plain_owner(member.name) for one in found.new
        )
        (row_id,) = reader.new_ids(importing.at, 1)
        manager = people.get(plain_owner(member.manager))
        person = _person(member, actor, importing.at)._replace(
            id=row_id,
            role="manager" if is_manager else "rep",
            sells=int(member.number != 0),
            handle=_free_handle(member.name, handles),
            manager_id=manager.id if manager is not None and manager.leads else None,
        )
        person = checked_person(person)
        handles.add(person.handle)
        people[plain_owner(person.name)] = person
        changes.append(added("person", person))
    return Written([], changes)


def _managers_first(new: Sequence[Member], people: Mapping[str, Person]) -> Iterator[Member]:
    """Those to add; managers of whom no row is have the number 0. Nobody comes before the own manager."""
    rows = {plain_owner(member.name): member for member in new}
    done: set[str] = set()

    def lead_on(name: str, member: Member, above: frozenset[str]) -> Iterator[Member]:
        key = plain_owner(member.manager)
        if member.manager and key not in people and key not in done and key not in above:
            yield from lead_on(key, rows.get(key, Member(0, member.manager)), above | {name})
        if name not in done:
            done.add(name)
            yield member

    for name, member in rows.items():
        yield from lead_on(name, member, frozenset((name,)))


def _person(member: Member, actor: Person, now: int) -> Person:
    """A person who begins today, with the hours of whoever brings the team in."""
    return Person(
        id=0,
        handle="",
        name=member.name,
        role="rep",
        start_date=day_of(now, actor.zone).isoformat(),
        time_zone=actor.time_zone,
        working_hours=actor.working_hours,
        email=member.email,
        territory=member.territory,
    )


def _free_handle(name: str, taken: set[str]) -> str:
    """A handle of the first name, of the whole name where that is taken, or with a number."""
    first = handle_from(name)
    last = handle_from(name.split()[-1])
    wanted = (
        first,
        f"{first}.{last}"[:30],
        *(f"{first[:28]}{number}" for number in range(2, len(taken) + 3)),
    )
    return next(handle for handle in wanted if handle not in taken)


def _without_ids(_table: Table, _id_column: str | None) -> Identity:
    return Identity("", ROW_KEY, None)


def _whose(_reader: Reader, _importing: ImportCommand, _found: Comparison[Member]) -> tuple[Whose, ...]:
    """People are the company's."""
    return (COMPANY,)


TEAM_IMPORT = ImportSpec[Member](
    noun="team",
    one="person",
    many="people",
    command=ImportTeam,
    columns=ColumnRules(
        team_columns,
        keeps_rest=False,
        identify=_without_ids,
        labels=_LABELS,
        needs=("name",),
        proof=(("name", "manager"), ("name", "territory")),
    ),
    read=_read,
    compare=_compare,
    write=_write,
    whose=_whose,
    nothing_new="everybody of the file is here already.",
    shown=("name", "manager", "territory"),
    sample=lambda member, _unit: [member.name, member.manager, member.territory],
    finding="A sales team: managers named beside somebody who are not here yet are added, too; they do not sell.",
    counts=CountWords(unchanged="here already"),
)
"""People are known by their names or e-mail addresses."""
