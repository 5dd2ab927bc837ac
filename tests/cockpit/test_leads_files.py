"""`cockpit leads import` and `export`, as a rep types them."""

import csv
from pathlib import Path

import pytest

from tests.cockpit.conftest import Type

FILE = "Full Name,Mail address,Shoe\nAna Costa,ana@acme.example,41\n,,42\nBob,bob@b.example,43\n"


@pytest.fixture
def contacts(tmp_path: Path) -> str:
    """A file of three rows, one of them without anything to go by."""
    path = tmp_path / "contacts.csv"
    path.write_text(FILE)
    return str(path)


def test_a_dry_run_shows_everything_and_writes_nothing(cockpit: Type, contacts: str) -> None:
    said = cockpit("leads", "import", contacts, "--dry-run")
    assert said.code == 1
    for words in (
        "UTF-8, commas",
        "Full Name",
        "kept as own fields: Shoe.",
        "Ana Costa",
        "2  added",
        "1  rejected",
    ):
        assert words in said.out
    assert "row 3: neither a name" in said.out
    assert cockpit("leads", "list", "--all", "--json").json == []


def test_an_import_reports_and_keeps_what_was_rejected(cockpit: Type, contacts: str, tmp_path: Path) -> None:
    report = tmp_path / "rejected.csv"
    said = cockpit("leads", "import", contacts, "--json", "--report", str(report))
    assert said.code == 1
    counts = {name: said.json[name] for name in ("added", "updated", "unchanged", "duplicates", "rejected")}
    assert counts == {"added": 2, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": 1}
    assert said.json["rejected_rows"][0]["row"] == 3
    with report.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Shoe"], row["Rejected row"]) == ("42", "3")
    assert "neither a name" in row["Rejected because"]
    report.write_text(report.read_text().replace(",,42", "Cem,,42"))
    again = cockpit("leads", "import", str(report), "--yes")
    assert (again.code, again.err) == (0, "")
    assert {lead["name"] for lead in cockpit("leads", "list", "--all", "--json").json} == {
        "Ana Costa",
        "Bob",
        "Cem",
    }


def test_no_file_that_is_written_replaces_the_store_or_what_is_imported(
    cockpit: Type, contacts: str, tmp_path: Path
) -> None:
    store, link = tmp_path / "cockpit.db", tmp_path / "link.csv"
    link.symlink_to(store)
    before = store.read_bytes()
    for words in (
        *(("leads", "import", contacts, "--dry-run", "--report", str(path)) for path in (store, link, contacts)),
        *(("points", "import", contacts, "--dry-run", "--report", str(path)) for path in (store, link, contacts)),
        *(("export", "--format", "csv", "--out", str(path)) for path in (store, link)),
        *(("leads", "export", "--format", "csv", "--out", str(path)) for path in (store, link)),
    ):  # fmt: skip
        said = cockpit(*words)
        assert said.code == 1 and "Name another file" in said.err, words
    assert store.read_bytes() == before and Path(contacts).read_text() == FILE


def test_the_same_file_again_is_no_failure(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name\nAna\n")
    assert cockpit("leads", "import", str(path)).code == 0
    again = cockpit("leads", "import", str(path))
    assert (again.code, "Nothing new." in again.out) == (0, True)
    assert cockpit("undo").line.startswith("undone: imported 1 lead")
    assert cockpit("leads", "list", "--all", "--json").json == []


def test_a_map_can_be_saved_and_used(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("A,B\nAna,ana@acme.example\n")
    assert cockpit("leads", "import", str(path), "--map", "name=A,emails=B", "--save-map", "odd").code == 0
    path.write_text("A,B\nBob,bob@b.example\n")
    assert cockpit("leads", "import", str(path), "--use-map", "odd", "--json").json["added"] == 1
    said = cockpit("leads", "import", str(path), "--use-map", "other")
    assert said.code == 1
    assert "Maps: odd" in said.err


def test_one_is_not_told_as_many(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("Record ID,Name,Owner,Lead Status,Email\n1,Ann,Zoe,New,\n", encoding="utf-8")
    assert "Of 1 row:" in cockpit("leads", "import", str(path), "--yes").out
    path.write_text("Record ID,Name,Owner,Lead Status,Email\n1,Ann,Zoe,New,a@a.example\n", encoding="utf-8")
    assert "\nupdated 1 lead from b.csv " in cockpit("leads", "import", str(path), "--yes").out
    path.write_text("Name,Shoe\n,41\n", encoding="utf-8")
    assert "1 row was rejected; keep it with --report" in cockpit("leads", "import", str(path), "--yes").err
    path.write_bytes("Name,会社\n山田太郎,株式会社\n".encode("cp932") * 20)
    assert "accents" not in cockpit("leads", "import", str(path), "--dry-run").out


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "foo"),
        ("--map", "name=Nope"),
        ("--map", "shoe=Shoe"),
        ("--map", "shoe=none"),
        ("--encoding", "klingon"),
        ("--delimiter", "ab"),
        ("--sheet", "x"),
    ],
)
def test_what_is_said_wrongly_about_a_file_is_a_matter_of_usage(
    cockpit: Type, contacts: str, words: tuple[str, str]
) -> None:
    for more in ((), (contacts,)):
        said = cockpit("leads", "import", contacts, *more, *words, "--yes")
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("cockpit: ")
    assert cockpit("points", "import", contacts, "--encoding", "klingon").code == 2


def test_leads_go_to_whom_it_is_said(team: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Owner\nAna,JH\nBob,\n")
    assert team("leads", "import", str(path), "--owner", "JH=li", "--owner", "bo").code == 0
    said = team("leads", "list", "--all", "--json").json
    assert {lead["name"]: lead["owner"] for lead in said} == {"Ana": "li", "Bob": "bo"}


@pytest.mark.parametrize("content", [b"", b"Name\n", b"\x00\x01\x02", b'Name,Email\n"Ana,x\n'])
def test_a_bad_file_is_refused_without_a_trace(cockpit: Type, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    said = cockpit("leads", "import", str(path))
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("cockpit: bad.csv")


def test_one_bad_file_among_several_stops_only_itself(cockpit: Type, contacts: str, tmp_path: Path) -> None:
    said = cockpit("leads", "import", str(tmp_path / "none.csv"), contacts, "--yes")
    assert said.code == 1
    assert "none.csv" in said.err
    assert len(cockpit("leads", "list", "--all", "--json").json) == 2


def test_an_export_comes_back_as_nothing_new(cockpit: Type, contacts: str, tmp_path: Path) -> None:
    cockpit("leads", "import", contacts, "--yes")
    for name in ("out.csv", "out.xlsx", "out.json"):
        path = str(tmp_path / name)
        assert cockpit("leads", "export", "--all", "--out", path).line == f"2 leads written to {path}"
        assert cockpit("leads", "import", path, "--json").json["unchanged"] == 2


def test_an_export_to_the_screen(cockpit: Type) -> None:
    cockpit("leads", "add", "--name", "=1+1", "--company", "Acme")
    out = cockpit("leads", "export").out
    assert out.splitlines()[0].startswith("Cockpit reference,Name,Title,Company,E-mail,Phone,")
    assert ",'=1+1,," in out
    assert cockpit("leads", "export", "--format", "json").json[0]["Name"] == "=1+1"
    assert cockpit("leads", "export", "--format", "xlsx").code == 2


@pytest.fixture
def book(cockpit: Type, tmp_path: Path) -> Type:
    """Three leads, just imported: nobody has worked them yet."""
    path = tmp_path / "book.csv"
    path.write_text("Name,Company\nJane Mays,Acme\nBob Hill,Brook\nCem Oz,Corn\n")
    assert cockpit("leads", "import", str(path), "--yes").code == 0
    return cockpit


def test_who_has_imported_leads_is_told_where_they_are(book: Type) -> None:
    assert (
        book("leads", "list").line
        == "Nothing waits in your queue. 3 of yours not worked yet: --view unworked"
    )
    assert len(book("leads", "list", "--view", "unworked", "--json").json) == 3
    book("leads", "add", "--name", "Dora Lee")
    out = book("leads", "list").out
    assert "Dora Lee" in out
    assert "Besides:\n  3 of yours not worked yet: --view unworked" in out


def test_a_search_goes_over_all_of_ones_own_open_leads(book: Type) -> None:
    assert "Jane Mays" in book("leads", "list", "--find", "mays").out
    assert book("leads", "list", "--find", "nobody").line.startswith("No lead of yours matches.")


def test_an_export_holds_all_of_ones_own_leads(book: Type, tmp_path: Path) -> None:
    path = str(tmp_path / "l.csv")
    assert book("leads", "export", "--out", path).line == f"3 leads written to {path}"
    empty = book("leads", "export", "--out", path, "--view", "done")
    assert (empty.code, empty.err) == (
        0,
        "There is no lead in the view done. All that you may see: --all\n",
    )


def test_a_list_of_no_leads_is_refused(book: Type) -> None:
    for many in ("0", "-1", "x"):
        assert book("leads", "list", "-n", many).code == 2


def test_owners_left_unnamed_are_counted_and_columns_stand_below_their_heading(
    cockpit: Type, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Owner\nAna,Jane Doe\n")
    said = cockpit("leads", "import", str(path), "--dry-run")
    assert "Owners unknown here: 1 (Jane Doe). " in said.out
    head = next(line for line in said.out.splitlines() if "becomes" in line)
    row = next(line for line in said.out.splitlines() if line.strip().startswith("Owner"))
    assert (head.index("column"), head.index("becomes")) == (row.index("Owner"), row.index("owner"))
    path.write_text("Name,Owner\n" + "".join(f"Ana {n},Owner {n}\n" for n in range(7)))
    out = " ".join(cockpit("leads", "import", str(path), "--dry-run").out.split())
    assert "Owner 4 and 2 more). " in out


def test_broken_letters_are_offered_mended_and_never_mended_unasked(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("Name,Email\nZoÃ« MÃ¼ller,zoe@a.example\n", encoding="utf-8")
    said = cockpit("leads", "import", str(path), "--dry-run").out
    assert '"MÃ¼ller" for "Müller"' in said and "--mend" in said and "ZoÃ« MÃ¼ller" in said
    assert (
        cockpit("leads", "import", str(path), "--dry-run", "--json").json["broken_letters"]["ZoÃ«"] == "Zoë"
    )
    assert cockpit("leads", "import", str(path), "--yes", "--mend").code == 0
    assert [lead["name"] for lead in cockpit("leads", "list", "--all", "--json").json] == ["Zoë Müller"]


def test_calls_that_are_offered_as_leads_are_sent_to_the_right_verb(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(
        "Call Type,Call Start Time,Contact Name\nOutbound,2026-11-16 10:00:00,Ann\n", encoding="utf-8"
    )
    said = cockpit("leads", "import", str(path))
    assert said.code == 1 and "looks like calls (Call Type, Call Start Time), not leads" in said.err
    assert "cockpit points import FILE" in said.err and "--map name=COLUMN" in said.err
    assert cockpit("points", "import", str(path), "--yes").code == 0


def test_rows_that_went_together_and_conflicts_are_told_with_their_rows(
    cockpit: Type, tmp_path: Path
) -> None:
    path = tmp_path / "north.csv"
    path.write_text(
        "Lead ID,Name,Email,Company\nLD-001,Ann Lee,ann@a.example,Acme\n,Ann Lee,ann@a.example,Beta\n"
        ",A. Lee,ann@a.example,\n"
    )
    said = cockpit("leads", "import", str(path))
    assert "1  put together with another row (row 3)" in said.out
    assert "row 3: company Beta, but Acme in row 2; kept as own field Company" in said.out
    facts = cockpit("leads", "import", str(path), "--json").json
    assert facts["united_rows"] == [{"row": 3, "with": 2}]
    assert [(clash["row"], clash["field"], clash["kept_as"]) for clash in facts["clashes"]] == [
        (3, "company", "Company")
    ]
    path.write_text("Lead ID,Name,Email,Company\nLD-001,Eve Poe,eve@e.example,\n")
    report = tmp_path / "conflicts.csv"
    said = cockpit("leads", "import", str(path), "--report", str(report))
    assert said.code == 1 and "conflicts (row 2:" in said.out and "--system NAME" in said.out
    assert report.read_text().splitlines()[1].endswith("LD-001,Eve Poe,eve@e.example,")
    facts = cockpit("leads", "import", str(path), "--system", "South", "--json").json
    assert (facts["system"], facts["added"], facts["accounts"]) == ("south", 1, {"added": 1})
    assert cockpit("leads", "import", str(path), "--system", "row").code == 2
    bare = tmp_path / "bare.csv"
    bare.write_text("Name\nAnn\n")
    said = cockpit("leads", "import", str(bare), "--system", "South")
    assert said.code == 2 and "--map id=COLUMN" in said.err


def test_values_that_were_set_here_are_told_with_what_the_file_says(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Id,Name,Title\n1,Ann,CFO\n")
    cockpit("leads", "import", str(path))
    cockpit("leads", "edit", "Ann", "--title", "CEO")
    said = cockpit("leads", "import", str(path))
    assert "row 2: title CFO, but CEO was set here" in said.out
    facts = cockpit("leads", "import", str(path), "--json").json
    assert facts["set_here"] == [{"row": 2, "field": "title", "here": "CEO", "in_file": "CFO"}]


def test_amounts_are_told_with_their_currency(cockpit: Type, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Id,Name,Budget\n1,Ann,1000\n")
    cockpit("leads", "import", str(path))
    cockpit("leads", "edit", "Ann", "--budget", "2500")
    said = cockpit("leads", "import", str(path))
    assert "row 2: budget amount 1,000 USD, but 2,500 USD was set here" in said.out
    path.write_text("Id,Name,Budget,Currency\n2,Bo,100,EUR\n2,Bo,200,EUR\n")
    said = cockpit("leads", "import", str(path))
    assert "row 3: budget amount 200 EUR, but 100 EUR in row 2" in said.out


@pytest.mark.parametrize("noun", ["deals", "quotes"])
def test_the_first_rows_of_an_import_say_in_which_currency_they_are(
    cockpit: Type, tmp_path: Path, noun: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Deal,Amount,Currency,Stage\nShop,Shop,1000,,New\nSite,Site,2000.50,GBP,New\n")
    out = cockpit(noun, "import", str(path), "--dry-run").out
    assert "1,000 USD" in out and "2,000.50 GBP" in out
