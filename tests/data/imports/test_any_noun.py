"""A noun that nobody has heard of gets an import by its spec alone: read, matched, written, taken back."""

from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlite_utils import Database

from data.files.refused import FileRefused
from data.imports.command import decide_import
from data.imports.compare import compare_records
from data.imports.comparison import Comparison
from data.imports.drafts import Draft
from data.imports.fields import ImportField, RowRules, import_fields
from data.imports.match_rules import MatchRules
from data.imports.meanings import Meanings
from data.imports.new_records import new_records, owners_of_changed
from data.imports.options import Options
from data.imports.plan import Plan, read_plan
from data.imports.read_records import read_records
from data.imports.rejects import write_report
from data.imports.repeated_rows import BY_KEY_ALONE
from data.imports.saved_maps import SaveMap
from data.imports.spec import Batch, ColumnRules, ImportSpec
from data.imports.vocabulary import Look, Vocabulary
from data.kernel.commands import REACH, Deciding, Decision, Reader, command
from data.kernel.engine import Row
from data.kernel.errors import Refused
from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table
from data.kernel.undo import Undo
from data.leads.commands import AddLead
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.nouns import Nouns
from data.records.fields import Field, Records
from data.schema.declare import create_table
from tests.data.leads.house import House

TENANCIES = Records(
    table="tenancy",
    word="tenancy",
    plural="tenancies",
    named=("name",),
    fields=(
        Field("name", "name"),
        Field("rent", "rent", "money"),
        Field("currency", "currency"),
        Field("state", "state", "status", typed=False),
        Field("begins_at", "begins", "moment", typed=False),
        Field("ends_at", "ends", "moment", typed=False),
        Field("notes", "notes", "lines"),
        Field("custom", "other fields", "custom"),
        Field("owner_id", "agent", "person", typed=False),
        Field("owner_name", "agent there", typed=False),
    ),
)


class Tenancy(NamedTuple):
    """One tenancy, as it stands in the store."""

    id: int
    name: str
    rent: int | None
    currency: str
    state: str
    begins_at: int | None
    ends_at: int | None
    notes: str
    custom: str
    owner_id: int | None
    owner_name: str
    source_key: str | None
    batch_id: int | None
    touched: int | None


def states(_reader: Reader, options: Options) -> Meanings:
    """What words for a state mean."""
    return Meanings({"let": "let", "free": "free"}, [("let", ("occupied",))], options.meanings)


def vocabulary() -> Vocabulary:
    """What files call the fields."""
    return Vocabulary(
        source="a test",
        field={
            "name": ("tenant", "name"),
            "rent": ("rent",),
            "state": ("state", "status"),
            "begins_at": ("from", "move in date"),
            "ends_at": ("until", "move out date"),
            "notes": ("notes",),
            "owner": ("agent",),
            "id": ("contract",),
        },
        look=(Look(name="tenancies", group={"tenant": ("tenant",), "rent": ("rent",)}, outweighs="names"),),
    )


ROWS = RowRules(
    TENANCIES,
    import_fields(
        TENANCIES,
        "any file",
        {"owner_id": "owner"},
        {
            "rent": ImportField("rent", "money", currency="currency"),
            "state": ImportField("state", "meaning", meanings=states),
        },
    ),
    lacks=lambda values: "" if values[0] else "no name of a tenant",
    name_key=lambda values: str(values[0]),
)


@command("tenancy.import", REACH)
class ImportTenancies(NamedTuple):
    """Bring in tenancies."""

    id: int
    actor: int
    at: int
    batch: Batch[Draft]
    found: Comparison[Draft]

    def decide(self, reader: Deciding) -> Decision:
        """As every import."""
        return decide_import(TENANCY_IMPORT, self, reader)


TENANCY_IMPORT = ImportSpec[Draft](
    noun="tenancy",
    one=TENANCIES.word,
    many=TENANCIES.plural,
    command=ImportTenancies,
    columns=ColumnRules(vocabulary, needs=("name",)),
    read=partial(read_records, ROWS, BY_KEY_ALONE),
    compare=partial(compare_records, MatchRules("tenancy.import", Tenancy, has_owner=True), ROWS),
    write=partial(new_records, ROWS, {}),
    whose=partial(owners_of_changed, "tenancy"),
    nothing_new="every tenancy of the file is there already.",
    shown=("name", "rent"),
    sample=lambda draft, _unit: [str(draft.values[0]), str(draft.values[1])],
)
FILE = """Contract,Tenant,Rent,Status,From,Until,Agent,Floor
7,Ida Lund,"€ 1.200,50",occupied,1/2/2026,31/12/2026,ana,3
8,Ben Ort,"€ 900,00",to be painted,3/2/2026,30/11/2026,JH,
9,,"€ 5,00",,,,,
"""


class Registry(Nouns):
    """All nouns, and the one of this test."""

    @cached_property
    def all(self) -> tuple[Noun, ...]:
        owner = Reference("owner_id", "person")
        table = Table("tenancy", called="name", owner="owner_id", references=(owner,), keeps_batch=True)
        return (*Nouns().all, Noun("tenancies", tables=(table,)))

    def imports(self) -> list[ImportSpec[Any]]:
        return [*super().imports(), TENANCY_IMPORT]


