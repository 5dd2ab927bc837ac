"""KRA: standards, who runs which, what was done in each period, evidence, comments.

A standard is a row a version: ``text`` is the file it was made of, ``standard_item`` its items for those who ask in
SQL. From ``effective_on`` a version holds for the runs that end on that day or later.

A run is a standard, a person, a cadence and a first day; nothing is stored of one until something is done in it.
``kra_item`` holds what was done with one item, ``kra_run`` a run that was closed, or that an event began: such a run is
named by ``run_id`` besides. ``carried_from`` is the first day of the period from which an item was left. Numbers and
targets are in hundredths. ``standard_id`` of a closed run is the version whose wording it was done with.
"""

from __future__ import annotations

from sqlite_utils import Database

from data.schema.declare import Column, create_partial_index, create_table
from data.schema.m002_people import keep_person
from data.schema.view_words import instant

_RUN: dict[str, Column] = {
    "person_id": int,
    "standard": str,
    "cadence": str,
    "first_day": str,
}


def build(database: Database) -> None:
    """A person who has run a standard stays."""
    _build_standards(database)
    run = create_table(
        database,
        "kra_run",
        {
            "id": int,
            **_RUN,
            "last_day": str,
            "event": "",
            "about": "",
            "about_table": "",
            "about_id": int | None,
            "standard_id": int | None,
            "closed_at": int | None,
            "closed_by": int | None,
            "reopened": "",
            "touched": int | None,
        },
        references={"person_id": "person", "standard_id": "standard", "closed_by": "person"},
    )
    run.create_index(["person_id", "cadence", "first_day", "standard"], "kra_run_day")
    item = create_table(
        database,
        "kra_item",
        {
            "id": int,
            **_RUN,
            "run_id": int | None,
            "item": str,
            "carried_from": "",
            "state": "",
            "reason": "",
            "number": int | None,
            "said": "",
            "counts": "",
            "target": "",
            "verdict": "",
            "at": int,
            "touched": int | None,
        },
        references={"person_id": "person", "run_id": "kra_run"},
    )
    item.create_index(["person_id", "first_day", "standard", "cadence"], "kra_item_day")
    create_partial_index(database, "kra_item_run", "kra_item", ["run_id"])
    evidence = create_table(
        database,
        "kra_evidence",
        {
            "id": int,
            "item_id": int,
            "person_id": int,
            "text": str,
            "about_table": str,
            "about_id": int | None,
            "at": int,
            "touched": int | None,
        },
        references={"item_id": "kra_item", "person_id": "person"},
    )
    evidence.create_index(["item_id"], "kra_evidence_item")
    comment = create_table(
        database,
        "kra_comment",
        {
            "id": int,
            **_RUN,
            "run_id": int | None,
            "item": str,
            "author_id": int,
            "text": str,
            "asks": int,
            "at": int,
            "touched": int | None,
        },
        references={"person_id": "person", "author_id": "person", "run_id": "kra_run"},
    )
    comment.create_index(["person_id", "first_day", "standard", "cadence"], "kra_comment_day")
    for table in ("kra_assignment", "kra_item", "kra_run"):
        keep_person(database, f"person_with_{table}", f"select 1 from {table} where person_id = old.id")
    for name, sql in _VIEWS.items():
        database.create_view(name, sql)


def _build_standards(database: Database) -> None:
    standard = create_table(
        database,
        "standard",
        {
            "id": int,
            "code": str,
            "version": int,
            "title": str,
            "about": str,
            "source": str,
            "owner_id": int | None,
            "first_week": int | None,
            "last_week": int | None,
            "effective_on": str,
            "text": str,
            "touched": int | None,
        },
        references={"owner_id": "person"},
    )
    standard.create_index(["code", "version"], "standard_version", unique=True)
    item = create_table(
        database,
        "standard_item",
        {
            "id": int,
            "standard_id": int,
            "position": int,
            "code": str,
            "area": str,
            "title": str,
            "cadence": str,
            "event": "",
            "ownership": "full",
            "shared_with": "",
            "judged": "tick",
            "metric": "",
            "bound": "",
            "target": int | None,
            "unit": "",
            "after": "",
            "active": 1,
            "touched": int | None,
        },
        references={"standard_id": "standard"},
    )
    item.create_index(["standard_id", "position"], "standard_item_standard")
    assignment = create_table(
        database,
        "kra_assignment",
        {"id": int, "person_id": int, "standard": str, "since": str, "until": "", "touched": int | None},
        references={"person_id": "person"},
    )
    assignment.create_index(["person_id", "standard"], "kra_assignment_person")


_VIEWS = {
    "kra_runs": f"""
select kra_run.id as run_id, kra_run.person_id, person.handle as person, kra_run.standard, standard.version,
    kra_run.cadence, kra_run.first_day, kra_run.last_day, kra_run.event, kra_run.about,
    {instant("kra_run.closed_at")} as closed_at, closer.handle as closed_by, kra_run.reopened as reopened_because,
    count(kra_item.id) as answered, ifnull(sum(kra_item.state = 'done' or kra_item.verdict = 'met'), 0) as done
from kra_run join person on person.id = kra_run.person_id
    left join person as closer on closer.id = kra_run.closed_by
    left join standard on standard.id = kra_run.standard_id
    left join kra_item on kra_item.person_id = kra_run.person_id and kra_item.first_day = kra_run.first_day
        and kra_item.standard = kra_run.standard and kra_item.cadence = kra_run.cadence
        and kra_item.run_id is case kra_run.cadence when 'event' then kra_run.id end
        and (kra_item.state <> '' or kra_item.number is not null or kra_item.verdict <> '')
group by kra_run.id""",
    "kra_items": f"""
select kra_item.id as item_id, kra_item.person_id, person.handle as person, kra_item.standard, kra_item.cadence,
    kra_item.first_day, kra_item.run_id, kra_item.item, kra_item.carried_from, kra_item.state, kra_item.reason,
    kra_item.number / 100.0 as number, kra_item.said as value, kra_item.counts, kra_item.target, kra_item.verdict,
    (select count(*) from kra_evidence where kra_evidence.item_id = kra_item.id) as evidence,
    {instant("kra_item.at")} as at
from kra_item join person on person.id = kra_item.person_id""",
    "kra_standards": """
select standard.code as standard, standard.version, standard.title as standard_title, standard.effective_on,
    standard.owner_id, standard_item.position, standard_item.area, standard_item.code as item, standard_item.title,
    standard_item.cadence, standard_item.event, standard_item.ownership, standard_item.shared_with,
    standard_item.judged, standard_item.metric, standard_item.bound, standard_item.target / 100.0 as target,
    standard_item.unit, standard_item.active
from standard_item join standard on standard.id = standard_item.standard_id""",
}
