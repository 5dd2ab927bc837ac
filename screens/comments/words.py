"""How comments and notices are worded."""

from __future__ import annotations

from data.calendar.days import clock_time, day_of, short_date
from data.comments.comment import DOES, Comment, Said
from data.comments.notices import Heard
from data.comments.subject import DAY, PERSON, WEEK
from data.kernel.tones import Tone
from data.people.person import Person
from widgets.paged_list import Cell, Column

NOTICE_COLUMNS = (
    Column("", 2),
    Column("when", 6),
    Column("who", 8, flex=1, drop_below=50),
    Column("on", 10, flex=2),
    Column("what", 14, flex=3),
)
WAITING = "●"
"""What marks a notice that waits."""
NOTHING_SAID = "Nothing was said of it yet. Type, and enter sends it to whom it concerns."
NO_NOTICES = (
    "Nobody has said anything to you yet.\n\n: says something on a lead, deal, customer, day or week,\n"
    "and whom it concerns has a notice of it here."
)


def when(at: int, person: Person, now: int) -> str:
    """The time of today, else the day."""
    day, today = day_of(at, person.zone), day_of(now, person.zone)
    return clock_time(at, person.zone) if day == today else short_date(day, today)


def does(comment: Comment) -> str:
    """What a comment does besides saying something; empty where it does no more."""
    return DOES.get(comment.does, comment.does) if comment.does else ""


def said_head(said: Said, person: Person, now: int) -> str:
    """Who said it, and when."""
    doing = does(said.comment)
    return ", ".join(filter(None, (said.author, when(said.comment.at, person, now), doing)))


def _on(heard: Heard, person: Person) -> str:
    """What was spoken of; whose week or day it is only where that is neither one's own nor that of who speaks."""
    subject = heard.comment.subject
    if subject.table == PERSON and subject.place in (DAY, WEEK):
        for name in {person.id: person.name, heard.comment.author_id: heard.author}.values():
            if heard.comment.about.endswith(whose := f" of {name}"):
                return heard.comment.about.removesuffix(whose)
    return heard.comment.about


def notice_cells(heard: Heard, person: Person, now: int) -> tuple[Cell, ...]:
    """Whether it waits; when, who, on what, and the words."""
    is_waiting = heard.notice.read_at is None
    tone: Tone = "" if is_waiting else "dim"
    doing = does(heard.comment)
    words = ": ".join(filter(None, (doing, " ".join(heard.comment.text.split()))))
    return (
        Cell(WAITING if is_waiting else "", "accent"),
        Cell(when(heard.comment.at, person, now), "dim"),
        Cell(heard.author, tone),
        Cell(_on(heard, person), tone),
        Cell(words, tone),
    )