class Agency(House):
    """The house with a table of tenancies."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder
        scratch = Database(memory=True)
        kinds: dict[str, Any] = {
            field.column: int | None if ROWS.fields[place].unsaid is None else str
            for place, field in enumerate(TENANCIES.fields)
        }
        keys = {"source_key": str | None, "batch_id": int | None, "touched": int | None}
        create_table(scratch, "tenancy", {"id": int, **kinds, **keys})
        made = scratch.execute("select sql from sqlite_master where sql is not null").fetchall()
        self.store.engine.write([(sql, ()) for (sql,) in made])
        self.store.registry = Registry()

    def plan(self, text: str, actor: int | None = None, **options: Any) -> Plan[Draft]:
        """What an import of a text would do."""
        path = self.folder / "tenancies.csv"
        path.write_text(text, encoding="utf-8")
        who = self.person(self.ana if actor is None else actor)
        return read_plan(TENANCY_IMPORT, self.store, who, self.now, str(path), Options(**options))

    def carry_out(self, plan: Plan[Draft], actor: int | None = None) -> str:
        """Apply a plan; returns what was done."""
        who = self.ana if actor is None else actor
        return self.store.apply(plan.command(self.store.ids, who, self.now)).summary

    def tenancies(self) -> list[Row]:
        """All of them."""
        return self.rows("select name, rent, currency, state, owner_id, owner_name, custom from tenancy")


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    made = Agency(tmp_path)
    yield made
    made.store.close()


def test_its_rows_are_read_by_the_forms_of_its_fields_and_taken_back(agency: Agency) -> None:
    plan = agency.plan(FILE)
    assert plan.counts()["added"] == 2 and [left.number for left in plan.rejected] == [4]
    assert agency.carry_out(plan) == "imported 2 tenancies from tenancies.csv"
    assert agency.tenancies() == [
        ("Ida Lund", 120_050, "EUR", "let", agency.ana, "", '{"Floor": "3", "Status": "occupied"}'),
        ("Ben Ort", 90_000, "EUR", "", agency.ana, "JH", '{"Status": "to be painted"}'),
    ]
    begins, ends = agency.rows("select begins_at, ends_at from tenancy where name = 'Ida Lund'")[0]
    assert (ends - begins) // 86_400_000 == 333, "both columns are read day first"
    agency.do(Undo)
    assert agency.tenancies() == []


def test_the_same_file_again_is_known_and_a_changed_one_updates(agency: Agency) -> None:
    agency.carry_out(agency.plan(FILE))
    assert agency.plan(FILE).found.is_empty
    plan = agency.plan(FILE.replace("900,00", "950,00"))
    assert (plan.counts()["updated"], plan.counts()["unchanged"]) == (1, 1)
    agency.carry_out(plan)
    assert [row[1] for row in agency.tenancies()] == [120_050, 95_000]
    with pytest.raises(Refused, match=r"Nothing new: every tenancy"):
        agency.carry_out(plan)


def test_anothers_record_is_left_out_with_its_owner(agency: Agency) -> None:
    agency.carry_out(agency.plan(FILE))
    (left, *_) = agency.plan(FILE.replace("1.200", "1.300"), agency.cy).rejected
    assert (left.number, left.detail) == (2, "would change Ida Lund, which is Ana Rep's tenancy")


def test_what_words_mean_and_who_owners_are_can_be_told(agency: Agency) -> None:
    plan = agency.plan(FILE, meanings={"to be painted": "free"}, owners={"JH": "ben"})
    agency.carry_out(plan)
    assert [(row[3], row[4]) for row in agency.tenancies()] == [("let", agency.ana), ("free", agency.ben)]


def test_columns_can_be_told_and_kept_under_a_name(agency: Agency) -> None:
    odd = FILE.replace("Contract,Tenant", "C,T")
    plan = agency.plan(odd, mapping="id=C,name=T")
    agency.do(SaveMap, noun="tenancy", map_name="odd", mapping=plan.columns.mapping)
    assert agency.plan(odd).map_name == "odd" and agency.plan(odd).counts()["added"] == 2
    with pytest.raises(FileRefused, match="no column that is known for any of: name"):
        agency.plan(odd, agency.ben)  # a rep's map is the rep's own


def test_a_file_of_something_else_is_named_for_what_it_is(agency: Agency) -> None:
    with pytest.raises(FileRefused, match=r"looks like contacts \(Last Name, Email\), not tenancies\."):
        agency.plan("Last Name,Email\nLund,ida@a.example\n")
    with pytest.raises(
        FileRefused,
        match=r"looks like tickets of a help desk \(Ticket ID, Priority\), .* There is no import of tick",
    ):
        agency.plan("Ticket ID,Priority\n7,9\n")


def test_its_files_are_named_where_they_are_offered_to_another_noun(agency: Agency) -> None:
    path = agency.folder / "tenancies.csv"
    path.write_text(FILE.replace("Floor", "Contact Name"), encoding="utf-8")
    with pytest.raises(FileRefused, match=r"looks like tenancies \(Tenant, Rent\), not leads") as refused:
        read_plan(LEAD_IMPORT, agency.store, agency.person(agency.ana), agency.now, str(path))
    assert refused.value.values["holds"] == "tenancy"


def test_rejected_rows_can_be_mended_and_brought_in(agency: Agency) -> None:
    plan = agency.plan(FILE)
    agency.carry_out(plan)
    path = agency.folder / "rejected.csv"
    assert write_report(plan, str(path)) == 1
    mended = path.read_text().replace("no name of a tenant,9,,", "no name of a tenant,9,Eve Poe,")
    assert agency.plan(mended).counts()["added"] == 1


def test_its_leads_are_not_its_business(agency: Agency) -> None:
    agency.do(AddLead, columns={"name": "Ida Lund"})
    assert agency.plan(FILE).counts()["added"] == 2
