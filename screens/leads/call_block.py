"""A block of calls: one lead after the other, with phone, history and outcome keys, advancing by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from data.kernel import journal
from data.kernel.commands import Result
from data.kernel.errors import Unreachable
from data.kernel.store import Store
from data.leads.calls import LogCall, Tally, tally_of
from data.leads.fields import LEADS
from data.leads.inbox import Lists
from data.leads.lead import Lead, by_ids, standing
from data.leads.left_behind import has_plan
from data.leads.timeline import timeline
from data.outbox.waiting import Waiting
from data.points.headline import GAP, Part
from data.points.score import Score, score_of
from data.records.own_currency import with_units
from data.records.timeline import Event
from screens.leads.keys import TRIAGE_KEYS
from screens.leads.triage import LeadTriage
from screens.leads.words import call_lines, strong_first
from screens.records.links import links_of, with_links
from screens.shell.desk import Desk
from screens.shell.typed_ahead import ASKING, SAVING
from widgets.keys import KeyEntry, bindings

HISTORY = 30
AGAIN = "tomorrow call again"
"""The next step that is proposed after a call that reached nobody."""
CANNOT_READ = "This lead cannot be read now. It comes up once a node answers; esc ends the block."
BLOCK_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="block.skip",
        keys=("space", "right"),
        action="step(1)",
        label="skip",
        help="Go on to the next lead.",
        group="Block",
        rank=12,
    ),
    KeyEntry(
        id="block.back",
        keys=("left",),
        action="step(-1)",
        label="back",
        help="Back to the lead before.",
        group="Block",
        rank=14,
    ),
    KeyEntry(
        id="block.end",
        keys=("escape",),
        action="end",
        label="end",
        help="End the block, and say what it brought.",
        group="Block",
        rank=11,
    ),
)


class CallBlock(LeadTriage):
    """Calls in a row. A call's outcome letter logs the call and goes on to the next lead."""

    TITLE_WORD = "Call block"
    EXPLAINED = (
        "Dial the number, talk, then press the letter of how it went: the call is logged, the next lead comes up. "
        "Where no next step is left, one is asked for. "
        "c logs a call without an outcome. Other activities log for the lead in sight and stay."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (
        *(entry for entry in TRIAGE_KEYS if entry.id != "lead.duplicates"),
        *BLOCK_KEYS,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    DEFAULT_CSS = """
    CallBlock #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    CallBlock #lead { width: 1fr; padding: 1 2; overflow: hidden; }
    CallBlock #outcomes { width: 32; height: 100%; padding: 1 2; border-left: solid $foreground 20%; }
    CallBlock.-slim #outcomes { display: none; }
    CallBlock.-tiny #body { border: none; }
    CallBlock.-tiny #lead { padding: 0 1; }
    CallBlock #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    CallBlock #outcomes:ansi { border-left: solid ansi_default; }
    """

    def __init__(self, desk: Desk, score: Score, lists: Lists, leads: Sequence[int], left_out: int) -> None:
        super().__init__(desk, score, lists)
        self._leads = leads
        self._left_out = left_out
        """How many leads the block leaves out for want of a phone."""
        self._place = 0
        self._lead: Lead | None = None
        """The lead in sight, as it was read."""
        self._calls: dict[int, int] = {}
        """The calls of the block, each with the place of its lead."""
        self._kept: set[int] = set()
        """Those of them that waited to be sent when they were made."""
        self._tally = Tally((), 0)
        self._in_sight: tuple[int, str] | None = None
        """The place of the lead that is shown, and what it is called."""
        self._one_call = asyncio.Lock()
        self._is_over = False

    def compose_body(self) -> ComposeResult:
        """The lead to the left, the outcome keys and the block's tally to the right."""
        with Horizontal(id="body"):
            yield Static(id="lead", markup=False)
            yield Static(id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Show the first lead, and say how many are left out."""
        if self._left_out:
            self.say(f"{self._left_out:,} without a phone left out.")
        self._show_outcomes()
        self.reload()

    async def load(self) -> None:
        """Read the lead in sight, its history, and the week."""
        desk, now = self.desk, self.desk.clock()
        place = self._place
        lead, happened, self._tally, self.score = await desk.read_after_writes(
            _read, desk, self._leads[place], tuple(self._calls), now
        )
        self._lead = lead
        self._in_sight = None if lead is None else (place, lead.name or lead.company)
        lines = ["That lead is no longer there: space goes on."]
        if lead is not None:
            lines = call_lines(lead, happened, desk.person, now)
        links = links_of(lead, LEADS.fields) if lead is not None and desk.shows_links else ()
        self.query_one("#lead", Static).update(with_links(strong_first(lines), links))
        self._show_outcomes()

    def desk_is_cut(self) -> None:
        """A lead that has not been read cannot be called: say so in its place."""
        if not self._is_readable:
            self.query_one("#lead", Static).update(CANNOT_READ)
        self._show_outcomes()
        self.show_strip()

    @property
    def _is_readable(self) -> bool:
        """Whether the lead that is to be called is in sight, or will be."""
        return not self.desk.line.is_cut or bool(self._in_sight and self._in_sight[0] == self._place)

    def _show_outcomes(self) -> None:
        lines = [f"{self._place + 1:,} of {len(self._leads):,}", ""]
        lines += [f"{outcome.key}  {outcome.name}" for outcome in self.outcomes]
        lines += ["c  call, no outcome", "", f"this block  {self._tally.points:+d}"]
        lines += [f"  {count}  {outcome or 'no outcome'}" for outcome, count in self._tally.outcomes]
        self.query_one("#outcomes", Static).update("\n".join(lines))

    def third_line(self) -> list[Part]:
        """Which lead of how many, and what the block brought so far."""
        place = Part(f"lead {self._place + 1:,} of {len(self._leads):,}", "strong")
        return [place, Part(GAP + self.summary)] if self._calls else [place]

    def chosen(self) -> tuple[int, ...]:
        """The lead in sight."""
        return (self._leads[self._place],)

    def lead(self, lead_id: int) -> Lead | None:
        """The lead in sight."""
        return self._lead if self._lead is not None and self._lead.id == lead_id else None

    def on_key(self, event: events.Key) -> None:
        """An outcome's letter, or c, logs the call and goes on; other letters log and stay."""
        outcomes = {outcome.key: outcome.name for outcome in self.outcomes}
        letter = event.character or ""
        if letter in outcomes or (letter == "c" and not self.count):
            event.prevent_default().stop()
            if self.desk.is_own:
                self.run_worker(self.told(self._call_and_go(outcomes.get(letter, ""))), name=ASKING)
            else:
                self.say(f"Only {self.desk.person.name} logs here. You are reading.", tone="warn")

    def does_something(self, letter: str, before: str) -> bool:
        """Every letter of an outcome logs a call."""
        return super().does_something(letter, before) or self.outcome_on(letter) is not None

    async def _call_and_go(self, outcome: str) -> None:
        """Log the call to the lead in sight and go on; letters typed fast take one lead after the other."""
        async with self._one_call:
            if self._is_over:
                return
            if not self._is_readable:
                self.say("That lead could not be read: nothing was logged.", tone="warn")
                return
            lead = self._leads[self._place]
            with self.dealt_with.dealing((lead,)):
                result = await self.desk.log(self._words(outcome), LogCall, lead_id=lead, outcome=outcome)
            self._calls[result.id] = self._place
            if result.waiting:
                self._kept.add(result.id)
            self.say(
                self.logged_words(result), hint=self.undo_hint, tone="accent" if result.waiting else "good"
            )
            with suppress(Unreachable):  # the call is there or kept, and the block goes on
                await self._ask_step(lead, outcome)
            if self._place + 1 < len(self._leads):
                self._place += 1
                self.reload()
            else:
                await self._end()

    def _words(self, outcome: str) -> str:
        """``1 call to Ana Costa: no answer``, for a list of what waits."""
        name = self._in_sight[1] if self._in_sight and self._in_sight[0] == self._place else ""
        return f"1 call to {name or 'a lead'}" + (f": {outcome}" if outcome else "")

    async def _ask_step(self, lead_id: int, outcome: str) -> None:
        """Ask for the next step of a lead that has none left and whose clock stands still."""
        lead = await self.desk.read_after_writes(_lead_now, lead_id)
        if lead is None or not lead.open or has_plan(lead) or lead.response_due_at is not None:
            return
        again = any(choice.name == outcome and not choice.reaches for choice in self.outcomes)
        answer = await self.ask_step(lead.name or lead.company, AGAIN if again else "")
        if answer and answer.strip():
            await self.plan(lead, answer)

    async def _end(self) -> None:
        """Count once more what the block brought, and close it."""
        self._is_over = True
        with suppress(Unreachable):  # what was counted last is told, and what waits
            self._tally = await self.desk.read_after_writes(tally_of, tuple(self._calls))
        self.dismiss(None)

    async def stepped(self, result: Result) -> None:
        """Back to the lead whose call was taken back; on from one whose call was brought back."""
        step = await self.desk.read_after_writes(journal.find, result.id)
        place = self._calls.get(step.target or 0) if step else None
        if step and place is not None:
            self._place = place if step.name == journal.UNDO else min(place + 1, len(self._leads) - 1)
            self.reload()

    async def took_back(self, waiting: Waiting) -> None:
        """Back to the lead whose call had waited."""
        place = self._calls.pop(waiting.command.id, None)
        if place is not None:
            self._kept.discard(waiting.command.id)
            self._place = place
            self.reload()

    def action_step(self, step: int) -> None:
        """Go on to the next lead, or back."""
        place = self._place + step
        if 0 <= place < len(self._leads):
            self._place = place
            self.reload()
        else:
            self.say(
                "That was the last lead of the block: esc ends it." if step > 0 else "This is the first lead."
            )

    def action_end(self) -> None:
        """Forget a number typed so far, else close the block; the inbox says what it brought."""
        if self.count:
            self.action_clear()
        elif not self._is_over:
            self.run_worker(self.told(self._end()), name=SAVING)

    @property
    def summary(self) -> str:
        """What the block brought: ``block of 12 calls, +14: 7 no answer, 3 left message``; what waits is not in it."""
        calls = sum(count for _, count in self._tally.outcomes)
        how = ", ".join(f"{count} {outcome}" for outcome, count in self._tally.outcomes if outcome)
        words = f"block of {calls} call{'' if calls == 1 else 's'}, {self._tally.points:+d}"
        words += f": {how}" if how else ""
        return words + (
            f"; {len(self._kept)} waiting to be sent" if self._kept and self.desk.line.waiting else ""
        )


def _read(
    store: Store, desk: Desk, lead_id: int, calls: Sequence[int], now: int
) -> tuple[Lead | None, list[Event], Tally, Score]:
    lead = _lead_now(store, lead_id)
    happened = timeline(store, lead.id, HISTORY) if lead is not None else []
    return (lead, happened, tally_of(store, calls), score_of(store, desk.person, now))


def _lead_now(store: Store, lead_id: int) -> Lead | None:
    """A lead as it stands, or the one that it was merged into; None where it is gone."""
    found = with_units(store, by_ids(store, [standing(store, lead_id)]))
    return found[0] if found else None
