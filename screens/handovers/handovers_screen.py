"""Handovers: what waits for me, what waits for others, what is done?"""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from data.calendar.days import day_of
from data.calendar.periods import period_of
from data.deals.deal import Deal
from data.handovers.answering import AcceptHandover, ReturnHandover, WithdrawHandover
from data.handovers.handover import Handover, record_of
from data.handovers.listing import Section, Which, section_of
from data.handovers.rate import share_of
from data.handovers.told import Told, told_of
from data.kernel.ratio import Ratio
from data.kernel.store import Store
from data.leads.lead import Lead
from data.people.person import Person
from data.people.reach import reach_of
from data.points.headline import GAP, Part
from data.points.score import Score, score_again
from data.records.own_currency import company_currency
from screens.handovers.hands_over import HandsOver
from screens.handovers.keys import HANDOVER_KEYS, VIEW_FOLLOWERS
from screens.handovers.record_pages import page_of
from screens.handovers.words import (
    COLUMNS,
    EMPTY_HINT,
    SECTIONS,
    TEAM_COLUMNS,
    cells,
    facts_of,
    preview_lines,
    team_cells,
)
from screens.leads.words import strong_first
from screens.shell.desk import Desk
from screens.shell.facts_page import FactsPage
from screens.shell.prompt import Prompt, words_wanted
from widgets.keys import KeyEntry, bindings
from widgets.paged_list import Cell, PagedList

MINE: tuple[Which, ...] = ("me", "others", "done")
TEAM: tuple[Which, ...] = ("team",)
ROWS_AT_FIRST = 60
"""Handovers read with the screen, before the list has a height."""
ROOM = "handovers"
"""By what name the strip knows what waits."""
_HEADINGS = {"me": -1, "others": -2, "done": -3, "team": -4}


class Lists(NamedTuple):
    """The handovers of each section that is shown, the strip's numbers, and the rate of the quarter."""

    sections: tuple[Section, ...]
    score: Score
    rate: Ratio
    told: tuple[Told, ...] = ()
    """The first ones, where they were asked for."""

    @property
    def shown(self) -> tuple[Which, ...]:
        """Which sections they are."""
        return tuple(section.which for section in self.sections)

    def holds(self, wanted: tuple[Which, ...], revision: int, now: int) -> bool:
        """Whether they are all of what is wanted, as it stands."""
        return self.shown == wanted and not self.is_more and self.score.holds(revision, now)

    @property
    def is_more(self) -> bool:
        """Whether only the first ones of a section were read."""
        return any(section.is_more for section in self.sections)


