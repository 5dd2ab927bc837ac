"""How handovers are told on their screen: columns, cells, headings, facts."""

from __future__ import annotations

from data.calendar.hours import WorkingHours
from data.deals.deal import DEALS, Deal
from data.handovers.handover import STATE_WORDS
from data.handovers.told import Told
from data.leads.attention import when_words
from data.leads.fields import LEADS
from data.leads.lead import Lead
from data.people.person import Person
from data.points.history import Fact
from data.records.particulars import particular_words
from widgets.paged_list import Cell, Column

_WHAT, _FOR = Column("what", 16, flex=4), Column("for", 8, drop_below=60)
_SINCE, _STANDS = Column("since", 10, drop_below=56), Column("state", 14, flex=4)
COLUMNS = (_WHAT, _FOR, Column("with", 12, flex=2), _SINCE, _STANDS)
"""Of one's own handovers."""
TEAM_COLUMNS = (_WHAT, _FOR, Column("from", 8, flex=2), Column("to", 8, flex=2), _STANDS)
"""Of those of several people."""
SECTIONS = {
    "me": "waits for you",
    "others": "waits for others",
    "done": "done",
    "team": "of everybody you reach",
}
EMPTY_HINT = (
    "Nothing was handed over yet.\n\n"
    "H on a qualified lead (g i) or a won deal (g f)\noffers it, with a checklist.\n\n"
    "What others offer you stands here:\nA accepts, X sends it back with a reason."
)


def cells(told: Told, person: Person, now: int) -> tuple[Cell, ...]:
    """The cells of a handover of a person's own."""
    handover = told.handover
    is_given = handover.giver_id == person.id
    return (
        *_what(told),
        Cell(f"to {told.receiver}" if is_given else f"from {told.giver}"),
        Cell(when_words(handover.answered_at or handover.offered_at, now, person.hours), "dim"),
        _stands(told),
    )


def team_cells(told: Told) -> tuple[Cell, ...]:
    """The cells of a handover among those of several people."""
    return (*_what(told), Cell(told.giver), Cell(told.receiver), _stands(told))


def _what(told: Told) -> tuple[Cell, Cell]:
    kind = told.handover.kind
    return Cell(told.label), Cell("sales" if kind == "lead" else kind, "dim")


def _stands(told: Told) -> Cell:
    handover = told.handover
    reason = f": {handover.reason}" if handover.reason else ""
    return Cell(f"{STATE_WORDS[handover.state]}{reason}", told.tone)


def facts_of(told: Told, record: Lead | Deal, unit: str, hours: WorkingHours, now: int) -> list[Fact]:
    """Everything of a handover and of what is handed over, so that who gets it can judge."""
    handover = told.handover
    found = [
        Fact("stands", told.standing),
        Fact("for", handover.what.name),
        Fact("from, to", f"{told.giver}, {told.receiver}"),
        Fact("offered", when_words(handover.offered_at, now, hours)),
    ]
    if handover.answered_at is not None:
        found.append(Fact("answered", when_words(handover.answered_at, now, hours)))
    found.append(Fact("ticked", handover.checklist))
    if handover.note:
        found.append(Fact("briefing", handover.note))
    return [*found, *_particulars(record, unit)]


def _particulars(record: Lead | Deal, unit: str) -> list[Fact]:
    records = LEADS if isinstance(record, Lead) else DEALS
    return [
        Fact(field.label, words)
        for field in records.particulars
        if field.form != "custom" and (words := particular_words(records, field, record, unit))
    ]


def preview_lines(told: Told, record: Lead | Deal, unit: str, hours: WorkingHours, now: int) -> list[str]:
    """The same beside the list, the name first."""
    lines = [told.label]
    for fact in facts_of(told, record, unit, hours, now):
        first, *rest = fact.text.splitlines() or [""]
        lines += (
            ["", f"{fact.name}: {first}", *(f"  {line}" for line in rest)]
            if rest
            else [f"{fact.name}: {first}"]
        )
    return lines
