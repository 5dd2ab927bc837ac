"""Keys that a person changes: checked as the tables are, shown wherever keys are shown, and pressed."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import screens
from cockpit.keymap import keymap_of
from cockpit.keysheet import sections
from cockpit.screen_list import PAGES, SCREENS
from data.kernel.errors import UsageError
from screens.leads.keys import TRIAGE_KEYS
from screens.shell.main_screen import MainScreen
from tests.cockpit.conftest import Type
from tests.screen_text import screen_lines, screen_text
from tests.screens.cockpits import new_cockpit, press, running, said
from tests.screens.inboxes import add_lead, open_inbox, the_lead, top, write
from widgets.keys import Keymap


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("lead.snooze = X", "line 1: X is lead.drop on 'Inbox' already"),
        ("# mine\n\nlead.snooze = S\nlead.drop = S", "line 4: S is lead.snooze (line 3) on 'Inbox' already"),
        ("lead.snooze = down", "line 1: down is list.down on"),
        ("lead.snooze = f3", "line 1: f3 is screen.inbox on"),
        ("lead.snoze = S", "line 1: there is no key called 'lead.snoze'. Did you mean lead.snooze?"),
        ("list.down = n", "there is no key called 'list.down'"),
        ("lead.snooze = ctrl+s", "does not reach the program"),
        ("lead.snooze = s", "lowercase letter"),
        ("lead.snooze = 7", "digits are counts"),
        ("lead.snooze = hyper+x", "'hyper+x' is no key"),
        ("lead.snooze", "means nothing"),
        ("lead.snooze = S\nlead.snooze = f12", "line 2: lead.snooze is said twice"),
        ("g.inbox = t", "line 1: t is g.team on 'after the leader key' already"),
        ("g.inbox = f5", "room for one character"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as raised:
        keymap_of(text, "/home/ana/keys")
    assert str(raised.value).startswith("/home/ana/keys, line ") and complaint in str(raised.value)


def test_keys_may_be_exchanged_and_written_as_people_write_them() -> None:
    keymap = keymap_of(
        "lead.snooze = X\nlead.drop = Z\nredo = Shift+K  Ctrl+Y\nlead.note = del\nlead.tag = =", ""
    )
    assert keymap.changed == {
        "lead.snooze": ("X",),
        "lead.drop": ("Z",),
        "redo": ("K", "ctrl+y"),
        "lead.note": ("delete",),
        "lead.tag": ("equals_sign",),
    }


def test_a_sign_is_shown_as_it_is_typed_and_fits_behind_the_leader_key() -> None:
    keymap = keymap_of("lead.snooze = ~\nlead.drop = _\ng.team = /", "")
    snooze, drop = (
        next(one for one in TRIAGE_KEYS if one.id == f"lead.{name}") for name in ("snooze", "drop")
    )
    assert (keymap.of(snooze).shown, keymap.of(drop).shown) == ("~", "_")
    assert keymap.changed["g.team"] == ("/",)


def test_the_verb_changes_a_key_or_refuses_and_brings_back_the_usual(
    cockpit: Type, private_home: Path
) -> None:
    file = private_home / ".config" / "cockpit" / "keys"
    assert cockpit("keys", "lead.snooze", "S").line.startswith("lead.snooze is now S, in ")
    sheet = cockpit("keys", "--json").json
    assert next(row["key"] for row in sheet if row["id"] == "lead.snooze") == "S"
    for words in (("lead.drop", "S"), ("nope", "S"), ("lead.drop",), ("lead.drop", "s")):
        assert cockpit("keys", *words).code == 2
    assert file.read_text() == "lead.snooze = S\n"
    assert cockpit("keys", "lead.snooze", "").code == 0 and file.read_text() == ""
    file.write_text("oops\n")
    assert (cockpit("keys").code, "line 1" in cockpit("keys").err) == (2, True)


async def test_changed_keys_do_what_they_say_and_are_said_everywhere(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    lead = add_lead(cockpit, "Ana Idle")
    app = cockpit.app()
    text = "lead.snooze = X\nlead.drop = Z\nundo = K\nscreen.inbox = f12\ng.inbox = w\ngo = ctrl+g"
    app.desk.keymap = keymap_of(text, "")
    async with running(app) as pilot:
        await press(pilot, "f3")
        assert top(pilot) == "PointsScreen"
        await press(pilot, "f12", "f2", "ctrl+g", "w")
        assert top(pilot) == "InboxScreen"
        assert screen_lines(pilot.app)[-1].startswith(" Q qualify  Z drop  X snooze")
        assert "K undo  ctrl+g go to" in screen_lines(pilot.app)[-1]
        await press(pilot, "X")
        await write(pilot, "2d")
        assert the_lead(cockpit, lead).snoozed_until
        assert "K undo" in screen_text(pilot.app)
        await press(pilot, "u")
        assert the_lead(cockpit, lead).snoozed_until
        await press(pilot, "K")
        assert said(pilot).startswith("undone: Ana Idle") and not the_lead(cockpit, lead).snoozed_until
        await press(pilot, "question_mark", "slash", *"out of sight")
        assert " X " in screen_text(pilot.app).split("until: 2d")[0].splitlines()[-1]


async def test_a_file_that_does_not_fit_leaves_the_usual_keys_and_says_so(tmp_path: Path) -> None:
    cockpit = new_cockpit(str(tmp_path / "cockpit.db"))
    async with running(cockpit.app(trouble="The usual keys hold. keys, line 1: oops")) as pilot:
        assert said(pilot) == "The usual keys hold. keys, line 1: oops"
        await press(pilot, "f3")
        await open_inbox(pilot)


def test_every_screen_and_page_with_keys_is_on_the_sheet() -> None:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    listed = {(entry.module, entry.name) for entry in SCREENS} | {(module, name) for _, module, name in PAGES}
    below = [MainScreen]
    found = set()
    for kind in below:
        below.extend(kind.__subclasses__())
        if kind.__dict__.get("KEYS") and kind.__module__.startswith("screens."):
            found.add((kind.__module__, kind.__name__))
    assert found == listed
    keys = {(row.id, row.key) for _, rows in sections(Keymap()) for row in rows if row.id}
    assert len(keys) == len({name for name, _ in keys}), "an id that a person changes is one key everywhere"
