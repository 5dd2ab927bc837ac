"""The page of one company: what is known of it, its people, and what happened with all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from data.kernel.engine import Value
from data.kernel.store import Store
from data.kernel.touched import Touched
from data.leads.attention import when_words
from data.leads.companies.commands import AddCompany, EditCompany, NoteCompany, TagCompanies
from data.leads.companies.company import COMPANIES, Company
from data.leads.companies.overview import Overview, overview_called, overview_of_row
from data.leads.companies.timeline import happenings
from data.leads.inbox import Lists, Row, rows_of_leads
from data.leads.lead import Lead
from data.people.person import Person
from data.points.score import Score, score_of
from data.records.changed_since import Sight
from data.records.fields import completeness
from data.records.timeline import Happening
from screens.leads.keys import TRIAGE_KEYS
from screens.leads.lead_page import LeadPage
from screens.leads.triage import LeadTriage
from screens.leads.words import attention_cell
from screens.records.record_page import HISTORY, PAGE_KEYS, RecordPage
from screens.shell.desk import Desk
from screens.shell.prompt import Prompt, words_wanted
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, Column, PagedList
from widgets.typed_line import LINES

NO_RECORD = 0
"""The id of a company that only leads name."""
OF_COMPANY = frozenset({"lead.note", "lead.tag", "lead.edit"})
"""Keys that are about the company itself while the cursor is not among its people."""


class Shown(NamedTuple):
    """What the page shows: the company, its people as rows of a list, what happened, and the week."""

    overview: Overview
    people: list[Row]
    happenings: list[Happening]
    score: Score


class CompanyPage(RecordPage, LeadTriage):
    """Everything about one company. Opened on a company's record, or on a lead whose company is meant."""

    TITLE_WORD = "Company"
    EXPLAINED = (
        "To the right the company's people, and what happened with all of them: triage keys and letters are for the "
        "lead under the cursor, enter opens it. To the left what is known of the company: tab goes there, and note, "
        "tag and edit are the company's then."
    )
    RECORDS = COMPANIES
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (
        *(entry for entry in TRIAGE_KEYS if entry.id not in ("lead.company", "lead.duplicates")),
        *PAGE_KEYS,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#people"

    DEFAULT_CSS = """
    CompanyPage #happened { border-top: solid $foreground 20%; }
    CompanyPage #happened:ansi { border-top: solid ansi_default; }
    CompanyPage.-slim #body { layout: vertical; }
    CompanyPage.-slim #left { height: 2; width: 100%; }
    CompanyPage.-slim #right { display: block; width: 100%; height: 1fr; border-left: none; }
    CompanyPage.-slim.-tiny #left { display: none; }
    CompanyPage.-tiny #happened { display: none; }
    """

    def __init__(self, desk: Desk, score: Score, lists: Lists, row: int) -> None:
        super().__init__(desk, score, lists)
        self._row = row
        self._called = ""
        self._people: Sequence[Row] = ()

    def compose_right(self) -> ComposeResult:
        """The people; below them what happened."""
        yield PagedList(
            [Column("lead", 10, flex=2), Column("why", 12, flex=3), Column("owner", 8, drop_below=52)],
            empty_hint="No lead of yours names this company.",
            quiet=True,
            id="people",
        )
        yield from super().compose_right()

    def panes(self) -> Sequence[str]:
        """The people, what is known, what happened."""
        return ("#people", "#particulars", "#happened")

    async def load(self) -> None:
        """Read the company, its people and what happened again; without its record it is whoever names it."""
        desk = self.desk
        shown = await desk.read_after_writes(_page, desk, self._row, self._called, desk.clock())
        overview, people, happened, self.score = shown
        company = overview.company
        self._called = overview.name
        if company is not None:
            self._row = company.id
        self._people = people
        by_id = {row.lead.id: _cells(row) for row in people}
        self.people.set_rows(list(by_id))
        self.people.put_rows(by_id)
        record = company or Company(NO_RECORD, overview.name)
        self.show_record(record, overview.name, _standing(overview, self.desk.person, desk.clock()), happened)
        self.refresh_keys()

    @property
    def people(self) -> PagedList:
        """The list of the company's people."""
        return self.query_one("#people", PagedList)

    @on(PagedList.PageWanted, "#people")
    def _give_people(self, event: PagedList.PageWanted) -> None:
        by_id = {row.lead.id: _cells(row) for row in self._people}
        event.paged_list.put_rows({lead: by_id.get(lead) for lead in event.ids})

    def shows(self, touched: Touched) -> bool:
        """The page shows one company and its people, whoever owns them."""
        ids = {self._row, *(row.lead.id for row in self._people)}
        return super().shows(touched) or (touched.table in ("lead", "company") and touched.row in ids)

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The lead under the cursor."""
        lead = self.people.cursor_id
        return () if lead is None else (lead,)

    def lead(self, lead_id: int) -> Lead | None:
        """One of the company's people."""
        return next((row.lead for row in self._people if row.lead.id == lead_id), None)

    @property
    def is_on_company(self) -> bool:
        """Whether keys that a company has as well are about the company."""
        return not self.people.has_focus or not self._people

    def refusal(self, entry: KeyEntry) -> str:
        """Triage needs a lead."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("lead.") or self._people:
            return reason
        return "" if entry.id in OF_COMPANY else "There is no lead of yours here."

    @on(PagedList.Opened, "#people")
    def _open_lead(self, event: PagedList.Opened) -> None:
        self.asking(self._open_page_of(event.row_id))

    async def _open_page_of(self, lead: int) -> None:
        page = LeadPage(self.desk, self.score, self.lists, lead)
        page.dealt_with = self.dealt_with
        await self.open_page(page)
        self.reload()

    def action_edit(self) -> None:
        """Change the line under the cursor, or open the lead there."""
        if self.is_on_company:
            super().action_edit()
        else:
            self.asking(self._open_page_of(self.chosen()[0]))

    def action_note(self) -> None:
        """Write a note on the lead under the cursor, or on the company."""
        if not self.is_on_company:
            super().action_note()
            return
        self.pressed = None  # what is half typed would come back as a note on a lead
        question = f"Note on {self._called}"
        self.ask_and_do(Prompt(question, words_wanted, joined_by=LINES, take=self._note_company))

    async def _note_company(self, text: str) -> None:
        await self.do(NoteCompany, company_id=await self._recorded(), text=text)

    def action_tag(self) -> None:
        """Put tags on the lead under the cursor or on the company, or take them off."""
        if not self.is_on_company:
            super().action_tag()
            return
        hint = "key, steel: two tags; -key takes one off"
        self.ask_and_do(Prompt(f"Tag on {self._called}", words_wanted, hint=hint, take=self._tag_company))

    async def _tag_company(self, text: str) -> None:
        word = text.strip()
        companies = (await self._recorded(),)
        is_on = not word.startswith("-")
        await self.do(TagCompanies, companies=companies, tag=word.lstrip("-"), on=is_on)

    # Changing the company

    async def change(
        self, record: Company, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars; the first thing that is filled in makes a record of a company that only leads name."""
        if record.id != NO_RECORD:
            await self.do_seen(sight, EditCompany, company_id=record.id, columns=columns, custom=custom)
            return
        named: dict[str, Any] = {"name": record.name, **columns}
        if named["name"] != record.name:
            named["also_called"] = record.name
        result = await self.desk.apply(AddCompany, columns=named, custom=custom)
        self._row = result.id
        self.say_done(result)
        self.reload()

    async def _recorded(self) -> int:
        """The id of the company's record, which is made where there is none yet."""
        record = self.seen
        if isinstance(record, Company) and record.id != NO_RECORD:
            return record.id
        self._row = (await self.desk.apply(AddCompany, columns={"name": self._called})).id
        return self._row


def _page(store: Store, desk: Desk, row: int, name: str, now: int) -> Shown:
    overview = overview_of_row(store, desk.actor, row)
    if overview is None or (name and overview.company is None):
        overview = overview_called(store, desk.actor, name)
    rows = rows_of_leads(store, desk.person, overview.people, now)
    happened = happenings(store, overview, HISTORY, desk.person.zone)
    return Shown(overview, rows, happened, score_of(store, desk.person, now))


def _cells(row: Row) -> tuple[Cell, ...]:
    return (Cell(row.lead.name or row.lead.first_email), attention_cell(row), Cell(row.owner, "dim"))


def _standing(overview: Overview, person: Person, now: int) -> list[str]:
    """How many people, how much is known, and when one was last in touch."""
    number = len(overview.people)
    parts = [f"{number} lead{'' if number == 1 else 's'}, {overview.open} open"]
    if overview.others:
        parts[0] += f", {overview.others} of others"
    if overview.company is None:
        parts.append("no record yet")
    else:
        parts.append(f"{completeness(COMPANIES, overview.company).percent} % complete")
    if overview.last_touch_at is not None:
        parts.append(f"last touch {when_words(overview.last_touch_at, now, person.hours)}")
    return parts
