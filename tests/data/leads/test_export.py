"""Leads go out and come back without loss, and what goes out runs nothing in a spreadsheet."""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.files.export import Format
from data.imports.plan import read_plan
from data.kernel.undo import Undo
from data.leads.commands import AddNote
from data.leads.export import export_leads
from data.leads.imports.lead_spec import LEAD_IMPORT
from data.leads.lead import Lead
from data.leads.triage import Qualify, SetNextStep
from tests.data.leads.house import House

LOST_ON_THE_WAY = {"id", "owner_id", "batch_id", "touched", "source_key", "cold_at", "custom"}
"""What another store gives anew, or is compared apart."""


def _out(house: House, path: Path, file_format: Format = "csv") -> str:
    ids = [row[0] for row in house.rows("select id from lead order by id")]
    export_leads(house.store, ids, str(path), file_format)
    return str(path)


def _in(house: House, path: str) -> dict[str, int]:
    plan = read_plan(LEAD_IMPORT, house.store, house.person(house.admin), house.now, path)
    counts = plan.counts()
    assert sum(counts.values()) == plan.table.count
    if not plan.found.is_empty:
        house.store.apply(plan.command(house.store.ids, house.admin, house.now))
    return {what: count for what, count in counts.items() if count}


def _kept(house: House, lead: Lead) -> dict[str, Any]:
    facts = {name: value for name, value in lead._asdict().items() if name not in LOST_ON_THE_WAY}
    handle = house.rows("select handle from person where id = ?", lead.owner_id)
    return {**facts, "owner": handle, "custom": json.loads(lead.custom) if lead.custom else {}}


def _leads(house: House) -> list[dict[str, Any]]:
    return [_kept(house, house.lead(row[0])) for row in house.rows("select id from lead order by id")]


@pytest.mark.parametrize("file_format", ["csv", "tsv", "xlsx", "json"])
def test_an_export_comes_back_to_its_store_as_nothing_new(
    house: House, tmp_path: Path, file_format: Format
) -> None:
    lead = house.add(
        "Ann Lee", emails="a@a.example\nwork: b@b.example", company="Acme", tags="vip", budget=150_050
    )
    house.do(SetNextStep, leads=(lead,), follow_up_at=house.now + 90_061_001, text="send offer")
    house.do(AddNote, lead_id=lead, text="prefers mornings\nand coffee")
    house.do(Qualify, leads=(lead,), answers={"has_budget": 1, "has_need": 0}, qualified=True)
    house.add("Bob", custom='{"Status": "warm", "Shoe": "41"}')
    before = house.state()
    assert _in(house, _out(house, tmp_path / f"out.{file_format}", file_format)) == {"unchanged": 2}
    assert house.state() == before


def test_labelled_addresses_have_columns_of_their_own(house: House, tmp_path: Path) -> None:
    house.add("Ann", emails="a@a.example\nwork: b@b.example\nwork: c@c.example", phones="mobile: +1 555 0100")
    with open(_out(house, tmp_path / "out.csv"), newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["E-mail"], row["E-mail (work)"]) == ("a@a.example", "b@b.example\nc@c.example")
    assert row["Phone (mobile)"] == "+1 555 0100"


def test_formulas_do_not_run_and_numbers_stay_numbers(house: House, tmp_path: Path) -> None:
    for name in ("=1+1", "@SUM(A1)", "+cmd|x", "-2+3"):
        house.add(name, phones="+44 20 7946 0000", custom='{"Delta": "-100"}')
    with open(_out(house, tmp_path / "out.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Name"] for row in rows] == ["'=1+1", "'@SUM(A1)", "'+cmd|x", "'-2+3"]
    assert {(row["Phone"], row["Delta"]) for row in rows} == {("+44 20 7946 0000", "-100")}


def test_edits_in_the_exported_sheet_come_in(house: House, tmp_path: Path) -> None:
    lead = house.add("Ann Lee", title="CFO")
    path = tmp_path / "out.csv"
    _out(house, path)
    path.write_text(path.read_text().replace("CFO", "CEO").replace(",ana,", ",ben,"))
    assert _in(house, str(path)) == {"updated": 1}
    assert (house.lead(lead).title, house.lead(lead).owner_id) == ("CEO", house.ben)


_TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("=+-@'\",;\t\n\r|\x1b\u202e: ()")), max_size=30
)
_WORD = st.text("abcdefgh", min_size=1, max_size=6)
_EMAILS = st.lists(
    st.tuples(st.sampled_from(["", "work: ", "home: "]), _WORD), max_size=4, unique_by=lambda p: p[1]
)
_LEAD = st.fixed_dictionaries(
    {
        "name": _TEXT.map(lambda text: f"N{text}"),
        "company": _TEXT,
        "title": _TEXT,
        "address": _TEXT,
        "notes": _TEXT,
        "tags": _TEXT,
        "emails": _EMAILS.map(lambda pairs: "\n".join(f"{label}{word}@x.example" for label, word in pairs)),
        "phones": st.lists(
            st.sampled_from(["+1 555 0100", "fax: 555 0200", "-5550300", "=5550400"]), unique=True
        ).map("\n".join),
        "budget": st.one_of(st.none(), st.integers(0, 10**9)),
        "custom": st.dictionaries(
            st.one_of(
                st.sampled_from(["Status", "status", "Name", "Notes by date", "Custom: Name", ""]), _TEXT
            ),
            _TEXT.filter(bool),
            max_size=4,
        ),
    }
)


