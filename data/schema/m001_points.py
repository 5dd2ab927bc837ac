"""People, calendars, kinds of activity with their worth, activities, and the journal of commands.

Instants are Unix milliseconds in UTC; days are ISO dates in the person's own time zone, stored when the
row is written; weeks are named by their Monday. ``touched`` is the id of the command that last changed a row
(null: as created); undo and guards compare it. ``batch_id`` is the import that brought a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker

STATEMENTS: tuple[str, ...] = (
    """create table journal(
        seq integer primary key,
        id integer not null,
        name text not null,
        actor integer not null,
        subject integer,
        at integer not null,
        summary text not null,
        points integer not null default 0,
        touches integer not null default 0,
        changes text,
        target integer,
        undone_by integer
    ) strict""",
    "create unique index journal_id on journal(id)",
    """create table setting(
        id integer primary key,
        name text not null unique,
        value text not null,
        touched integer
    ) strict""",
    "create table guard(ok integer not null check(ok = 1)) strict",
    """create table person(
        id integer primary key,
        handle text not null unique,
        name text not null,
        email text not null default '',
        role text not null check(role in ('rep', 'manager', 'admin')),
        sells integer not null default 1,
        manager_id integer,
        start_date text not null,
        time_zone text not null,
        working_hours text not null,
        active integer not null default 1,
        touched integer
    ) strict""",
    """create table owner_alias(
        id integer primary key,
        alias text not null unique,
        person_id integer not null,
        touched integer
    ) strict""",
    """create table kind(
        id integer primary key,
        code text not null unique,
        name text not null,
        plural text not null,
        key text not null unique,
        position integer not null,
        active integer not null default 1,
        burst_count integer not null,
        burst_minutes integer not null,
        touched integer
    ) strict""",
    """create table scale(
        id integer primary key,
        kind text not null,
        effective_on text not null,
        points integer not null,
        touched integer,
        unique(kind, effective_on)
    ) strict""",
    """create table goal(
        id integer primary key,
        person_id integer,
        effective_on text not null,
        first_week integer not null,
        last_week integer,
        points integer,
        touched integer
    ) strict""",
    """create table day_off(
        id integer primary key,
        person_id integer,
        day text not null,
        reason text not null,
        touched integer
    ) strict""",
    "create unique index day_off_day on day_off(day, ifnull(person_id, 0))",
    """create table signed_week(
        id integer primary key,
        person_id integer not null,
        monday text not null,
        sunday text not null,
        signed_by integer not null,
        signed_at integer not null,
        touched integer,
        unique(person_id, monday)
    ) strict""",
    """create table activity(
        id integer primary key,
        person_id integer not null,
        kind text not null,
        count integer not null,
        points integer not null,
        at integer not null,
        day text not null,
        note text,
        flag text,
        lead_id integer,
        batch_id integer,
        source_key text,
        touched integer
    ) strict""",
    "create index activity_day on activity(person_id, day, at)",
    "create index activity_batch on activity(batch_id) where batch_id is not null",
    "create unique index activity_source on activity(source_key) where source_key is not null",
    "create index activity_flag on activity(person_id, day) where flag is not null",
    """create table tally(
        person_id integer not null,
        day text not null,
        kind text not null,
        entries integer not null,
        count integer not null,
        points integer not null,
        primary key(person_id, day, kind)
    ) strict, without rowid""",
    """create trigger activity_added after insert on activity begin
        insert into tally(person_id, day, kind, entries, count, points)
        values(new.person_id, new.day, new.kind, 1, new.count, new.points)
        on conflict(person_id, day, kind) do update set
            entries = entries + 1, count = count + excluded.count, points = points + excluded.points;
    end""",
    """create trigger activity_removed after delete on activity begin
        update tally set entries = entries - 1, count = count - old.count, points = points - old.points
        where person_id = old.person_id and day = old.day and kind = old.kind;
        delete from tally
        where person_id = old.person_id and day = old.day and kind = old.kind and entries = 0;
    end""",
    """create trigger activity_changed after update of person_id, kind, count, points, day on activity begin
        update tally set entries = entries - 1, count = count - old.count, points = points - old.points
        where person_id = old.person_id and day = old.day and kind = old.kind;
        delete from tally
        where person_id = old.person_id and day = old.day and kind = old.kind and entries = 0;
        insert into tally(person_id, day, kind, entries, count, points)
        values(new.person_id, new.day, new.kind, 1, new.count, new.points)
        on conflict(person_id, day, kind) do update set
            entries = entries + 1, count = count + excluded.count, points = points + excluded.points;
    end""",
    """create trigger activity_added_to_signed_week before insert on activity
    when exists(select 1 from signed_week where person_id = new.person_id
                and monday <= new.day and new.day <= sunday)
    begin select raise(abort, 'week is signed'); end""",
    """create trigger activity_removed_from_signed_week before delete on activity
    when exists(select 1 from signed_week where person_id = old.person_id
                and monday <= old.day and old.day <= sunday)
    begin select raise(abort, 'week is signed'); end""",
    """create trigger activity_changed_in_signed_week before update on activity
    when exists(select 1 from signed_week where (person_id = old.person_id
                and monday <= old.day and old.day <= sunday)
                or (person_id = new.person_id and monday <= new.day and new.day <= sunday))
    begin select raise(abort, 'week is signed'); end""",
    """create trigger person_removed before delete on person
    when exists(select 1 from tally where person_id = old.id)
         or exists(select 1 from person where manager_id = old.id)
    begin select raise(abort, 'that person has entries or a team by now'); end""",
    """create trigger kind_removed before delete on kind when exists(select 1 from tally where kind = old.code)
    begin select raise(abort, 'entries of that kind have been logged by now'); end""",
)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The kinds, worths and goals of the catalogues."""
    from data import catalog

    kinds = catalog.kinds()
    for position, kind in enumerate(kinds.kind, 1):
        yield (
            """insert into kind(id, code, name, plural, key, position, burst_count, burst_minutes)
            values(?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                ids.new(now),
                kind.code,
                kind.name,
                kind.plural,
                kind.key,
                position,
                kind.burst_count,
                kind.burst_minutes,
            ),
        )
        yield (
            "insert into scale(id, kind, effective_on, points) values(?, ?, ?, ?)",
            (ids.new(now), kind.code, kinds.effective_on.isoformat(), kind.points),
        )
    goals = catalog.goals()
    for goal in goals.goal:
        yield (
            "insert into goal(id, effective_on, first_week, last_week, points) values(?, ?, ?, ?, ?)",
            (ids.new(now), goals.effective_on.isoformat(), goal.first_week, goal.last_week, goal.points),
        )
