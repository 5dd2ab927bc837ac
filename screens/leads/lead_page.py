"""The page of one lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from data.kernel.engine import Value
from data.kernel.store import Store
from data.kernel.text import clean
from data.kernel.touched import Touched
from data.leads.attention import attentions
from data.leads.commands import EditLead
from data.leads.fields import LEADS
from data.leads.inbox import Lists
from data.leads.lead import Lead, by_id, standing
from data.leads.timeline import timeline
from data.points.score import Score, score_of
from data.records.changed_since import Sight
from data.records.fields import completeness
from data.records.timeline import Happening, event_words
from screens.leads.keys import TRIAGE_KEYS
from screens.leads.triage import LeadTriage
from screens.leads.words import qualification_words
from screens.records.record_page import HISTORY, PAGE_KEYS, RecordPage
from screens.shell.desk import Desk
from widgets.keys import KeyEntry, bindings


class LeadPage(RecordPage, LeadTriage):
    """Everything about one lead."""

    TITLE_WORD = "Lead"
    EXPLAINED = (
        "To the left what is known: enter changes the line under the cursor. To the right what happened. All "
        "triage keys and activity letters work as on the inbox, for this lead."
    )
    RECORDS = LEADS
    KEYS: ClassVar[tuple[KeyEntry, ...]] = (*TRIAGE_KEYS, *PAGE_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEYS)]

    def __init__(self, desk: Desk, score: Score, lists: Lists, lead_id: int) -> None:
        super().__init__(desk, score, lists)
        self._opened_on = lead_id
        self._lead_id = lead_id

    async def load(self) -> None:
        """Read the lead, its timeline and the week again; of a lead that was merged away, the one it is in."""
        desk, now = self.desk, self.desk.clock()
        found = await desk.read_after_writes(_page, desk, self._opened_on, now)
        lead, happenings, standing, self.score = found
        self._lead_id, self.unit = lead.id, self.lists.unit
        self.show_record(lead, lead.label, standing, happenings)

    def shows(self, touched: Touched) -> bool:
        """A page shows one lead, whoever owns it."""
        return super().shows(touched) or (touched.table == "lead" and touched.row == self._lead_id)

    def chosen(self) -> tuple[int, ...]:
        """The lead of the page."""
        return (self._lead_id,)

    def lead(self, lead_id: int) -> Lead | None:
        """The lead of the page."""
        return self.seen if isinstance(self.seen, Lead) and self.seen.id == lead_id else None

    async def change(
        self, record: Lead, columns: Mapping[str, Value], custom: Mapping[str, str], sight: Sight
    ) -> None:
        """Change particulars of the lead."""
        await self.do_seen(sight, EditLead, lead_id=record.id, columns=columns, custom=custom)


class _Shown(NamedTuple):
    lead: Lead
    happenings: list[Happening]
    standing: tuple[str, ...]
    score: Score


def _page(store: Store, desk: Desk, lead_id: int, now: int) -> _Shown:
    lead, person = by_id(store, standing(store, lead_id)), desk.person
    share = completeness(LEADS, lead)
    why = attentions(store, person, [lead], now)[lead.id].words
    events = timeline(store, lead.id, HISTORY, where=person.zone)
    happenings = [Happening(event, event_words(event, lead)) for event in events]
    stands = (clean(why), f"{share.percent} % complete", clean(qualification_words(lead)))
    return _Shown(lead, happenings, stands, score_of(store, person, now))
