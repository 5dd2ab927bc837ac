"""A week that was signed off is closed to every verb; the sheet says who signed."""

from pathlib import Path

import pytest

from data.sqlite import sqlite3
from tests.cockpit.conftest import Type


@pytest.fixture
def signed(cockpit: Type, tmp_path: Path) -> Type:
    """Last week holds a demo and is signed off; today holds a call."""
    cockpit("log", "demo", "--at", "2026-11-12")
    cockpit("log", "call")
    connection = sqlite3.connect(tmp_path / "cockpit.db")
    with connection:
        (maria,) = connection.execute("select id from person").fetchone()
        connection.execute(
            "insert into signed_week(id, person_id, monday, sunday, signed_by, signed_at) "
            "values(1, ?, ?, ?, ?, 0)",
            (maria, "2026-11-09", "2026-11-15", maria),
        )
    connection.close()
    return cockpit


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
