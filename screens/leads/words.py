"""How the inbox words its rows, its head line and the preview of a lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from data.calendar.days import clock_time, day_of, short_date
from data.kernel.text import clean
from data.kernel.tones import Tone
from data.leads.attention import step_moment
from data.leads.fields import ANSWERS, FOLLOWING, LEADS, TOGGLES
from data.leads.inbox import Inbox, Row
from data.leads.lead import Lead
from data.leads.triage import answer_of
from data.people.person import Person
from data.points.headline import GAP, Part
from data.records.fields import completeness
from data.records.lines import labelled
from data.records.money import money_words
from data.records.timeline import Event, event_words
from screens.leads.keys import QUALIFY_FOLLOWERS
from screens.shell.which_key import Follower
from widgets.paged_list import Cell, Column

_TONES: dict[str, Tone] = {"breached": "bad", "soon": "warn", "in time": "good", "": ""}
COLUMNS = (
    Column("why", 23, flex=2, drop_below=34),
    Column("lead", 12, flex=3),
    Column("company", 8, flex=2, drop_below=52),
)
"""The reason is to be read whole at 80 columns: ``answer: 1 h 19 min left``."""
TEAM_COLUMNS = (
    Column("why", 19, flex=2, drop_below=34),
    Column("lead", 11, flex=3),
    Column("company", 8, flex=2, drop_below=58),
    Column("owner", 8, flex=1),
)
_DIM = ("planned", "snoozed", "done", "unworked")


def row_cells(row: Row) -> tuple[Cell, ...]:
    """Why, who, where, and whose in a team's view."""
    lead = row.lead
    return (
        attention_cell(row),
        Cell(lead.name or lead.company),
        Cell(lead.company if lead.name else ""),
        Cell(row.owner, "dim"),
    )


def attention_cell(row: Row) -> Cell:
    """Why a lead wants attention, as urgent as it is."""
    seen = row.attention
    return Cell(seen.words, "dim" if seen.reason in _DIM else _TONES[seen.urgency])


def head_line(inbox: Inbox, marked: int) -> list[Part]:
    """The view, how many leads are marked, the order where it is not the queue's own, and what wants attention.

    Where a filter's words match nothing, what is shown instead; where they are still looked for, that.
    """
    if inbox.is_unseen:
        return [Part(inbox.look.view, "strong"), Part(f"{GAP}looking for {inbox.look.words!r} in all", "dim")]
    view = [Part(f"{inbox.look.view} {len(inbox.ids):,}{'+' if inbox.is_more else ''}", "strong")]
    view += [Part(f"{GAP}{marked} marked", "warn")] if marked else []
    if inbox.is_near:
        return [*view, Part(f"{GAP}nothing is spelled so; these are, nearly", "warn")]
    order = [Part(f"by {inbox.look.order}", "dim")] if inbox.look.order != "what matters" else []
    leads = inbox.counts
    rest = [
        *order,
        *(leads._replace(unworked=0) if inbox.look.view == "unworked" else leads).attention_parts(),
    ]
    return view + [part._replace(text=GAP + part.text) for part in rest]


_EMPTY = {
    "mine": "Nobody waits for you.\n\n{lead.add} adds a lead, {lead.import} brings in a file,\n"
    "{view} w shows leads not worked yet.",
    "agenda": "No step is planned for today\nor the next working day.\n\n{lead.next} plans one.",
    "unworked": "No lead lies unworked.\n\nImported leads wait here.",
    "unassigned": "Every lead has an owner who works here.",
    "team": "The team has no open leads.",
    "snoozed": "Nothing is snoozed.\n\n{lead.snooze} puts a lead out of sight until a day.",
    "done": "Nothing is done yet.\n\nDropped and won leads come here.",
}
"""What an empty view says; in braces stand the ids of keys."""


def empty_hint(view: str, key: Callable[[str], str]) -> str:
    """What an empty view says; ``key`` tells how the key of an entry is printed."""
    first, *rest = _EMPTY[view].split("{")
    parts = (part.partition("}") for part in rest)
    return first + "".join(key(entry) + after for entry, _, after in parts)


def preview_lines(lead: Lead, events: list[Event], owner: str, person: Person, now: int) -> list[str]:
    """What to know before calling: who, how to reach, what is open, and what happened; whose, where another's."""
    lines = [lead.name, ", ".join(part for part in (lead.title, lead.company) if part)]
    lines += reach_lines(lead)
    lines += [lead.address.replace("\n", ", "), _came_from(lead)]
    lines += [f"{owner}'s lead"] if owner and lead.owner_id != person.id else []
    lines.append(qualification_words(lead))
    if lead.next_step or lead.follow_up_at:
        when = step_moment(lead.follow_up_at, now, person.hours) if lead.follow_up_at else ""
        lines.append(f"next: {lead.next_step or 'follow up'} {when}".strip())
    if lead.tags:
        lines.append(f"tags: {lead.tags}")
    share = completeness(LEADS, lead)
    if share.missing:
        lines.append(f"{share.percent} % complete, missing: {', '.join(share.missing)}")
    lines = [clean(line) for line in lines if line]
    return [*lines, "", *(event_line(event, lead, person, now) for event in events)]


def call_lines(lead: Lead, events: list[Event], person: Person, now: int) -> list[str]:
    """What to have in sight while dialling: the numbers first."""
    phones = "   ".join(clean(f"{value} {label}") for label, value in labelled(lead.phones))
    return [phones or "no phone known", "", *preview_lines(lead, events, "", person, now)]


def strong_first(lines: list[str]) -> Content:
    """Lines with the first one strong, which says whom or what it is about."""
    first, *rest = lines
    return Content.assemble((first, "bold"), "\n" + "\n".join(rest))


def reach_lines(lead: Lead) -> list[str]:
    """Phones, e-mails and links, a line each."""
    pairs = [*labelled(lead.phones), *labelled(lead.emails), *labelled(lead.links)]
    return [f"{value}  {label}".rstrip() for label, value in pairs]


def _came_from(lead: Lead) -> str:
    budget = money_words(lead.budget, lead.currency)
    parts = [lead.source, lead.channel, f"budget {budget}" if budget else "", lead.influence, lead.territory]
    return ", ".join(part for part in parts if part)


def qualification_words(lead: Lead) -> str:
    """``new: budget yes, need open``: the status and the questions that have an answer."""
    answers = [
        f"{name} {ANSWERS[value]}"
        for column, name in TOGGLES.items()
        if (value := getattr(lead, column)) is not None
    ]
    reason = f" ({lead.reason})" if lead.reason else ""
    return f"{lead.status}{reason}" + (": " + ", ".join(answers) if answers else "")


def question_followers(leads: Sequence[Lead]) -> list[Follower]:
    """The letters of qualifying, each with the answer that there is and the one that the letter gives."""
    return [
        follower
        if follower.answer not in TOGGLES
        else follower._replace(label=f"{follower.label}: {_answer_and_next(leads, follower.answer)}")
        for follower in QUALIFY_FOLLOWERS
    ]


def _answer_and_next(leads: Sequence[Lead], column: str) -> str:
    answer = answer_of(leads, column)
    return f"{ANSWERS[answer]} \u2192 {ANSWERS[FOLLOWING[answer]]}"


def event_line(event: Event, lead: Lead, person: Person, now: int) -> str:
    """One event of a timeline: when, what, by whom."""
    day, today = day_of(event.at, person.zone), day_of(now, person.zone)
    when = clock_time(event.at, person.zone) if day == today else short_date(day, today)
    who = f"  {clean(event.who)}" if event.who else ""
    return f"{when}  {clean(event_words(event, lead))}{who}"
