"""What any record has works for a table that nobody has heard of, by its description alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlite_utils import Database

from data.kernel.commands import REACH, Change, Decision, change_statements, command
from data.kernel.errors import Refused, UsageError
from data.kernel.rows import added, changed, existing_record
from data.kernel.store import Store
from data.records.changing import ChangeRules
from data.records.commands import (
    decide_add,
    decide_assign,
    decide_edit,
    decide_merge,
    decide_note,
    decide_tags,
)
from data.records.duplicates import duplicates_of, find_duplicates
from data.records.fields import Field, Records, completeness
from data.records.match_keys import Key, MatchKey, keys_of, records_with
from data.records.merge import joined, put_away, said_to_differ
from data.records.merged import standing, with_merged
from data.records.notes import Note
from data.records.search import filtered, matching, nearly, ranked
from data.records.timeline import Story, told
from data.schema.declare import create_search, create_table
from tests.data.leads.house import House

TENANTS = Records(
    table="tenant",
    word="tenant",
    plural="tenants",
    named=("name",),
    fields=(
        Field("name", "name", wanted=True),
        Field("emails", "e-mail", "emails", wanted=True, merging="united"),
        Field("phones", "phone", "phones", merging="united"),
        Field("rent", "rent", "money", searched=False),
        Field("tags", "tags", "tags", merging="united"),
        Field("moved_in_at", "moved in", "moment", typed=False, searched=False, merging="earliest"),
    ),
)
STORY = Story(TENANTS, sources=(), settled=frozenset())


class Tenant(NamedTuple):
    """A row of the unheard-of table."""

    id: int
    name: str
    emails: str = ""
    phones: str = ""
    rent: int | None = None
    tags: str = ""
    moved_in_at: int | None = None
    owner_id: int | None = None
    created_at: int = 0
    merged_into: int | None = None
    batch_id: int | None = None
    touched: int | None = None


@command("tenant.change", REACH)
class Step(NamedTuple):
    """A command, for its id, its actor and its moment."""

    id: int
    actor: int
    at: int

    def decide(self, _reader: object) -> Decision:
        """Nothing by itself."""
        return Decision("")


def _named(_reader: object, _before: Tenant | None, tenant: Tenant) -> Tenant:
    if not tenant.name:
        raise UsageError("A tenant needs a name.")
    return tenant


RULES = ChangeRules(
    records=TENANTS,
    kind=Tenant,
    called=lambda tenant: tenant.name,
    whose=lambda tenants: {tenant.owner_id or "nobody" for tenant in tenants},
    refuse_stranger=lambda _reader, _actor, _tenant: None,
    settled=_named,
)


class Block:
    """A store with the table of tenants."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.store: Store = self.house.store
        self._make_table()

    def _make_table(self) -> None:
        scratch = Database(memory=True)
        columns: dict[str, Any] = {
            name: int | None if name not in ("name", "emails", "phones", "tags") else str
            for name in Tenant._fields
            if name != "id"
        }
        create_table(scratch, "tenant", {"id": int, **columns})
        create_search(scratch, "tenant", TENANTS.searched)
        scratch.execute("create virtual table tenant_search_terms using fts5vocab(tenant_search, row)")
        made = scratch.execute(
            "select sql from sqlite_master where sql is not null and name not like 'tenant_search_%' "
            "or type in ('trigger', 'view') or name = 'tenant_search_terms' order by rowid"
        )
        self.store.engine.write([(sql, ()) for (sql,) in made])

    def write(self, *changes: Change | None) -> None:
        """Write changes as a command would."""
        written = [statement for change in changes if change for statement in change_statements(change)]
        self.store.engine.write([*written, ("delete from guard", ())])

    def let(self, name: str, **columns: Any) -> Tenant:
        """A new tenant with match keys."""
        tenant = Tenant(self.store.ids.new(self.house.now), name, created_at=self.house.now, **columns)
        keys = [
            MatchKey(self.store.ids.new(self.house.now), "tenant", tenant.id, kind, value)
            for kind, value in keys_of(TENANTS, tenant._asdict())
        ]
        self.write(added("tenant", tenant), *(added("match_key", key) for key in keys))
        return tenant

    def merge(self, kept: Tenant, other: Tenant) -> Tenant:
        """One tenant of two."""
        command = self.store.ids.new(self.house.now)
        united = kept._replace(**joined(TENANTS, [kept, other], ""))
        gone = put_away(self.store, Tenant, TENANTS, other, other, kept.id, command)
        self.write(changed("tenant", kept, united, command), *gone)
        return existing_record(self.store, Tenant, "tenant", kept.id)


@pytest.fixture
def block(tmp_path: Path) -> Iterator[Block]:
    made = Block(tmp_path)
    yield made
    made.store.close()


