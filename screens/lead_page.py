"""The page of one lead: everything known, changed in place, and what happened, newest first."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import clock_time, local, short_day
from data.errors import UsageError
from data.leads.clock import attention, times
from data.leads.fields import FIELDS, Field, checked_field, completeness, money_words
from data.leads.lead import Lead, by_id
from data.leads.records import EditLead
from data.leads.timeline import Event, timeline
from data.score import Score, score_of
from data.store import Store
from screens.desk import Desk
from screens.inbox_cells import event_words, qualification_words
from screens.inbox_keys import TRIAGE_KEYS
from screens.lead_form import line_of, lines_of
from screens.prompt import Prompt
from screens.triage import TriageScreen
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, Column, PagedList

HISTORY = 500
PAGE_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        "page.pane", ("tab",), "tab", "pane", "pane", "Between what is known and what happened.", "Look", 12
    ),
    KeyEntry("page.close", ("escape",), "esc", "close", "back", "Back to the list.", "Look", 11),
)


class LeadPage(TriageScreen):
    """Everything about one lead."""

    TITLE_WORD = "Lead"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor. To the right what happened. All "
        "triage keys and activity letters work as on the inbox, for this lead."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*TRIAGE_KEYS, *PAGE_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#known"

    DEFAULT_CSS = """
    LeadPage #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    LeadPage #left { width: 1fr; padding: 0 1; }
    LeadPage #right { width: 1fr; padding: 0 1; border-left: solid $foreground 20%; }
    LeadPage #headline { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    LeadPage #standing { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    LeadPage.-slim #right { display: none; }
    LeadPage.-tiny #body { border: none; }
    LeadPage #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    LeadPage #right:ansi { border-left: solid ansi_default; }
    LeadPage #standing:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, score: Score, lead_id: int) -> None:
        super().__init__(desk, score)
        self._lead_id = lead_id
        self._lead: Lead | None = None
        self._events: list[Event] = []

    @classmethod
    async def opened(cls, desk: Desk) -> LeadPage:
        """Refused: a page belongs to a lead, and is opened from it."""
        raise UsageError("Open a lead from the inbox with enter.")

    def compose_body(self) -> ComposeResult:
        """What is known; what happened."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static(id="headline", markup=False)
                yield Static(id="standing", markup=False)
                yield PagedList([Column("", 16), Column("", 10, flex=1)], show_header=False, id="known")
            with Vertical(id="right"):
                yield PagedList(
                    [Column("when", 12), Column("what", 10, flex=3), Column("who", 0, flex=1, drop_below=44)],
                    empty_hint="Nothing has happened yet.",
                    id="happened",
                )

    def on_mount(self) -> None:
        """Read the lead."""
        self.reload()

    async def load(self) -> None:
        """Read the lead, its timeline and the week again."""
        desk, now = self.desk, self.desk.clock()
        found = await desk.read_after_writes(_page, desk, self._lead_id, now)
        self._lead, self._events, standing, self.score = found
        self.query_one("#headline", Static).update(self._lead.label)
        self.query_one("#standing", Static).update(f"{standing}   {qualification_words(self._lead)}")
        known = self.query_one("#known", PagedList)
        known.set_rows(range(len(FIELDS)))
        known.put_rows({place: self._field_cells(place) for place in range(len(FIELDS))})
        happened = self.query_one("#happened", PagedList)
        happened.set_rows(range(len(self._events)))
        happened.put_rows({place: self._event_cells(place) for place in range(min(len(self._events), 60))})

    def _field_cells(self, place: int) -> tuple[Cell, ...]:
        field, lead = FIELDS[place], self._lead
        value = shown(field, lead) if lead is not None else ""
        if value:
            return (Cell(field.label, "dim"), Cell(value))
        return (Cell(field.label, "dim"), Cell("missing", "warn") if field.wanted else Cell("·", "dim"))

    def _event_cells(self, place: int) -> tuple[Cell, ...]:
        event, zone = self._events[place], self.desk.person.zone
        day = short_day(local(event.at, zone).date()).partition(" ")[2]
        what = event_words(event, self._lead) if self._lead is not None else event.title
        return (Cell(f"{day} {clock_time(event.at, zone)}", "dim"), Cell(what), Cell(event.who, "dim"))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        cells = self._field_cells if event.paged_list.id == "known" else self._event_cells
        event.paged_list.put_rows({place: cells(place) for place in event.ids})

    # What keys stand on

    def target_lead(self) -> int | None:
        """The lead of the page."""
        return self._lead_id

    def chosen(self) -> tuple[int, ...]:
        """The lead of the page."""
        return (self._lead_id,)

    # Changing in place

    @on(PagedList.Opened, "#known")
    def _open(self, event: PagedList.Opened) -> None:
        self.run_worker(self._edit(FIELDS[event.row_id]))

    def action_edit(self) -> None:
        """Change the line under the cursor."""
        place = self.query_one("#known", PagedList).cursor_id
        if place is not None:
            self.run_worker(self._edit(FIELDS[place]))

    async def _edit(self, field: Field) -> None:
        if self._lead is None:
            return
        if field.form == "custom":
            self.say("Other fields came with an import: they stay as they are, and go out with an export.")
            return

        def meaning(text: str) -> str:
            value = checked_field(field, lines_of(field.column, text))
            return money_words(value, "") if isinstance(value, int) else "enter take it   esc leave"

        prompt = Prompt(field.label, meaning, value=editable(field, self._lead))
        answer = await self.ask(prompt)
        if answer is not None:
            columns: dict[str, Any] = {field.column: lines_of(field.column, answer)}
            await self.do(EditLead, lead_id=self._lead_id, columns=columns)

    def action_pane(self) -> None:
        """Move between what is known and what happened."""
        known, happened = self.query_one("#known", PagedList), self.query_one("#happened", PagedList)
        (known if happened.has_focus else happened).focus()

    def action_close(self) -> None:
        """Back to the list."""
        self.dismiss(None)


def shown(field: Field, lead: Lead) -> str:
    """A particular as the page shows it, on one line."""
    value = getattr(lead, field.column)
    if field.form == "money":
        return money_words(value, lead.currency)
    if field.form == "custom":
        return _custom_words(value)
    return line_of(field.column, str(value or ""))


def editable(field: Field, lead: Lead) -> str:
    """A particular as it is typed."""
    value = getattr(lead, field.column)
    return money_words(value, "") if field.form == "money" else line_of(field.column, str(value or ""))


def _custom_words(text: str) -> str:
    import json

    return "; ".join(f"{name}: {value}" for name, value in json.loads(text).items()) if text else ""


def _page(store: Store, desk: Desk, lead_id: int, now: int) -> tuple[Lead, list[Event], str, Score]:
    lead, person = by_id(store, lead_id), desk.person
    share = completeness(lead._asdict())
    standing = f"{attention(lead, person.hours, now, times(store)).words}   {share.percent} % complete"
    return (
        lead,
        timeline(store, lead_id, HISTORY),
        standing,
        score_of(store, person, now),
    )
