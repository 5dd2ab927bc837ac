"""The page of one lead: everything known, changed in place, and what happened, newest first."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import clock_time, day_of, short_date
from data.kernel.store import Store
from data.kernel.text import clean
from data.kernel.touched import Touched
from data.leads.attention import attentions
from data.leads.commands import EditLead
from data.leads.fields import LEADS, PARTICULARS
from data.leads.inbox import Lists
from data.leads.lead import Lead, by_id, standing
from data.leads.timeline import timeline
from data.points.score import Score, score_of
from data.records.fields import Field, checked_field, completeness
from data.records.money import money_words
from data.records.timeline import Event, event_words
from screens.leads.keys import TRIAGE_KEYS
from screens.leads.lead_values import editable, lines_of, shown
from screens.leads.links import links_of
from screens.leads.triage import LeadTriage
from screens.leads.words import event_facts, qualification_words
from screens.shell.desk import Desk
from screens.shell.facts_page import FactsPage
from screens.shell.prompt import Prompt
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, Column, PagedList
from widgets.panes import left_of_two
from widgets.width import width_of

HISTORY = 500
PAGE_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="page.pane",
        keys=("tab",),
        shown="tab",
        action="pane",
        label="pane",
        help="Between what is known and what happened.",
        group="Look",
        rank=12,
    ),
    KeyEntry(
        id="page.close",
        keys=("escape",),
        shown="esc",
        action="close",
        label="back",
        help="Back to the list.",
        group="Look",
        rank=11,
    ),
)


class LeadPage(LeadTriage):
    """Everything about one lead."""

    TITLE_WORD = "Lead"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor. To the right what happened. All "
        "triage keys and activity letters work as on the inbox, for this lead."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*TRIAGE_KEYS, *PAGE_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    AUTO_FOCUS = "#particulars"

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

    def __init__(self, desk: Desk, score: Score, lists: Lists, lead_id: int) -> None:
        super().__init__(desk, score, lists)
        self._opened_on = lead_id
        self._lead_id = lead_id
        self._lead: Lead | None = None
        self._events: list[Event] = []

    def compose_body(self) -> ComposeResult:
        """What is known; what happened."""
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static(id="headline", markup=False)
                yield Static(id="standing", markup=False)
                yield PagedList(
                    [Column("", 16), Column("", 10, flex=1)], show_header=False, quiet=True, id="particulars"
                )
            with Vertical(id="right"):
                yield PagedList(
                    [Column("when", 12), Column("what", 16, flex=3), Column("who", 8, flex=1, drop_below=44)],
                    empty_hint="Nothing has happened yet.",
                    quiet=True,
                    id="happened",
                )

    def on_mount(self) -> None:
        """Read the lead."""
        self.reload()

    async def load(self) -> None:
        """Read the lead, its timeline and the week again; of a lead that was merged away, the one it is in."""
        desk, now = self.desk, self.desk.clock()
        found = await desk.read_after_writes(_page, desk, self._opened_on, now)
        self._lead, self._events, words, self.score = found
        self._lead_id = self._lead.id
        self.query_one("#headline", Static).update(clean(self._lead.label))
        self.query_one("#standing", Static).update(f"{words}   {clean(qualification_words(self._lead))}")
        particulars = self.query_one("#particulars", PagedList)
        particulars.set_rows(range(len(PARTICULARS)))
        particulars.put_rows({place: self._field_cells(place) for place in range(len(PARTICULARS))})
        happened = self.query_one("#happened", PagedList)
        events = range(len(self._events))
        happened.set_rows(
            events, rows={place: self._event_cells(place) for place in events[: happened.rows_nearby]}
        )
        self._part_panes()

    def on_resize(self) -> None:
        """Share the new width."""
        self.call_after_refresh(self._part_panes)

    def _part_panes(self) -> None:
        """Let what is known and what happened share the width by what stands there."""
        left, right = (self.query_one(name, PagedList).needed_width for name in ("#particulars", "#happened"))
        lines = (self.query_one(name, Static) for name in ("#headline", "#standing"))
        wished = max(width_of(str(line.content)) for line in lines)
        is_alone = not self.query_one("#right").display
        width = left_of_two(self.app.size.width, left + 2, right + 3, wished + 2)
        self.query_one("#left").styles.width = "1fr" if is_alone else width

    def shows(self, touched: Touched) -> bool:
        """A page shows one lead, whoever owns it."""
        return super().shows(touched) or (touched.table == "lead" and touched.row == self._lead_id)

    def _field_cells(self, place: int) -> tuple[Cell, ...]:
        field, lead = PARTICULARS[place], self._lead
        value = shown(field, lead) if lead is not None else ""
        if value:
            links = links_of(lead, (field,)) if lead is not None and self.desk.shows_links else ()
            return (Cell(field.label, "dim"), Cell(value, links=links))
        return (Cell(field.label, "dim"), Cell("missing", "warn") if field.wanted else Cell("·", "dim"))

    def _event_cells(self, place: int) -> tuple[Cell, ...]:
        event, zone = self._events[place], self.desk.person.zone
        day, today = day_of(event.at, zone), day_of(self.desk.clock(), zone)
        # The hour of another year matters less than the year, and the column has no room for both.
        clock = f" {clock_time(event.at, zone)}" if day.year == today.year else ""
        what = event_words(event, self._lead) if self._lead is not None else event.title
        return (Cell(f"{short_date(day, today)}{clock}", "dim"), Cell(what), Cell(event.who, "dim"))

    @on(PagedList.PageWanted)
    def _give(self, event: PagedList.PageWanted) -> None:
        is_particular = event.paged_list.id == "particulars"
        cells, count = (
            (self._field_cells, len(PARTICULARS)) if is_particular else (self._event_cells, len(self._events))
        )
        event.paged_list.put_rows({place: cells(place) for place in event.ids if place < count})

    # What keys stand on

    def chosen(self) -> tuple[int, ...]:
        """The lead of the page."""
        return (self._lead_id,)

    # Changing in place

    @on(PagedList.Opened, "#particulars")
    def _open(self, event: PagedList.Opened) -> None:
        self._edit(PARTICULARS[event.row_id])

    @on(PagedList.Opened, "#happened")
    def _open_event(self, event: PagedList.Opened) -> None:
        if event.row_id < len(self._events):
            happened = self._events[event.row_id]
            self.app.push_screen(FactsPage(happened.title, event_facts(happened, self.desk.person)))

    def action_edit(self) -> None:
        """Change the line under the cursor."""
        place = self.query_one("#particulars", PagedList).cursor_id
        if place is not None:
            self._edit(PARTICULARS[place])

    def _edit(self, field: Field) -> None:
        if self._lead is None:
            return
        if not self.desk.is_own:
            self.say(self.only_reading(), tone="warn")
            return
        if field.form == "custom":
            self.say("Other fields came with an import: they stay as they are, and go out with an export.")
            return

        def meaning(text: str) -> str:
            value = checked_field(field, lines_of(field.column, text))
            return money_words(value, "") if isinstance(value, int) else "enter take it   esc leave"

        value, lead = editable(field, self._lead), self._lead.id
        self.ask_and_do(
            Prompt(field.label, meaning, value=value, take=lambda text: self._change(lead, field, text))
        )

    async def _change(self, lead: int, field: Field, text: str) -> None:
        columns: dict[str, Any] = {field.column: lines_of(field.column, text)}
        await self.do(EditLead, lead_id=lead, columns=columns)

    def action_pane(self) -> None:
        """Move between what is known and what happened."""
        particulars, happened = (self.query_one(name, PagedList) for name in ("#particulars", "#happened"))
        (particulars if happened.has_focus else happened).focus()

    def action_close(self) -> None:
        """Forget a number typed so far, else back to the list."""
        if self.count:
            self.action_clear()
        else:
            self.dismiss(None)


def _page(store: Store, desk: Desk, lead_id: int, now: int) -> tuple[Lead, list[Event], str, Score]:
    lead, person = by_id(store, standing(store, lead_id)), desk.person
    share = completeness(LEADS, lead)
    why = attentions(store, person, [lead], now)[lead.id].words
    words = f"{clean(why)}   {share.percent} % complete"
    return (
        lead,
        timeline(store, lead.id, HISTORY, where=person.zone),
        words,
        score_of(store, person, now),
    )
