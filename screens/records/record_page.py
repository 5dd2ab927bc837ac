"""The page of one record, whatever its noun: everything known, changed in place, and what happened, newest first."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from data.calendar.days import clock_time, day_of, short_date
from data.kernel.engine import Value
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.points.headline import GAP
from data.records.changed_since import Sight
from data.records.fields import Field, Records, checked_field
from data.records.particulars import unit_of
from data.records.timeline import Happening
from screens.records.changes_seen import ChangesSeen
from screens.records.events import event_facts
from screens.records.links import links_of
from screens.records.typed_fields import amount_words
from screens.records.values import editable, joined_by, lines_of, shown
from screens.shell.facts_page import FactsPage
from screens.shell.prompt import HOW, Prompt
from widgets.keys import KeyEntry
from widgets.paged_list import Cell, Column, PagedList
from widgets.panes import left_of_two
from widgets.typed_line import LINES
from widgets.width import cut, in_lines, width_of

HISTORY = 500
"""Events that a page holds at most."""

PAGE_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="page.pane",
        keys=("tab",),
        action="pane",
        label="pane",
        help="Between what is known and what happened.",
        group="Look",
        rank=39,
    ),
    KeyEntry(
        id="page.close",
        keys=("escape",),
        action="close",
        label="back",
        help="Back to the list.",
        group="Look",
        rank=11,
    ),
)


class RecordPage(ChangesSeen):
    """To the left what is known of a record, to the right what happened with it.

    Subclasses say whose records these are, read what is shown, and name the command that changes a particular. One
    that logs for records of its noun has the noun's class of keys as a further base.
    """

    RECORDS: ClassVar[Records]
    AUTO_FOCUS = "#particulars"

    DEFAULT_CSS = """
    RecordPage #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    RecordPage #left { width: 1fr; padding: 0 1; }
    RecordPage #right { width: 1fr; padding: 0 1; border-left: solid $foreground 20%; }
    RecordPage #headline { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    RecordPage #standing {
        height: auto; max-height: 2; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
    }
    RecordPage.-short #standing, RecordPage.-tiny #standing { max-height: 1; }
    RecordPage.-slim #right { display: none; }
    RecordPage.-tiny #body { border: none; }
    RecordPage #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    RecordPage #right:ansi { border-left: solid ansi_default; }
    RecordPage #standing:ansi { color: ansi_default; }
    """

    seen: NamedTuple | None = None
    """The record as it was last read."""
    unit: str = ""
    """The currency in which an amount is counted that says none; empty where the noun's stay without."""
    happenings: Sequence[Happening] = ()
    standing: Sequence[str] = ()
    """What is said below the record's name: how it stands, in parts."""

    # What a page gives

    @abstractmethod
    async def change(
        self, record: Any, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars of a record as the page has shown it, of its added fields those named."""

    def said(self, field: Field, text: str) -> Value:
        """What is changed to, where a text was typed for a particular. Raises UsageError where it makes no sense."""
        return lines_of(field, text)

    def compose_right(self) -> ComposeResult:
        """What stands to the right: what happened."""
        yield PagedList(
            [Column("when", 12), Column("what", 16, flex=3), Column("who", 8, flex=1, drop_below=44)],
            empty_hint="Nothing has happened yet.",
            quiet=True,
            id="happened",
        )

    def panes(self) -> Sequence[str]:
        """The lists between which one moves, in their order."""
        return ("#particulars", "#happened")

    # Showing

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
                yield from self.compose_right()

    def on_mount(self) -> None:
        """Read the record."""
        self.reload()

    def show_record(
        self, record: NamedTuple, headline: str, standing: Sequence[str], happenings: Sequence[Happening]
    ) -> None:
        """Bring the page up to date; ``standing`` are the parts of what is said below the record's name."""
        self.seen, self.happenings, self.standing = record, happenings, tuple(filter(None, standing))
        self.query_one("#headline", Static).update(clean(headline))
        particulars = self.query_one("#particulars", PagedList)
        fields = range(len(self.RECORDS.particulars))
        particulars.set_rows(fields)
        particulars.put_rows({place: self._field_cells(place) for place in fields})
        happened, events = self.query_one("#happened", PagedList), range(len(happenings))
        happened.set_rows(
            events, rows={place: self._event_cells(place) for place in events[: happened.rows_nearby]}
        )
        self._part_panes()

    def on_resize(self) -> None:
        """Share the new width."""
        self.call_after_refresh(self._part_panes)

    def _part_panes(self) -> None:
        """Let the panes share the width by what stands in them, where they stand side by side."""
        right = self.query_one("#right")
        if not right.display or self.has_class("-slim"):
            self.query_one("#left").styles.width = "1fr"
            self._show_standing(self.app.size.width - 2)
            return
        needed = max(one.needed_width for one in right.query(PagedList))
        headline = str(self.query_one("#headline", Static).content)
        wished = max(width_of(headline), width_of(GAP.join(self.standing)))
        left = self.query_one("#particulars", PagedList).needed_width
        width = left_of_two(self.app.size.width, left + 2, needed + 3, wished + 2)
        self.query_one("#left").styles.width = width
        self._show_standing(width - 2)

    def _show_standing(self, width: int) -> None:
        """How the record stands, in another line where one has no room for all of it."""
        lines = in_lines(self.standing, GAP, width)
        self.query_one("#standing", Static).update("\n".join(cut(line, width) for line in lines))

    def _field_cells(self, place: int) -> tuple[Cell, ...]:
        field, record = self.RECORDS.particulars[place], self.seen
        value = shown(self.RECORDS, field, record, self.unit) if record is not None else ""
        if value:
            links = links_of(record, (field,)) if record is not None and self.desk.shows_links else ()
            return (Cell(field.label, "dim"), Cell(value, links=links))
        return (Cell(field.label, "dim"), Cell("missing", "warn") if field.wanted else Cell("·", "dim"))

    def _event_cells(self, place: int) -> tuple[Cell, ...]:
        event, words = self.happenings[place]
        zone = self.desk.person.zone
        day, today = day_of(event.at, zone), day_of(self.desk.clock(), zone)
        # The hour of another year matters less than the year, and the column has no room for both.
        clock = f" {clock_time(event.at, zone)}" if day.year == today.year and not event.of_day else ""
        return (Cell(f"{short_date(day, today)}{clock}", "dim"), Cell(words), Cell(event.who, "dim"))

    @on(PagedList.PageWanted, "#particulars")
    def _give_fields(self, event: PagedList.PageWanted) -> None:
        count = len(self.RECORDS.particulars)
        event.paged_list.put_rows({place: self._field_cells(place) for place in event.ids if place < count})

    @on(PagedList.PageWanted, "#happened")
    def _give_events(self, event: PagedList.PageWanted) -> None:
        count = len(self.happenings)
        event.paged_list.put_rows({place: self._event_cells(place) for place in event.ids if place < count})

    @on(PagedList.Opened, "#happened")
    def _open_event(self, event: PagedList.Opened) -> None:
        if event.row_id < len(self.happenings):
            happened = self.happenings[event.row_id].event
            self.app.push_screen(FactsPage(happened.title, event_facts(happened, self.desk.person)))

    # Changing in place

    @on(PagedList.Opened, "#particulars")
    def _open_field(self, event: PagedList.Opened) -> None:
        self._edit(self.RECORDS.particulars[event.row_id])

    def action_edit(self) -> None:
        """Change the line under the cursor."""
        place = self.query_one("#particulars", PagedList).cursor_id
        if place is not None:
            self._edit(self.RECORDS.particulars[place])

    def _edit(self, field: Field) -> None:
        record = self.seen
        if record is None:
            return
        if not self.desk.is_own:
            self.say(self.only_reading(), tone="warn")
            return
        sight = self.sighted(self.RECORDS, [record])
        if field.form == "custom":
            hint = "Team size=12; Team size= takes it out"

            async def take_added(text: str) -> None:
                await self.change(record, {}, _added(text), sight)

            self.ask_and_do(Prompt(field.label, _added_words, hint=hint, joined_by=LINES, take=take_added))
            return

        unit = unit_of(self.RECORDS, field, record, self.unit)

        def meaning(text: str) -> str:
            checked_field(field, self.said(field, text))
            if field.form != "money" or not text.strip():
                return HOW
            return amount_words(text, unit)

        async def take(text: str) -> None:
            await self.change(record, {field.column: self.said(field, text)}, {}, sight)

        question = f"{field.label} in {unit}" if field.form == "money" else field.label
        self.ask_and_do(
            Prompt(question, meaning, value=editable(field, record), joined_by=joined_by(field), take=take)
        )

    # Moving

    def action_pane(self) -> None:
        """Move on to the next list in sight."""
        lists = [self.query_one(name, PagedList) for name in self.panes()]
        place = next((place for place, one in enumerate(lists) if one.has_focus), -1)
        lists[(place + 1) % len(lists)].focus()

    def action_close(self) -> None:
        """Forget a number typed so far, else back to the list."""
        if self.count:
            self.action_clear()
        else:
            self.dismiss(None)


def _added(text: str) -> dict[str, str]:
    """An added field and its value, as they are typed. Raises UsageError where that is none."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError('Type a name and a value, such as "Team size=12".')
    return {name.strip(): value.strip()}


def _added_words(text: str) -> str:
    ((name, value),) = _added(text).items()
    return f"{name}: {value}" if value else f"{name} is taken out"