def test_it_is_found_by_its_words_its_numbers_its_notes_and_nearly(block: Block) -> None:
    ida = block.let("Ida Lund", phones="+47 22 00 00 01", tags="top floor")
    ben = block.let("Petersen")
    note = Note(block.store.ids.new(0), "tenant", ben.id, block.house.ana, block.house.now, "noisy piano")
    block.write(added("note", note))
    lead = block.house.add("Ida Lead", phones="+47 22 00 00 01")
    find = block.store
    assert [matching(find, TENANTS, typed) for typed in ("ida", "floor top", "22 00 00 01")] == [[ida.id]] * 3
    assert matching(find, TENANTS, "piano") == [ben.id]
    assert list(nearly(find, TENANTS, [ida.id, ben.id], "petersan")) == [ben.id]
    assert list(filtered(find, TENANTS, [ben.id, ida.id], "i")) == [ida.id]
    assert ranked(find, TENANTS, block.house.person(block.house.ana), "lund", 8) == [ida.id]
    assert lead not in matching(find, TENANTS, "ida")


def test_doubles_are_found_among_its_own_kind_until_they_are_said_to_be_two(block: Block) -> None:
    one, other = (
        block.let("Ida Lund", emails="ida@lund.example"),
        block.let("Lund Ida", emails="ida@lund.example"),
    )
    block.house.add("Ida Lund", emails="ida@lund.example")
    (pair,) = find_duplicates(block.store, TENANTS).pairs
    assert (pair.record_a, pair.record_b, pair.certain) == (one.id, other.id, True)
    assert duplicates_of(block.store, TENANTS, other.id) == [pair]
    block.write(said_to_differ(block.store, TENANTS, block.store.ids.new(0), other.id, one.id))
    assert find_duplicates(block.store, TENANTS).pairs == duplicates_of(block.store, TENANTS, one.id) == []


def test_a_merge_unites_lists_fills_gaps_and_what_went_leads_to_what_stays(block: Block) -> None:
    first = block.let("Ida Lund", emails="ida@lund.example", tags="quiet", moved_in_at=2_000)
    second = block.let(
        "I Lund", emails="Ida@Lund.example\nhome: i@lund.example", rent=90_000, moved_in_at=1_000
    )
    third = block.let("Ida L")
    block.merge(second, third)
    united = block.merge(first, existing_record(block.store, Tenant, "tenant", second.id))
    assert united.emails == "ida@lund.example\nhome: i@lund.example"
    assert (united.name, united.rent, united.tags, united.moved_in_at) == ("Ida Lund", 90_000, "quiet", 1_000)
    assert [standing(block.store, "tenant", one.id) for one in (first, second, third)] == [first.id] * 3
    assert with_merged(block.store, "tenant", first.id) == [first.id, second.id, third.id]
    key: Key = ("email", "i@lund.example")
    assert records_with(block.store, TENANTS, [key]) == {key: [first.id]}


def test_its_notes_stand_in_its_timeline(block: Block) -> None:
    ida = block.let("Ida Lund")
    note = Note(block.store.ids.new(0), "tenant", ida.id, block.house.ana, block.house.now, "piano")
    block.write(added("note", note))
    events = told(block.store, STORY, ida.id)
    assert [(event.kind, event.who, event.text) for event in events if event.kind == "note"] == [
        ("note", "Ana Rep", "piano")
    ]


def test_its_commands_decide_by_its_rules_alone(block: Block) -> None:
    house, store = block.house, block.store
    step = Step(store.ids.new(house.now), house.ana, house.now)
    new = Tenant(step.id, "", owner_id=house.ana)
    told = decide_add(RULES, store, step, new, {"name": " Ida  Lund ", "phones": "22 00 00 01"}, {})
    block.write(*told.changes)
    other = block.let("I Lund", emails="i@lund.example")
    assert (told.summary, set(told.whose)) == ("Ida Lund added", {house.ana})
    assert matching(store, TENANTS, "22 00 00 01") == [step.id]
    with pytest.raises(UsageError, match="needs a name"):
        decide_edit(RULES, store, step, step.id, {"name": ""}, {})
    with pytest.raises(UsageError, match="no particular of a tenant"):
        decide_edit(RULES, store, step, step.id, {"owner_id": 1}, {})
    made = [
        decide_edit(RULES, store, step, step.id, {"emails": "ida@lund.example"}, {}),
        decide_note(RULES, store, step, step.id, "piano"),
        decide_tags(RULES, store, step, (step.id, other.id), "quiet, top floor", on=True),
        decide_assign(RULES, store, step, (other.id,), house.ben, lambda tenant, _person: (tenant, [])),
        decide_merge(RULES, store, step, step.id, (other.id,), lambda found: found[0]),
    ]
    assert [decision.summary for decision in made] == [
        "Ida Lund changed: e-mail",
        "note on Ida Lund",
        "2 tenants tagged quiet, top floor",
        "I Lund given to Ben Rep",
        "I Lund merged into Ida Lund",
    ]
    assert set(made[2].whose) == {house.ana, "nobody"}
    block.write(*made[0].changes, *made[1].changes)
    assert records_with(store, TENANTS, [("email", "ida@lund.example")]) == {
        ("email", "ida@lund.example"): [step.id]
    }
    with pytest.raises(Refused, match="No tenant is chosen"):
        decide_tags(RULES, store, step, (), "quiet", on=True)


def test_its_completeness_counts_what_is_wanted_of_it() -> None:
    assert completeness(TENANTS, Tenant(1, "Ida Lund")) == (50, ("e-mail",))