@settings(max_examples=30)
@given(st.lists(_LEAD, min_size=1, max_size=4))
def test_any_lead_survives_the_way_to_another_store_and_back(leads: list[dict[str, Any]]) -> None:
    from data.kernel.text import clean, clean_lines

    with TemporaryDirectory() as folder:
        home, away = Path(folder, "home"), Path(folder, "away")
        home.mkdir()
        away.mkdir()
        first, second = House(home), House(away)
        for lead in leads:
            custom = {clean(name): clean_lines(text) for name, text in lead["custom"].items()}
            kept = {name: text for name, text in custom.items() if text}
            first.add(**{**lead, "custom": json.dumps(kept, ensure_ascii=False) if kept else ""})
        before = first.state()
        path = _out(first, home / "out.csv")
        counts = _in(second, path)
        assert counts.get("added") == len(leads), counts
        assert _in(second, path) == {"unchanged": len(leads)}
        assert _without_clock(_leads(second)) == _without_clock(_leads(first))
        assert _in(first, _out(second, away / "out.csv")) == {"unchanged": len(leads)}
        assert first.state() == before
        first.store.close()
        second.store.close()


def _without_clock(leads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in lead.items() if name != "created_at"} for lead in leads]


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_owners_and_dated_notes_move_to_another_store(
    house: House, tmp_path: Path, file_format: Format
) -> None:
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("Name,Email,Owner\nAnn,ann@a.example,Zoe Zed\n")
    assert _in(house, str(foreign)) == {"added": 1}
    ((lead,),) = house.rows("select id from lead")
    house.do(AddNote, house.admin, lead_id=lead, text="prefers mornings\n\n2026-01-01 10:00:00 ana: a quote")
    house.now += 61_000
    house.do(AddNote, house.admin, lead_id=lead, text="x" * 4_000)
    house.do(AddNote, house.admin, lead_id=lead, text="y" * 4_000)
    house.do(AddNote, house.admin, lead_id=lead, text="z" * 4_000)
    path = _out(house, tmp_path / f"out.{file_format}", file_format)
    empty = away.state()
    assert _in(away, path) == {"added": 1}
    told = "select lead.owner_name, note.at / 1000, note.person_id, text from note join lead on lead.id = record_id"
    before, after = (sorted(store.rows(told)) for store in (house, away))
    assert [row[:2] + row[3:] for row in before] == [row[:2] + row[3:] for row in after]
    assert {row[2] for row in after} == {away.admin}
    assert _in(away, path) == {"unchanged": 1} and _in(house, path) == {"unchanged": 1}
    full = away.state()
    away.undo(away.admin)
    assert away.state() == empty
    away.redo(away.admin)
    assert away.state() == full
    away.store.close()


def test_notes_of_a_lead_that_stays_stay_when_the_rest_of_its_import_is_taken_back(
    house: House, tmp_path: Path
) -> None:
    (tmp_path / "away").mkdir()
    away = House(tmp_path / "away")
    for name in ("Ann Lee", "Bob Ray"):
        house.do(AddNote, lead_id=house.add(name), text=f"{name} prefers mornings")
    _in(away, _out(house, tmp_path / "out.csv"))
    full = away.state()
    ((ann,),) = away.rows("select id from lead where name = 'Ann Lee'")
    away.do(AddNote, away.manager, lead_id=ann, text="called back")
    away.do(Undo, away.admin, rest=True)
    notes = [row[0] for row in away.rows("select text from note order by at, id")]
    assert sorted(notes) == ["Ann Lee prefers mornings", "called back"]
    away.undo(away.manager)
    away.redo(away.admin)
    assert away.state() == full
    away.store.close()


def test_a_note_of_a_sheet_comes_to_the_lead_and_goes_with_one_step(house: House, tmp_path: Path) -> None:
    house.add("Ann Lee", emails="a@a.example")
    path = Path(_out(house, tmp_path / "out.csv"))
    with path.open(newline="") as file:
        (row,) = csv.DictReader(file)
    row["Notes by date"] = "2026-11-16 08:00:00 ben: called back"
    with path.open("w", newline="") as file:
        out = csv.DictWriter(file, list(row))
        out.writeheader()
        out.writerow(row)
    plan = read_plan(LEAD_IMPORT, house.store, house.person(house.ana), house.now, str(path))
    assert any("Notes of others (ben)" in finding for finding in plan.findings)
    before = house.state()
    house.store.apply(plan.command(house.store.ids, house.ana, house.now))
    assert house.rows("select person_id, text from note") == [(house.ana, "ben: called back")]
    assert read_plan(LEAD_IMPORT, house.store, house.person(house.ana), house.now, str(path)).found.is_empty
    house.undo()
    assert house.state() == before
