"""Bad input: a plain sentence, nothing half imported, and every row accounted for."""

import json
import os
from pathlib import Path

import pytest

from data.files.export import write_table
from data.files.refused import FileRefused
from data.imports.rejects import HEADINGS
from tests.data.leads.imports.conftest import Desk


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"Name,Email\n",
        b"\x7fELF\x02\x01\x01\x00\x00\x00",
        b"\xff\xfeName,Email\nAnn,a@a.example\n",
        b'Name,Email\n"Ann,a@a.example\nBob,b@b.example\nCem,c@c.example\n',
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(desk: Desk, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        desk.plan(content)
    assert str(refused.value).endswith(".")
    assert desk.leads() == []


def test_a_folder_and_a_missing_file_are_refused(desk: Desk) -> None:
    for path in (str(desk.folder), str(desk.folder / "none.csv")):
        with pytest.raises(FileRefused):
            desk.plan_of(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_refused(desk: Desk) -> None:
    path = desk.file("Name\nAnn\n")
    Path(path).chmod(0)
    with pytest.raises(FileRefused, match="permission"):
        desk.plan_of(path)


def test_rows_without_name_company_and_address_are_rejected_with_their_number(desk: Desk) -> None:
    plan = desk.plan(
        "Name,Company,Email,Phone\nAnn,,,\n,,,555 0100\n,Acme,,\n,,x@x.example,\n,,no address,\n"
    )
    assert [left.number for left in plan.rejected] == [3, 6]
    assert desk.carry_out(plan) == {"added": 3, "rejected": 2}


def test_a_rejected_row_can_be_mended_and_imported(desk: Desk) -> None:
    plan = desk.plan("id,Name,Shoe,Phone\n1,Ann,41,\n2,,42,555 0100\n")
    desk.carry_out(plan)
    path = str(desk.folder / "rejected.csv")
    write_table(path, "csv", [*HEADINGS, *plan.table.columns], plan.rejected_rows())
    mended = Path(path).read_text().replace(",42,", "Bob,42,")
    assert "\n3,neither a name" in mended
    assert desk.bring(mended) == {"added": 1}
    bob = desk.leads()[1]
    assert (bob.name, bob.reason, bob.custom) == ("Bob", "", '{"Shoe": "42"}')
    # The mended rows belong to their file: its ids still tell them from those of other files.
    assert desk.bring("id,Name,Shoe,Phone\n1,Ann,41,\n2,Bob,42,555 0100\n") == {"unchanged": 2}


def test_ragged_rows_repeated_and_empty_headings(desk: Desk) -> None:
    plan = desk.plan("Name,,Name,Email\nAnn,x\nBob,y,z,b@b.example,extra\n")
    assert desk.carry_out(plan) == {"added": 1, "rejected": 1}
    assert "5 cells where the header has 4" in plan.rejected[0].detail
    assert json.loads(desk.leads()[0].custom) == {"Column 2": "x"}


def test_a_thousand_columns(desk: Desk) -> None:
    names = ",".join(f"Field {n}" for n in range(1, 1000))
    assert desk.bring(f"Name,{names}\nAnn,{','.join(['v'] * 999)}\n") == {"added": 1}
    assert len(json.loads(desk.leads()[0].custom)) == 999


def test_a_cell_of_10_megabytes_rejects_its_row_alone(desk: Desk) -> None:
    plan = desk.plan(f"Name,Notes\nAnn,{'x' * 10_000_000}\nBob,short\n")
    assert desk.carry_out(plan) == {"added": 1, "rejected": 1}
    plan = desk.plan(f"Name,Notes\nCem,{'x' * 20_000}\n")
    assert "20,000 characters" in plan.rejected[0].detail


def test_a_long_name_is_cut_and_stays_whole_beside_the_lead(desk: Desk) -> None:
    desk.bring(f"Name,Company\n{'n' * 400},Acme\n")
    (lead,) = desk.leads()
    assert len(lead.name) == 300
    assert json.loads(lead.custom) == {"Name": "n" * 400}


@pytest.mark.parametrize(
    "name", ["=SUM(A1)", "[red]Ann[/red]", "@home", "-100", "Ann\x1b[31m\u202e", "<b>Ann</b>"]
)
def test_hostile_cells_are_text(desk: Desk, name: str) -> None:
    desk.bring(f"Name,Email\n{name},a@a.example\n")
    (lead,) = desk.leads()
    assert lead.name == name.replace("\x1b", "").replace("\u202e", "")


def test_latin_bytes_are_read_and_reported(desk: Desk) -> None:
    plan = desk.plan("Name;Company\nJosé Muñoz;Peña\n".encode("cp1252"))
    assert any("not UTF-8" in finding for finding in plan.findings)
    desk.carry_out(plan)
    assert desk.leads()[0].name == "José Muñoz"


def test_dates_of_a_column_are_read_one_way(desk: Desk) -> None:
    plan = desk.plan("Name,Created\nAnn,3/4/2025\nBob,3/25/2025\nCem,soon\n")
    assert any("month first" in finding for finding in plan.findings)
    desk.carry_out(plan)
    leads = desk.leads()
    assert [lead.created_at // 86_400_000 for lead in leads[:2]] == [20151, 20172]
    assert json.loads(leads[2].custom) == {"Created": "soon"}


def test_cells_that_cannot_be_read_are_counted_by_column_and_kept(desk: Desk) -> None:
    plan = desk.plan(
        "Name,Email,Budget,Create date,Work phone\n"
        "Ann,bad-email,$1.5k,2026-02-30,"
        f"{'5' * 400}\nBob,worse,$100,2026-02-28,1\nCem,c@c.example,$1.25,,\n,bad,,,\n"
    )
    unread = {one.column: tuple(one.rows) for one in plan.reading.aside if one.why == "unread"}
    assert unread == {"Email": (2, 3), "Budget": (2,), "Create date": (2,), "Work phone": (2, 3)}
    sentence = (
        "2 cells of Email cannot be read (rows 2 and 3), such as bad-email: kept beside the lead as they are."
    )
    assert sentence in plan.findings
    desk.carry_out(plan)
    ann = desk.leads()[0]
    kept = {"Email": "bad-email", "Budget": "$1.5k", "Create date": "2026-02-30", "Work phone": "5" * 400}
    assert json.loads(ann.custom) == kept


def test_a_long_name_of_two_parts_stays_whole_beside_the_lead(desk: Desk) -> None:
    plan = desk.plan(f"First Name,Last Name\nAnn,{'x' * 9_999}\n{'y' * 200},{'z' * 200}\n")
    sentence = "2 cells of Last Name too long (rows 2 and 3): cut, and kept whole beside the lead."
    assert sentence in plan.findings
    desk.carry_out(plan)
    one, two = desk.leads()
    assert one.name.startswith("Ann xxx") and len(one.name) == 300
    assert json.loads(one.custom) == {"First Name": "Ann", "Last Name": "x" * 9_999}
    assert json.loads(two.custom) == {"First Name": "y" * 200, "Last Name": "z" * 200}


def test_an_amount_that_could_be_thousands_is_said(desk: Desk) -> None:
    plan = desk.plan("Name,Budget\nAnn,€ 1.200\nBob,$22.50\n")
    assert "€ 1.200 does not tell thousands from decimals. Read with a decimal point." in plan.findings
    assert not any("tell thousands" in text for text in desk.plan("Name;Budget\nA;1.200\nB;2,50\n").findings)
