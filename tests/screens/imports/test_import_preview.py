"""Bringing in a file from the inbox."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data.imports.plan import Plan
from data.imports.saved_maps import SaveMap, saved_maps
from data.kernel.errors import CockpitError
from screens.imports import preview as lead_import
from screens.imports.words import Section, sections
from tests.screen_text import screen_text
from tests.screens.cockpits import Cockpit, press, running, said, settle, until
from tests.screens.inboxes import add_person, inbox, names, open_inbox, top

CONTACTS = """First Name,Last Name,Email,Company,Deal Size
Ana,Costa,ana@acme.test,Acme,5
Ben,Bolt,ben@bolt.test,Bolt,6
Ana,Costa,ana@acme.test,Acme,5
,,,,
,,not-an-address,,
"""


@pytest.fixture
def contacts(tmp_path: Path) -> str:
    """A file of contacts, with a row that stands twice and one that cannot be taken."""
    path = tmp_path / "contacts.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    return str(path)


async def ask_for(pilot: Pilot[None], path: str) -> None:
    """Type a path after I, as a paste does, and press enter."""
    await press(pilot, "I")
    pilot.app.screen.query_one(Input).value = path
    await press(pilot, "enter")


async def test_a_file_is_shown_brought_in_and_undone(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app(), (100, 40)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        text = screen_text(pilot.app)
        assert "2  new" in text and "1  twice in the file" in text and "1  rejected" in text
        assert "Last Name" in text and "last_name" in text and "Deal Size" in text
        assert "enter add 2 leads" in text
        assert cockpit.store.select("select count(*) from lead") == [(0,)]
        await press(pilot, "enter")
        assert "imported 2 leads" in screen_text(pilot.app) and "V w shows" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "imported 2 leads" in said(pilot)
        await press(pilot, "V", "w")
        assert names(cockpit, pilot) == ["Ana Costa", "Ben Bolt"] or len(names(cockpit, pilot)) == 2
        await press(pilot, "u")
        assert names(cockpit, pilot) == []


async def test_each_section_stands_once_where_the_terminal_changes_while_it_is_shown(
    cockpit: Cockpit, contacts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = cockpit.app()
    asked: list[int] = []

    def sections_of_a_changing_terminal(plan: Plan[Any], width: int) -> list[Section]:
        asked.append(width)
        if len(asked) == 1:
            app.screen.post_message(events.Resize(app.screen.size, app.screen.size))
        return sections(plan, width)

    monkeypatch.setattr(lead_import, "sections", sections_of_a_changing_terminal)
    async with running(app, (100, 40)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        headings = [str(part.content) for part in app.screen.query(".heading").results(Static)]
        assert len(asked) == 2 and headings and len(headings) == len(set(headings))


async def test_leaving_the_preview_writes_nothing(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        await press(pilot, "escape")
        assert top(pilot) == "InboxScreen"
    assert cockpit.store.select("select count(*) from lead") == [(0,)]


async def test_a_path_is_completed_and_a_wrong_one_is_said(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app(), (200, 24)) as pilot:
        await open_inbox(pilot)
        await press(pilot, "I")
        line = pilot.app.screen.query_one(Input)
        line.value = contacts.removesuffix("acts.csv")
        await settle(pilot)
        await press(pilot, "tab")
        assert line.value == contacts and "enter read it" in screen_text(pilot.app)
        line.value = contacts + "x"
        await press(pilot, "enter")
        assert top(pilot) == "PathPrompt" and "There is nothing at" in screen_text(pilot.app)


async def test_a_file_that_is_no_table_is_refused_with_a_reason(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "empty.csv"))
        assert top(pilot) == "ImportPreview" and "! empty.csv" in screen_text(pilot.app)
        await press(pilot, "enter", "escape")
        assert top(pilot) == "InboxScreen"


async def test_a_session_over_ssh_opens_no_files(cockpit: Cockpit) -> None:
    app = cockpit.app()
    app.desk.reaches_files = False
    async with running(app) as pilot:
        await open_inbox(pilot)
        await press(pilot, "I")
        assert top(pilot) == "InboxScreen" and "opens no files" in screen_text(pilot.app)


async def test_reading_is_called_off_while_the_app_goes_on(
    cockpit: Cockpit, contacts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(*_args: Any, progress: Any, stop: threading.Event) -> None:
        progress("reading", 5_000)
        begun.set()
        assert stop.wait(30)
        raise CockpitError("Called off.")

    monkeypatch.setattr(lead_import, "read_plan", slow)
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await pilot.press("I")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = contacts
        await pilot.press("enter")
        await until(pilot, lambda: "reading 5,000 rows" in screen_text(pilot.app))
        await pilot.press("escape")
        await settle(pilot)
        assert begun.is_set() and top(pilot) == "InboxScreen"
        await press(pilot, "c")
        assert cockpit.total() == 1
        assert inbox(pilot).inbox.ids is not None


FOREIGN = """Foo,Bar,Baz
Ana Costa,ana@acme.test,Acme
Ben Bolt,ben@bolt.test,Bolt
"""


async def become(pilot: Pilot[None], *, words: str) -> None:
    """Say what the column under the cursor becomes."""
    await press(pilot, "enter", *words)
    await press(pilot, "enter")


async def test_unknown_columns_are_given_fields_and_the_map_is_kept(cockpit: Cockpit, tmp_path: Path) -> None:
    (tmp_path / "foo.csv").write_text(FOREIGN, encoding="utf-8")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "foo.csv"))
        text = screen_text(pilot.app)
        assert "kept as own fields: Foo, Baz." in text and "m columns" in text
        assert "emails  guessed by its content: e-mail addresses" in text
        await press(pilot, "m")
        assert "Ana Costa" in screen_text(pilot.app), "what stands in a column tells what it is"
        await become(pilot, words="name")
        await press(pilot, "down")
        await become(pilot, words="e-mail")
        await press(pilot, "down")
        await become(pilot, words="leave")
        await press(pilot, "S", *"fair", "enter")
        assert "map fair saved" in screen_text(pilot.app)
        await press(pilot, "escape")
        text = screen_text(pilot.app)
        assert "2  new" in text and "enter add 2 leads" in text and "left out: Baz" in text
        await press(pilot, "escape")
        assert "map fair saved" in said(pilot)

        await ask_for(pilot, str(tmp_path / "foo.csv"))
        assert "Columns by the saved map fair." in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
        assert cockpit.store.select("select name, emails, custom from lead order by name") == [
            ("Ana Costa", "ana@acme.test", ""),
            ("Ben Bolt", "ben@bolt.test", ""),
        ]
        await press(pilot, "u", "u")
        assert saved_maps(cockpit.store, cockpit.person, ["lead"]) == []


async def test_one_column_of_a_saved_map_is_changed_and_the_others_stay(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    (tmp_path / "foo.csv").write_text(FOREIGN, encoding="utf-8")
    cockpit.apply(
        SaveMap, noun="lead", map_name="fair", mapping={"name": "Foo", "emails": "Bar", "title": "Baz"}
    )
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "foo.csv"))
        await press(pilot, "m", "end")
        await become(pilot, words="company")
        await press(pilot, "escape", "enter", "enter")
        assert cockpit.store.select(
            "select name, emails, company, title from lead where name like 'Ana%'"
        ) == [("Ana Costa", "ana@acme.test", "Acme", "")]


async def test_reading_again_is_called_off_and_what_was_read_stands(
    cockpit: Cockpit, contacts: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_args: Any, progress: Any, stop: threading.Event) -> None:
        progress("reading", 5_000)
        assert stop.wait(30)
        raise CockpitError("Called off.")

    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        monkeypatch.setattr(lead_import, "read_plan", slow)
        await press(pilot, "m", "end")
        await become(pilot, words="budget")
        await pilot.press("escape")
        await until(pilot, lambda: "reading 5,000 rows" in screen_text(pilot.app))
        await pilot.press("enter")
        await press(pilot, "escape")
        assert "as before" in screen_text(pilot.app) and "enter add 2 leads" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert cockpit.store.select("select count(*) from lead where budget is null") == [(2,)]


async def test_owner_encoding_and_delimiter_are_said_in_a_form(cockpit: Cockpit, tmp_path: Path) -> None:
    add_person(cockpit, "Ben Rep", handle="ben")
    path = tmp_path / "odd.csv"
    path.write_bytes("Name~E-mail\nJos\xe9 Sousa~jose@sousa.test\n".encode("cp1252"))
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(path))
        await press(pilot, "o", *"nobody", "enter")
        assert "Nobody here is called 'nobody'" in screen_text(pilot.app)
        await press(pilot, *["backspace"] * 6, *"ben", "tab", "tab", "down", "down", "tab", "tilde", "enter")
        assert "enter add 1 lead" in screen_text(pilot.app)
        await press(pilot, "enter", "enter")
    assert cockpit.store.select(
        "select lead.name, handle from lead join person on person.id = lead.owner_id"
    ) == [("Jos\xe9 Sousa", "ben")]


async def test_rows_that_went_together_and_conflicts_are_shown_and_a_system_can_be_said(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    path = tmp_path / "agency.csv"
    head = "Lead ID,Name,Email,Company\n"
    async with running(cockpit.app(), (100, 44)) as pilot:
        await open_inbox(pilot)
        path.write_text(f"{head}LD-1,Ann Lee,ann@a.test,Acme\n,Ann Lee,ann@a.test,Beta\n")
        await ask_for(pilot, str(path))
        text = screen_text(pilot.app)
        assert "1  put together with another row: row 3" in text
        assert "row 3: company Beta, but Acme in row 2" in text
        await press(pilot, "enter", "enter")
        path.write_text(f"{head}LD-1,Eve Poe,eve@e.test,\n")
        await ask_for(pilot, str(path))
        text = screen_text(pilot.app)
        assert "1  conflicts" in text and "here it stands for Eve Poe" in text and "o says which" in text
        await press(pilot, "o", "shift+tab", *"row", "enter")
        assert "Write one like north-agency" in screen_text(pilot.app)
        await press(pilot, *["backspace"] * 3, *"south", "enter")
        text = screen_text(pilot.app)
        assert "Its ids are those of south, as you said." in text and "enter add 1 lead" in text


async def test_options_that_fit_no_file_leave_what_was_read(cockpit: Cockpit, contacts: str) -> None:
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        await press(pilot, "o", "tab", "tab", *"klingon", "enter")
        text = screen_text(pilot.app)
        assert "no encoding called 'klingon'" in text and "enter add 2 leads" in text


async def test_the_sheets_of_a_workbook_are_offered(cockpit: Cockpit, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["Note"])
    sheet = workbook.create_sheet("Leads")
    for row in (["Name", "E-mail"], ["Ana Costa", "ana@acme.test"]):
        sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    async with running(cockpit.app()) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "book.xlsx"))
        assert "no rows below it" in screen_text(pilot.app) and "s sheet" in screen_text(pilot.app)
        await press(pilot, "s", *"leads", "enter")
        text = screen_text(pilot.app)
        assert "sheet Leads" in text and "enter add 1 lead" in text


async def test_rejected_rows_are_written_beside_the_file_and_never_over_it(
    cockpit: Cockpit, contacts: str, tmp_path: Path
) -> None:
    app = cockpit.app()
    async with running(app, (200, 24)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        await press(pilot, "w")
        line = pilot.app.screen.query_one(Input)
        assert line.value == str(tmp_path / "contacts-rejected.csv")
        line.value = contacts
        await press(pilot, "enter")
        assert "is the file that is being imported." in screen_text(pilot.app)
        line.value = str(app.desk.store.path)
        await press(pilot, "enter")
        assert "is the store itself." in screen_text(pilot.app)
        line.value = str(tmp_path / "contacts-rejected.csv")
        await press(pilot, "enter")
        assert "1 row written to" in screen_text(pilot.app)
        app.desk.reaches_files = False
        await press(pilot, "w")
        assert top(pilot) == "ImportPreview" and "opens no files" in screen_text(pilot.app)
    rows = (tmp_path / "contacts-rejected.csv").read_text(encoding="utf-8").splitlines()
    assert (
        rows[0].startswith("Rejected row,Rejected because,")
        and len(rows) == 2
        and "not-an-address" in rows[1]
    )
    assert Path(contacts).read_text(encoding="utf-8") == CONTACTS


async def test_unknown_owners_come_after_the_columns_and_are_few(cockpit: Cockpit, tmp_path: Path) -> None:
    rows = "".join(f"Lead {n},l{n}@acme.test,Owner {n}\n" for n in range(40))
    (tmp_path / "many.csv").write_text("Name,E-mail,Owner\n" + rows, encoding="utf-8")
    async with running(cockpit.app(), (80, 44)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(tmp_path / "many.csv"))
        text = screen_text(pilot.app)
        order = ["Of 40 rows", "Detected", "Columns", "40 owners unknown here", "and 35 more"]
        places = [text.index(words) for words in order]
        assert places == sorted(places) and "Owner 5" not in text and "exact" in text and "vocabulary" in text


async def test_the_preview_is_scrolled_by_keys_in_the_smallest_terminal(
    cockpit: Cockpit, contacts: str
) -> None:
    async with running(cockpit.app(), (20, 5)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, contacts)
        assert "Of 4 rows" in screen_text(pilot.app) and "enter" in screen_text(pilot.app)
        seen = ""
        for _ in range(40):
            await press(pilot, "down")
            seen += screen_text(pilot.app)
        assert "Detected" in seen and "last_name" in seen and "1 rejected" in seen and "row 6" in seen


async def test_broken_letters_are_shown_with_what_they_were_and_one_key_mends_them(
    cockpit: Cockpit, tmp_path: Path
) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("Name,Email\nZoÃ« MÃ¼ller,zoe@a.test\n", encoding="utf-8")
    async with running(cockpit.app(), (100, 40)) as pilot:
        await open_inbox(pilot)
        await ask_for(pilot, str(path))
        text = screen_text(pilot.app)
        assert '"MÃ¼ller" for "Müller"' in text and "e mend letters" in text
        await press(pilot, "e")
        text = screen_text(pilot.app)
        assert "Zoë Müller" in text and "MÃ¼ller" not in text and "e letters as they were" in text
        await press(pilot, "e", "e", "enter")
    assert cockpit.store.select("select name from lead") == [("Zoë Müller",)]
