"""Commands on comments and notices as the tests of rights and undo apply them: see ``every_command``."""

from __future__ import annotations

from datetime import date
from random import Random

from data.comments.notices import ReadNotices
from data.comments.saying import AddComment
from data.comments.subject import Subject, day_of_person, week_of_person
from tests.data.kernel.making import Made, Maker, Owner
from tests.data.leads.house import House

MONDAY = date(2026, 11, 16)


def say(house: House, owner: Owner, chance: Random) -> Made | None:
    """A word on one of an owner's leads, or on a day or week of somebody's."""
    rows = house.rows("select id from lead where owner_id is ? and merged_into is null order by id", owner)
    subjects = [Subject("lead", row[0]) for row in rows]
    if owner is not None:
        subjects += [day_of_person(owner, MONDAY), week_of_person(owner, MONDAY)]
    if not subjects:
        return None
    return Made(AddComment, {"subject": chance.choice(subjects), "text": f"word {chance.randrange(10**9)}"})


def read(house: House, owner: Owner, chance: Random) -> Made | None:
    """Notices marked as read."""
    waiting = house.rows("select id from notice where person_id is ? and read_at is null order by id", owner)
    if owner is None or not waiting:
        return None
    return Made(ReadNotices, {"notices": (chance.choice(waiting)[0],)})


MAKERS: dict[str, Maker] = {"comment.add": say, "notice.read": read}

BEGINNINGS = ["comment.add", "comment.add"]
