"""Columns share the width by what stands in them: nothing is cut beside free space, and nothing jumps."""

from __future__ import annotations

import random

from widgets.columns import GAP, Column, Contents, Layout, Slot, fair_shares, lay_out
from widgets.panes import left_of_two
from widgets.row_cache import Cell
from widgets.row_lines import pieces_of

QUEUE = (
    Column("why", 23, flex=2, drop_below=34),
    Column("lead", 12, flex=3),
    Column("company", 8, flex=2, drop_below=52),
    Column("owner", 8, flex=1),
)
LOG = (
    Column("", 5),
    Column("", 14, flex=2),
    Column("", 14, flex=3, joins=True),
    Column("", 12, flex=4, drop_below=84),
    Column("", 3, align="right"),
)


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def seen(columns: tuple[Column, ...], *rows: tuple[Cell, ...]) -> Contents:
    contents = Contents(columns)
    contents.take(rows)
    return contents


def widths(slots: list[Slot]) -> dict[str, int]:
    return {slot.column.title: slot.width for slot in slots}


def test_a_short_reason_leaves_its_room_to_the_name_beside_it() -> None:
    name = "Percy Bannerman-Gillespie the Second"
    contents = seen(QUEUE, row("no next step", name, "", ""), row("no next step", "Jo", "", ""))
    assert widths(lay_out(QUEUE, 50, contents))["lead"] >= len(name)
    assert widths(lay_out(QUEUE, 50))["lead"] < len(name)


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    contents = seen(QUEUE, row("no next step", "Ana Costa", "Acme", ""))
    assert list(widths(lay_out(QUEUE, 80, contents))) == ["why", "lead", "company"]
    assert list(widths(lay_out(QUEUE, 80))) == ["why", "lead", "company", "owner"]


def test_an_optional_column_stays_where_the_others_leave_it_room() -> None:
    contents = seen(QUEUE, row("no next step", "Jo Lind", "Tailspin", ""))
    assert "company" in widths(lay_out(QUEUE, 40, contents))
    wide = seen(QUEUE, row("due since Thu 16:45, call after the board meeting", "Jo Lind", "Tailspin", ""))
    assert "company" not in widths(lay_out(QUEUE, 40, wide))


def test_nothing_is_cut_beside_free_space_whatever_stands_there() -> None:
    chance = random.Random(11)
    for _ in range(400):
        rows = [row(*("x" * chance.choice((0, 3, 9, 20, 60)) for _ in QUEUE)) for _ in range(4)]
        contents, width = seen(QUEUE, *rows), chance.randrange(1, 160)
        slots = lay_out(QUEUE, width, contents)
        assert sum(slot.width for slot in slots) + GAP * max(0, len(slots) - 1) <= width
        spare = [slot for slot in slots if slot.width > max(contents.texts[slot.position], 7)]
        is_cut = any(slot.width < contents.texts[slot.position] for slot in slots)
        assert not (spare and is_cut)


def test_columns_stand_still_while_rows_fit_and_widen_only_where_something_would_be_cut() -> None:
    layout = Layout(QUEUE)
    layout.take([row("no next step", "Ana Costa", "Acme", "ana")])
    before = layout.slots(100)
    assert not layout.take([row("cold", "Jo", "Contoso", "li"), row("due today", "Ana B. Costa", "Acme", "")])
    assert layout.slots(100) == before
    assert layout.take([row("cold", "Pasquale Esposito Iannone of the Northern Region", "Acme", "ana")])
    assert layout.slots(100) != before
    after = layout.slots(100)
    assert not layout.take([row("cold", "Jo", "Acme", "ana")])
    assert layout.slots(100) == after


def test_where_columns_do_not_fit_they_run_on_row_by_row_and_marks_stand_for_the_rest() -> None:
    entry = (
        Cell("14:02"),
        Cell("1 call, no answer", short="no answer"),
        Cell("Gernot Förster, Acme", short="Gernot Förster"),
        Cell("asked for a call back", short=";"),
        Cell("+1"),
    )
    contents = seen(LOG, entry)
    narrow = lay_out(LOG, 40, contents)
    said = [piece.cell.text for piece in pieces_of(entry, narrow)]
    assert said == ["14:02", "no answer", "Gernot Förster", ";", "+1"]
    assert all(piece.width >= len(piece.cell.text) for piece in pieces_of(entry, narrow))
    wide = [piece.cell.text for piece in pieces_of(entry, lay_out(LOG, 100, contents))]
    assert wide == [cell.text for cell in entry]


def test_numbers_are_never_cut() -> None:
    entry = row("14:02", "999 calls", "Ana Costa, Acme Ltd of Lisbon", "a note " * 9, "+99900")
    for width in range(30, 120):
        assert lay_out(LOG, width, seen(LOG, entry))[-1].width == len("+99900")


def test_shares_are_fair() -> None:
    assert fair_shares(30, [10, 10, 10]) == [10, 10, 10]
    assert fair_shares(30, [5, 40, 40]) == [5, 12, 13]
    assert fair_shares(30, [40, 40], weights=[1, 2]) == [10, 20]
    assert fair_shares(30, [40, 40], least=[25, 0]) == [27, 3]
    assert fair_shares(-5, [40, 40]) == [0, 0]


def test_a_pane_takes_what_the_other_does_not_need() -> None:
    assert left_of_two(120, left=90, right=10) == 90
    assert left_of_two(120, left=140, right=20) == 100
    assert left_of_two(120, left=140, right=90) == 120 - 48
    assert left_of_two(80, left=60, right=90) == 42
    assert left_of_two(20, left=60, right=90) == 1
    assert left_of_two(120, left=50, right=60, wished=70) == 60
    assert left_of_two(120, left=50, right=90, wished=70) == 50


def test_in_a_wide_list_what_belongs_together_stays_so() -> None:
    columns = [
        Column("KPI", 10, flex=3),
        Column("value", 5, align="right"),
        Column("made of", 8, flex=1, takes_rest=True),
    ]
    contents = Contents(columns)
    contents.take([(Cell("points"), Cell("415"), Cell("48 entries"))])
    assert [slot.width for slot in lay_out(columns, 100, contents)] == [6, 5, 85]
    assert [slot.width for slot in lay_out(columns[:2], 100)] == [93, 5]
