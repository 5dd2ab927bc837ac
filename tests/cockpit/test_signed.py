"""A week that was signed off is closed to every verb; the sheet says who signed."""

from pathlib import Path

import pytest

from data.kernel.engine import Statement
from data.opening import open_store
from tests.cockpit.conftest import Type


@pytest.fixture
def signed(cockpit: Type, tmp_path: Path) -> Type:
    """Last week holds a demo and is signed off; today holds a call."""
    cockpit("log", "demo", "--at", "2026-11-12")
    cockpit("log", "call")
    _sign(tmp_path, "2026-11-09", "2026-11-15")
    return cockpit


def _sign(folder: Path, monday: str, sunday: str, *, off: bool = False) -> None:
    """Sign a week of Maria's off, or open it again, without a manager."""
    columns, number = "id, person_id, monday, sunday, signed_by, signed_at", int(monday.replace("-", ""))
    row = f"insert into signed_week({columns}) select ?, id, ?, ?, id, 0 from person"
    statements: list[Statement] = [("delete from signed_week where monday = ?", (monday,))]
    if not off:
        statements.append((row, (number, monday, sunday)))
    store = open_store(str(folder / "cockpit.db"))
    store.engine.write(statements)
    store.close()


@pytest.mark.parametrize(
    "words",
    [
        ["log", "call", "--at", "2026-11-13"],
        ["log", "edit", "last", "--at", "2026-11-13"],
        ["days", "off", "2026-11-13"],
        ["days", "off", "2026-11-01", "--to", "2026-11-30"],
        ["days", "off", "2026-11-13", "--everyone"],
    ],
)
def test_nothing_enters_or_changes_a_signed_week(signed: Type, words: list[str]) -> None:
    said = signed(*words)
    assert (said.code, said.out) == (1, "")
    assert "signed off" in said.err
    assert signed("week", "--last", "--json").json["points"] == 25


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["people", "edit", "maria", "--start", "2026-11-09"], "as week 11: it cannot become week 2"),
        (["goals", "set", "300", "--from", "2026-11-16", "--weeks", "1-"], "--for maria --from 2026-11-23"),
        (["goals", "set", "300", "--for", "maria"], "--for maria --from 2026-11-23"),
        (["people", "edit", "maria", "--goal", "300"], "--for maria --from 2026-11-23"),
    ],
)
def test_a_signed_week_keeps_its_number_and_its_goal(
    signed: Type, tmp_path: Path, words: list[str], advice: str
) -> None:
    _sign(tmp_path, "2026-11-16", "2026-11-22")
    before = [signed("week", *which, "--json").json for which in ([], ["--last"])]
    said = signed(*words)
    assert (said.code, said.out) == (1, "")
    assert "signed off" in said.err and advice in said.err
    assert [signed("week", *which, "--json").json for which in ([], ["--last"])] == before


def test_what_leaves_a_signed_week_as_it_is_can_change(signed: Type) -> None:
    assert signed("people", "edit", "maria", "--start", "2026-09-09").code == 0
    assert signed("goals", "set", "300", "--for", "maria").code == 0
    assert signed("people", "edit", "maria", "--goal", "350").code == 0
    assert signed("week", "--last", "--json").json["goal"] == 500


def test_undo_moves_no_week_that_was_signed_since(signed: Type, tmp_path: Path) -> None:
    for words in (["people", "edit", "maria", "--start", "2026-09-14"], ["days", "off", "2026-11-04"]):
        _sign(tmp_path, "2026-11-09", "2026-11-15", off=True)
        assert signed(*words).code == 0
        _sign(tmp_path, "2026-11-02", "2026-11-08")
        said = signed("undo")
        assert (said.code, "signed off" in said.err) == (1, True)
        _sign(tmp_path, "2026-11-02", "2026-11-08", off=True)


def test_an_entry_of_a_signed_week_is_neither_deleted_nor_undone(signed: Type) -> None:
    (letters,) = (
        line.split()[0] for line in signed("log", "list", "--week", "last").out.splitlines() if "demo" in line
    )
    assert signed("log", "delete", letters).code == 1
    assert signed("undo").code == 0  # today's call
    said = signed("undo")
    assert (said.code, "signed off" in said.err) == (1, True)
    assert signed("week", "--last", "--json").json["points"] == 25


def test_the_sheet_says_who_signed(signed: Type) -> None:
    assert "signed off by Maria Silva" in signed("week", "--last").out
    assert signed("week", "--last", "--json").json["signed_by"] == "Maria Silva"
    assert signed("week", "--last", "--team", "--json").json[0]["signed_by"] == "Maria Silva"
