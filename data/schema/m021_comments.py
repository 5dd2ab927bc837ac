"""Comments on records and on days of people, and the notices by which people hear of them.

``record_table`` and ``record_id`` name a lead, deal or customer; or a person, of whom ``day`` and ``place`` say what is
spoken of: the day, the week that begins on it, or an item of KRA (``kra``, the standard, the cadence, the run that an
event began, the item). ``about`` is what that was called then. Comments on items of KRA had a table of their own.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import create_table
from data.schema.m002_people import keep_person
from data.schema.view_words import instant

_FROM_KRA = """
insert into comment(id, record_table, record_id, day, place, about, author_id, does, text, at, touched)
select id, 'person', person_id, first_day,
    'kra ' || standard || ' ' || cadence || ' ' || ifnull(run_id, '') || ' ' || item,
    case item when '' then standard else item end, author_id, iif(asks, 'asks', ''), text, at, touched
from kra_comment
"""

_VIEW = f"""
select comment.id as comment_id, comment.record_table as on_table, comment.record_id as on_id, comment.day,
    comment.place, comment.about,
    case comment.record_table
        when 'lead' then (select owner_id from lead where lead.id = comment.record_id)
        when 'deal' then (select owner_id from deal where deal.id = comment.record_id)
        when 'customer' then (select owner_id from customer where customer.id = comment.record_id)
        else comment.record_id end as owner_id,
    comment.author_id, author.handle as author, comment.does, comment.text, {instant("comment.at")} as at
from comment join person as author on author.id = comment.author_id"""


def build(database: Database) -> None:
    """Whoever has said something stays."""
    comment = create_table(
        database,
        "comment",
        {
            "id": int,
            "record_table": str,
            "record_id": int,
            "day": "",
            "place": "",
            "about": str,
            "author_id": int,
            "does": "",
            "text": str,
            "at": int,
            "touched": int | None,
        },
        references={"author_id": "person"},
    )
    comment.create_index(["record_id", "at"], "comment_record")
    comment.create_index(["record_id", "day"], "comment_day")
    notice = create_table(
        database,
        "notice",
        {
            "id": int,
            "person_id": int,
            "comment_id": int,
            "at": int,
            "read_at": int | None,
            "touched": int | None,
        },
        references={"person_id": "person", "comment_id": "comment"},
    )
    notice.create_index(["person_id", "read_at", "at"], "notice_person")
    notice.create_index(["comment_id"], "notice_comment")
    database.execute(_FROM_KRA)
    database.table("kra_comment").drop()
    keep_person(database, "person_who_spoke", "select 1 from comment where author_id = old.id")
    database.create_view("comments", _VIEW)
