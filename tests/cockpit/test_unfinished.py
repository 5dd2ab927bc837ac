"""What is half typed when a session ends is there again at the next start, and nobody else reads it."""

import os
import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from cockpit.drafts import KEPT_DAYS, DraftFile
from screens.shell.drafts import Draft
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, new_cockpit, press, running, said, settle, until
from tests.screens.inboxes import add_lead, inbox, open_inbox, top

DAY = 86_400_000


@pytest.fixture
def cockpit(tmp_path: Path) -> Cockpit:
    """A store with two leads of Maria's."""
    made = new_cockpit(str(tmp_path / "cockpit.db"))
    for name in ("Ana Lee", "Bo Lund"):
        add_lead(made, name)
    return made


def place(cockpit: Cockpit, folder: Path) -> DraftFile:
    """The drafts of another session of Maria's."""
    return DraftFile(str(folder / "drafts"), cockpit.store.path, cockpit.person.id)


async def type_and_end(pilot: Pilot[None], keys: list[str], text: str, line: int = 0) -> None:
    """Open a dialog by keys, type into one of its lines, and end the session with it open."""
    await press(pilot, *keys)
    list(pilot.app.screen.query(Input))[line].value = text
    await pilot.pause()
    pilot.app.exit()


async def test_a_note_is_offered_put_back_and_saved_where_it_belongs(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    first = place(cockpit, tmp_path)
    app = cockpit.app(drafts=first)
    async with running(app) as pilot:
        await open_inbox(pilot)
        await press(pilot, "j")
        (lead,) = inbox(pilot).chosen()
        await type_and_end(pilot, ["semicolon"], "Spoke of prices, wants the")
    app.save_unfinished()
    (path,) = (tmp_path / "drafts").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    first.close()

    second = place(cockpit, tmp_path)
    app = cockpit.app(drafts=second)
    async with running(app) as pilot:
        await until(pilot, lambda: 'Left half typed: "Spoke of prices' in said(pilot))
        assert "g u" in screen_text(pilot.app)
        await press(pilot, "g", "u")
        await until(pilot, lambda: top(pilot) == "Prompt")
        assert pilot.app.screen.query_one(Input).value == "Spoke of prices, wants the"
        await press(pilot, *" list", "enter")
        assert cockpit.store.select("select record_id, text from note") == [
            (lead, "Spoke of prices, wants the list")
        ]
        await until(pilot, lambda: not (tmp_path / "drafts").exists() or _is_empty(tmp_path / "drafts"))
        await press(pilot, "g", "u")
        assert "Nothing was left half typed" in said(pilot)
    second.close()
    assert list((tmp_path / "drafts").iterdir()) == []


def _is_empty(folder: Path) -> bool:
    return all(not path.stat().st_size for path in folder.iterdir())


async def test_the_forms_of_a_lead_and_of_an_entry_come_back(cockpit: Cockpit, tmp_path: Path) -> None:
    cockpit.log("call", days_ago=1)
    drafts = place(cockpit, tmp_path)
    for screen, keys, line, dialog in (
        ("i", ["A"], 1, "LeadForm"),
        ("p", ["plus"], 4, "LogForm"),
        ("p", ["left", "semicolon"], 0, "NoteForm"),
    ):
        app = cockpit.app(drafts=drafts)
        async with running(app) as pilot:
            await press(pilot, "g", screen)
            await type_and_end(pilot, keys, "half typed", line)
        app.save_unfinished()
        drafts.close()
        drafts = place(cockpit, tmp_path)
        app = cockpit.app(drafts=drafts)
        async with running(app, (100, 40)) as pilot:
            await until(pilot, lambda: "half typed" in said(pilot))
            await press(pilot, "g", "u")
            await until(pilot, lambda: isinstance(pilot.app.screen, ModalScreen))
            assert top(pilot) == dialog
            assert "half typed" in [box.value for box in pilot.app.screen.query(Input)]
            await press(pilot, "escape")
            await until(pilot, lambda: not drafts_on_disk(tmp_path))
        drafts.close()
        drafts = place(cockpit, tmp_path)


def drafts_on_disk(folder: Path) -> int:
    """Bytes of all drafts."""
    return sum(path.stat().st_size for path in (folder / "drafts").iterdir())


async def test_what_is_typed_elsewhere_or_left_by_esc_is_no_draft(cockpit: Cockpit, tmp_path: Path) -> None:
    drafts = place(cockpit, tmp_path)
    app = cockpit.app(drafts=drafts)
    async with running(app) as pilot:
        await open_inbox(pilot)
        await press(pilot, "semicolon", *"abc", "escape")
        await press(pilot, "semicolon", "escape", "number_sign")
        await type_and_end(pilot, [], "vip")
    app.save_unfinished()
    drafts.close()
    assert not (tmp_path / "drafts").exists() or list((tmp_path / "drafts").iterdir()) == []


async def test_a_draft_without_a_place_goes_to_the_clipboard(cockpit: Cockpit, tmp_path: Path) -> None:
    drafts = place(cockpit, tmp_path)
    drafts.save([Draft("points", "entry.note", 7, "note", ("to be told",), cockpit.now)])
    os.close(drafts._descriptor)  # as a killed session leaves it
    again = place(cockpit, tmp_path)
    app = cockpit.app(drafts=again)
    async with running(app) as pilot:
        await until(pilot, lambda: "to be told" in said(pilot))
        await press(pilot, "g", "u")
        await until(pilot, lambda: "on your clipboard" in said(pilot))
        assert app.clipboard == "to be told"
        await settle(pilot)


def test_a_session_that_lives_keeps_its_drafts_and_a_dead_ones_are_taken_over_once(tmp_path: Path) -> None:
    draft = Draft("inbox", "lead.note", 7, "note", ("words",), 1_000 * DAY)
    alive, other = (DraftFile(str(tmp_path), "store", 1) for _ in range(2))
    alive.save([draft])
    assert other.take_over(1_000 * DAY) == []
    assert DraftFile(str(tmp_path), "store", 2).take_over(1_000 * DAY) == [], "another person"
    os.close(alive._descriptor)
    assert other.take_over(1_000 * DAY) == [draft]
    assert DraftFile(str(tmp_path), "store", 1).take_over(1_000 * DAY) == []
    other.close()
    assert DraftFile(str(tmp_path), "store", 1).take_over((1_000 + KEPT_DAYS) * DAY) == [], "too old"


def test_a_file_of_drafts_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    drafts = DraftFile(str(tmp_path), "store", 1)
    drafts.save([Draft("inbox", "lead.note", 7, "note", ("words",), 1)])
    os.close(drafts._descriptor)
    (path,) = tmp_path.iterdir()
    for content in ("{", '[{"mode": 1}]', "[7]", '"x"', "\x00"):
        path.write_text(content)
        assert DraftFile(str(tmp_path), "store", 1).take_over(1) == []
        assert path.read_text() == content
