"""`cockpit init`: begun in one line, and never over something that exists."""

from pathlib import Path

import pytest

from tests.cockpit.conftest import Type


def test_init_says_what_it_made_and_what_comes_next(bare: Type, tmp_path: Path) -> None:
    said = bare("init", "--name", "Maria Silva", "--start", "2026-09-07", "--zone", "Europe/Lisbon")
    assert said.code == 0
    assert str(tmp_path / "cockpit.db") in said.out.replace("\n", "")
    assert "Maria Silva (maria), admin, in week 11 of onboarding, Europe/Lisbon" in said.out
    assert "cockpit log call" in said.out
    assert bare("log", "call").code == 0


def test_init_takes_every_particular(bare: Type) -> None:
    said = bare(
        "init",
        "--name",
        "Zoë Ng",
        "--start",
        "2026-11-16",
        "--handle",
        "zng",
        "--email",
        "Z@Example.com",
        "--zone",
        "Asia/Tokyo",
        "--hours",
        "Mon-Thu 08:00-16:00",
    )
    assert said.code == 0
    (person,) = bare("people", "list", "--json").json
    assert (person["handle"], person["email"], person["zone"], person["hours"], person["role"]) == (
        "zng",
        "z@example.com",
        "Asia/Tokyo",
        "Mon-Thu 08:00-16:00",
        "admin",
    )


def test_init_refuses_where_a_store_exists(cockpit: Type, tmp_path: Path) -> None:
    cockpit("log", "demo")
    before = (tmp_path / "cockpit.db").read_bytes()
    said = cockpit("init", "--name", "Other", "--start", "2026-09-07")
    assert (said.code, said.out) == (1, "")
    assert "already" in said.err
    assert (tmp_path / "cockpit.db").read_bytes() == before


def test_init_never_takes_the_place_of_another_file(bare: Type, tmp_path: Path) -> None:
    (tmp_path / "cockpit.db").write_text("my thesis")
    assert bare("init", "--name", "X", "--start", "2026-09-07").code == 1
    assert (tmp_path / "cockpit.db").read_text() == "my thesis"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--start", "2026-13-01"],
        ["--start", "yesterday!"],
        ["--zone", "Mars/Olympus"],
        ["--zone", "../../etc/passwd"],
        ["--hours", "always"],
        ["--hours", "Fri-Mon 9:00-17:00"],
        ["--handle", "two words"],
        ["--handle", "x" * 10_000],
        ["--email", "nobody"],
        ["--name", "\x1b\u202e"],
        ["--name", ""],
    ],
)
def test_particulars_that_make_no_sense_leave_nothing_behind(
    bare: Type, tmp_path: Path, wrong: list[str]
) -> None:
    said = bare("init", "--name", "Maria", "--start", "2026-09-07", *wrong)
    assert (said.code, said.out) == (2, "")
    assert "\x1b" not in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["--name", "--start"])
def test_what_is_required_is_named(bare: Type, missing: str) -> None:
    said = bare("init", "--start" if missing == "--name" else "--name", "2026-09-07")
    assert (said.code, missing in said.err) == (2, True)


def test_every_verb_says_how_to_begin_where_there_is_no_store(bare: Type) -> None:
    for words in (
        ["log", "call"],
        ["undo"],
        ["status"],
        ["week"],
        ["people"],
        ["kinds"],
        ["goals"],
        ["days"],
    ):
        said = bare(*words)
        assert (said.code, "cockpit init" in said.err) == (1, True), words


def test_a_first_day_far_ahead_is_a_slip_and_one_ahead_is_named(bare: Type) -> None:
    said = bare("init", "--name", "Maria", "--start", "2099-01-01")
    assert (said.code, "more than a year ahead" in said.err) == (2, True)
    said = bare("init", "--name", "Maria", "--start", "2026-12-07", "--zone", "UTC")
    assert "admin, starts on Mon 7 Dec 2026, UTC" in said.out
    assert bare("people", "add", "Li Wei", "--start", "2099-01-01").code == 2
    assert bare("people", "edit", "maria", "--start", "2099-01-01").code == 2