class HandoversScreen(HandsOver):
    """Offers and their answers, those that wait for one first."""

    TITLE_WORD = "Handovers"
    EXPLAINED = (
        "On top what waits for you: offers to answer, and what was sent back to you. Then what waits for others, then "
        "what is done. A accepts an offer, X sends it back with a reason, enter shows its checklist and what is handed "
        "over. H on a lead or a won deal offers it."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = HANDOVER_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]
    TABLES: ClassVar[frozenset[str]] = frozenset({"handover", "lead", "deal", "person"})
    AUTO_FOCUS = "#handovers"

    DEFAULT_CSS = """
    HandoversScreen #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    HandoversScreen #handovers { width: 1fr; padding: 0 1; }
    HandoversScreen #preview {
        display: none; width: 46; height: 100%; padding: 0 1; border-left: solid $foreground 20%;
        color: $foreground; overflow: hidden;
    }
    HandoversScreen.-wide #preview, HandoversScreen.-broad #preview { display: block; }
    HandoversScreen.-broad #preview { width: 62; }
    HandoversScreen.-tiny #body { border: none; }
    HandoversScreen #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    HandoversScreen #preview:ansi { border-left: solid ansi_default; color: ansi_default; }
    """

    def __init__(self, desk: Desk, lists: Lists, wanted: tuple[Which, ...]) -> None:
        super().__init__(desk, lists.score)
        self.lists = lists
        self.wanted = wanted
        self._told: dict[int, Told] = {}
        """The handovers that have been in sight."""

    @classmethod
    async def opened(cls, desk: Desk) -> HandoversScreen:
        """The handovers of the desk's person, read and ready to be shown."""
        wanted = MINE if desk.person.sells else TEAM
        lists = await desk.read_after_writes(
            _lists, desk.person, desk.clock(), wanted, desk.score, rows=ROWS_AT_FIRST
        )
        return cls(desk, lists, wanted)

    def compose_body(self) -> ComposeResult:
        """The list, and the handover under the cursor at a glance."""
        with Horizontal(id="body"):
            yield PagedList(COLUMNS, empty_hint=EMPTY_HINT, id="handovers")
            yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Show the handovers that came with the screen."""
        self.show_lists()
        self.call_after_refresh(self._read_rest)

    # Showing

    @property
    def handovers(self) -> PagedList:
        """The list."""
        return self.query_one("#handovers", PagedList)

    async def load(self) -> None:
        """Read what is looked at, unless it is known still."""
        desk, earlier = self.desk, self.lists
        rows = ROWS_AT_FIRST if self.wanted != earlier.shown else 0
        self.lists = await desk.read_after_writes(
            _lists, desk.person, desk.clock(), self.wanted, desk.score, earlier, rows
        )
        self.score = self.lists.score
        if self.lists is not earlier:
            self.show_lists()
            self._read_rest()

    def _read_rest(self) -> None:
        """Of a long list the first handovers are shown before the rest is read."""
        if self.lists.is_more:
            self.reload()

    def show_lists(self) -> None:
        """Bring everything up to date."""
        ids, rows = array("q"), dict[int, Sequence[Cell] | None]()
        for which, found, total in self.lists.sections:
            if found:
                ids.append(_HEADINGS[which])
                ids += found
                rows[_HEADINGS[which]] = (Cell(SECTIONS[which]), Cell(f"{total:,}"))
        self.handovers.set_columns(TEAM_COLUMNS if self.wanted == TEAM else COLUMNS)
        self.handovers.set_rows(ids, rows={**rows, **self._cells(self.lists.told)})
        self.show_strip()
        self.refresh_keys()

    def third_line(self) -> list[Part]:
        """What waits, and how much of what one handed over this quarter was in order at first."""
        rate = self.lists.rate
        first, *others = self.score.counted[ROOM].strip_parts() or [Part("nothing waits for you", "dim")]
        waits = first._replace(text=first.text.removeprefix(GAP)), *others
        share = Part(f"{GAP}qualified handoffs {rate.percent}", "dim")
        counts = Part(f"{GAP}{rate.part:,.0f} of {rate.whole:,.0f} this quarter", "dim")
        return [*waits, share, counts] if rate.whole else [*waits, share]

    @on(PagedList.PageWanted)
    async def _give_rows(self, event: PagedList.PageWanted) -> None:
        await self.told(self._put_rows(event))

    async def _put_rows(self, event: PagedList.PageWanted) -> None:
        wanted = [one for one in event.ids if one > 0]
        rows = self._cells(await self.desk.read(told_of, wanted))
        event.paged_list.put_rows({**dict.fromkeys(wanted), **rows})
        self.refresh_keys()
        self._show_preview()

    def _cells(self, found: Iterable[Told]) -> dict[int, Sequence[Cell]]:
        """The cells of handovers that come into sight."""
        self._told.update((one.handover.id, one) for one in found)
        person, now, is_team = self.desk.person, self.desk.clock(), self.wanted == TEAM
        return {one.handover.id: team_cells(one) if is_team else cells(one, person, now) for one in found}

    @on(PagedList.Highlighted)
    def _show_preview(self) -> None:
        self.refresh_keys()
        if self.query_one("#preview", Static).display:
            self.run_worker(self._tell_preview, group="preview", exclusive=True)  # type: ignore[arg-type]

    async def _tell_preview(self) -> None:
        await self.told(self._read_preview())

    async def _read_preview(self) -> None:
        one, desk = self.under_cursor, self.desk
        lines = [""]
        if one is not None:
            record, unit = await desk.read(_record, one.handover)
            lines = preview_lines(one, record, unit, desk.person.hours, desk.clock())
        self.query_one("#preview", Static).update(strong_first(lines), layout=False)

    # What keys stand on

    @property
    def under_cursor(self) -> Told | None:
        """The handover under the cursor, once it was in sight."""
        return self._told.get(self.handovers.cursor_id or 0)

    def refusal(self, entry: KeyEntry) -> str:
        """Offers are answered by whom they wait for, and taken back by who gave them."""
        reason = super().refusal(entry)
        if reason or not entry.id.startswith("handover."):
            return reason
        one = self.under_cursor if self.is_mounted else None
        if one is None:
            return "There is no handover under the cursor."
        if entry.id == "handover.record":
            return ""
        if not self.desk.is_own:
            return self.only_reading()
        return "" if _takes(entry, one, self.desk.actor) else f"{one.label} {one.standing}."

    # Doing

    def action_accept(self) -> None:
        """Take over what was offered."""
        if (one := self.under_cursor) is not None:
            self.asking(self.do(AcceptHandover, handover_id=one.handover.id))

    def action_send_back(self) -> None:
        """Send it back, with a reason."""
        if (one := self.under_cursor) is not None:
            handover = one.handover.id
            self.ask_and_do(
                Prompt(
                    "Send back: what is missing?",
                    words_wanted,
                    hint="nobody there knows of a budget",
                    take=lambda text: self.do(ReturnHandover, handover_id=handover, reason=text),
                )
            )

    def action_withdraw(self) -> None:
        """Take back an offer."""
        if (one := self.under_cursor) is not None:
            self.asking(self.do(WithdrawHandover, handover_id=one.handover.id))

    def action_offer_again(self) -> None:
        """Offer again what came back."""
        if (one := self.under_cursor) is not None:
            self.asking(self.offer(one.handover.kind, one.handover.record_id))

    @on(PagedList.Opened)
    def _open(self) -> None:
        self.asking(self._open_facts())

    async def _open_facts(self) -> None:
        if (one := self.under_cursor) is None:
            return
        desk = self.desk
        record, unit = await desk.read_after_writes(_record, one.handover)
        facts = facts_of(one, record, unit, desk.person.hours, desk.clock())
        await self.open_page(FactsPage(one.label, facts))

    def action_record(self) -> None:
        """Open the lead or deal."""
        self.asking(self._open_record())

    async def _open_record(self) -> None:
        if (one := self.under_cursor) is None:
            return
        record, is_reached = await self.desk.read_after_writes(_reached, self.desk.person, one.handover)
        if not is_reached:
            self.say(f"{record.label} is {one.giver}'s until you accept it: enter shows it.", tone="warn")
            return
        table = "deal" if isinstance(record, Deal) else "lead"
        await self.open_page(await page_of(self, table, record.id))
        self.reload()

    def action_view(self) -> None:
        """Look at one's own handovers, or at everybody's."""
        self.asking(self._choose_view(self.ask_letter(VIEW_FOLLOWERS)))

    async def _choose_view(self, asked: Awaitable[str | None]) -> None:
        answer = await asked
        if answer is not None:
            self.wanted = MINE if answer == "mine" else TEAM
            self.reload()


def _takes(entry: KeyEntry, one: Told, actor: Person) -> bool:
    """Whether a key does something with a handover as it stands, for whoever sits there."""
    handover = one.handover
    if entry.id == "handover.again":
        return handover.state in ("returned", "withdrawn")
    if entry.id == "handover.withdraw":
        return handover.is_open and (handover.giver_id == actor.id or actor.leads)
    return handover.is_open and handover.answerer_id == actor.id


def _lists(
    store: Store,
    person: Person,
    now: int,
    wanted: tuple[Which, ...],
    score: Score | None,
    earlier: Lists | None = None,
    rows: int = 0,
) -> Lists:
    """``rows`` are enough of a long list to begin with, and are read with it; nought: all of it, and no rows.

    It is ``earlier``, which was read before, where the score tells that nothing has changed since.
    """
    score = score_again(store, person, now, score)
    if earlier is not None and earlier.holds(wanted, score.revision, now):
        return earlier
    sections = tuple(section_of(store, person, which, rows) for which in wanted)
    people = reach_of(store, person).people
    givers = [person.id] if person.sells else None if people is None else sorted(people)
    span = period_of("quarter", day_of(now, person.zone)).instants(person.zone)
    first = [one for section in sections for one in section.ids][:rows]
    return Lists(
        sections,
        score,
        share_of(store, givers, *span),
        tuple(told_of(store, first)),
    )


def _record(store: Store, handover: Handover) -> tuple[Lead | Deal, str]:
    """What is handed over, and the currency of an amount that says none."""
    return record_of(store, handover), company_currency(store)


def _reached(store: Store, person: Person, handover: Handover) -> tuple[Lead | Deal, bool]:
    record = record_of(store, handover)
    return record, reach_of(store, person).holds(record.owner_id)
