"""A block of calls: one lead after the other, with phone, history and outcome keys, advancing by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from data.errors import CockpitError, UsageError
from data.leads.calls import LogCall
from data.leads.choices import Choice, choices
from data.leads.lead import Lead, by_id, labelled
from data.leads.timeline import Event, timeline
from data.score import Score, score_of
from data.store import Store
from screens.desk import Desk
from screens.inbox_cells import preview_lines
from screens.inbox_keys import TRIAGE_KEYS
from screens.triage import TriageScreen
from widgets.keys import KeyEntry, bindings

HISTORY = 30
BLOCK_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        "block.skip", ("space", "right"), "space", "step(1)", "skip", "Go on to the next lead.", "Block", 12
    ),
    KeyEntry("block.back", ("left",), "left", "step(-1)", "back", "Back to the lead before.", "Block", 14),
    KeyEntry(
        "block.end", ("escape",), "esc", "end", "end", "End the block, and say what it brought.", "Block", 11
    ),
)


class CallBlock(TriageScreen):
    """Calls in a row. A call's outcome letter logs the call and goes on to the next lead."""

    TITLE_WORD = "Call block"
    EXPLAINED = (
        "Dial the number, talk, then press the letter of how it went: the call is logged, the next lead comes up. "
        "c logs a call without an outcome. Other activities log for the lead in sight and stay."
    )
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (
        *(entry for entry in TRIAGE_KEYS if entry.id != "lead.duplicates"),
        *BLOCK_KEYS,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    DEFAULT_CSS = """
    CallBlock #body { height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
    CallBlock #card { width: 1fr; padding: 1 2; overflow: hidden; }
    CallBlock #outcomes { width: 32; padding: 1 2; border-left: solid $foreground 20%; }
    CallBlock.-slim #outcomes { display: none; }
    CallBlock.-tiny #body { border: none; }
    CallBlock.-tiny #card { padding: 0 1; }
    CallBlock #body:ansi { border-top: solid ansi_default; border-bottom: solid ansi_default; }
    CallBlock #outcomes:ansi { border-left: solid ansi_default; }
    """

    def __init__(self, desk: Desk, score: Score, leads: Sequence[int]) -> None:
        super().__init__(desk, score)
        self._leads = list(leads)
        self._place = 0
        self._done: Counter[str] = Counter()
        self._points = 0

    @classmethod
    async def opened(cls, desk: Desk) -> CallBlock:
        """Refused: a block is made of leads, and begun from them."""
        raise UsageError("Begin a call block from the inbox with B.")

    def compose_body(self) -> ComposeResult:
        """The lead to the left, the outcome keys and the block's tally to the right."""
        with Horizontal(id="body"):
            yield Static(id="card", markup=False)
            yield Static(id="outcomes", markup=False)

    def on_mount(self) -> None:
        """Show the first lead."""
        self.reload()

    async def load(self) -> None:
        """Read the lead in sight, its history, and the week."""
        desk = self.desk
        lead_id = self._leads[self._place]
        now = desk.clock()
        found = await desk.read_after_writes(_card, desk, lead_id, now)
        lead, happened, self.outcomes, self.score = found
        lines = preview_lines(lead, happened, desk.person, now)
        phones = "   ".join(value for _, value in labelled(lead.phones)) or "no phone known"
        self.query_one("#card", Static).update("\n".join([phones, "", *lines]))
        self.query_one("#outcomes", Static).update("\n".join(self._outcome_lines()))

    def _outcome_lines(self) -> list[str]:
        lines = [f"{self._place + 1} of {len(self._leads)}", ""]
        lines += [f"{outcome.key}  {outcome.name}" for outcome in self.outcomes]
        lines += ["c  call, no outcome", "", f"this block  +{self._points}"]
        lines += [f"  {count}  {name}" for name, count in self._done.most_common()]
        return lines

    def target_lead(self) -> int | None:
        """The lead in sight."""
        return self._leads[self._place]

    def chosen(self) -> tuple[int, ...]:
        """The lead in sight."""
        return (self._leads[self._place],)

    def on_key(self, event: events.Key) -> None:
        """An outcome's letter, or c, logs the call and goes on; other letters log and stay."""
        if event.character == "c" and not self.count:
            event.prevent_default().stop()
            self.run_worker(self._call_and_go(""))
            return
        for outcome in self.outcomes:
            if event.character == outcome.key:
                event.prevent_default().stop()
                self.run_worker(self._call_and_go(outcome.name))
                return

    async def _call_and_go(self, outcome: str) -> None:
        lead = self._leads[self._place]
        try:
            result = await self.desk.apply(LogCall, lead_id=lead, outcome=outcome)
        except CockpitError as error:
            self.say(str(error), tone="bad")
            return
        self._done[outcome or "call"] += 1
        self._points += result.points
        self.say(f"{result.summary} logged, {result.points:+d}", hint="u undo", tone="good")
        if self._place + 1 < len(self._leads):
            self._place += 1
            self.reload()
        else:
            self.action_end()

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
        """Close the block; the inbox says what it brought."""
        self.dismiss(None)

    @property
    def summary(self) -> str:
        """What the block brought: ``12 calls in the block: 7 no answer, 3 left message``."""
        calls = sum(self._done.values())
        how = ", ".join(f"{count} {name}" for name, count in self._done.most_common() if name != "call")
        return f"block of {calls} call{'s' if calls != 1 else ''}, +{self._points}" + (
            f": {how}" if how else ""
        )


def _card(store: Store, desk: Desk, lead_id: int, now: int) -> tuple[Lead, list[Event], list[Choice], Score]:
    person = desk.person
    return (
        by_id(store, lead_id),
        timeline(store, lead_id, HISTORY),
        choices(store, "outcome"),
        score_of(store, person, now),
    )
