"""Leads and companies, the messages that start response clocks, notes, match keys, and the search table.

A lead is one row: several e-mails, phones and links stand in it as ``label value`` lines; ``lead_key`` holds
their normalised forms, by which imports and the search for duplicates match. ``open`` is 1 until a lead is
disqualified, won, or merged into another: ``merged_into`` then names a lead that is itself not merged.
``response_due_at``, ``follow_up_at`` and ``cold_at`` are instants that commands keep.
Money is in hundredths of its currency. While ``search_rests`` names a search table (within one batch only),
its triggers do nothing, and the batch fills it from the view of words itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.kernel.engine import Statement
from data.kernel.ids import IdMaker

_SEARCHED = (
    *("name", "company", "title", "emails", "phones", "links", "tags", "territory", "segment"),
    *("product_interest", "channel", "address", "notes", "next_step", "custom"),
)
_DAY = 86_400_000
_VIEWED = "owner_id, open, unworked, merged_into, snoozed_until, response_due_at"
_ORDERS = {
    "name": "name collate nocase",
    "company": "company collate nocase",
    "touched": "last_touch_at",
    "created": "created_at",
}
_RECORDED = (
    *("name", "title", "company", "emails", "phones", "links", "address", "territory", "segment"),
    *("product_interest", "influence", "source", "channel", "budget", "currency", "tags", "notes", "custom"),
    *("status", "reason", "owner_id", "has_budget", "has_need", "has_authority", "has_timing", "will_meet"),
    *("next_step", "follow_up_at", "snoozed_until", "merged_into"),
)
"""The columns whose changes a lead's timeline tells."""


def _search_statements(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """A search table over some columns, the view of the words it is made of, and the triggers that keep it.

    It holds no copy of the text and no positions: a quarter of the size, and as fast for words and their
    beginnings, which is all that is asked. Such a table forgets a row only when told its former words.
    """
    plain, new, old = (" || ' ' || ".join(f"{row}{name}" for name in columns) for row in ("", "new.", "old."))
    search = f"{table}_search"
    watched = f"when not exists(select 1 from search_rests where name = '{search}')"
    add = f"insert into {search}(rowid, words) values(new.id, {new});"
    forget = f"insert into {search}({search}, rowid, words) values('delete', old.id, {old});"
    return (
        f"""create virtual table {search} using fts5(
            words, content = '', detail = none, prefix = '1 2 3', tokenize = 'unicode61'
        )""",
        f"create view {search}_words as select *, {plain} as words from {table}",
        f"create trigger {search}_added after insert on {table} {watched} begin {add} end",
        f"""create trigger {search}_changed after update of {", ".join(columns)} on {table} {watched}
        begin {forget} {add} end""",
        f"create trigger {search}_removed after delete on {table} {watched} begin {forget} end",
    )


STATEMENTS: tuple[str, ...] = (
    """create table lead_status(
        id integer primary key,
        code text not null unique,
        name text not null,
        open integer not null,
        cold_days integer,
        touched integer
    ) strict""",
    # Other days move the dates that stand by as much, both ways alike, so that undo moves them back.
    f"""create trigger cold_days_changed after update of cold_days on lead_status begin
        update lead set cold_at = cold_at + (new.cold_days - old.cold_days) * {_DAY}
        where status = new.code and open = 1 and cold_at is not null;
    end""",
    """create table choice(
        id integer primary key,
        list text not null check(list in ('reason', 'outcome', 'channel', 'source')),
        name text not null,
        key text not null default '',
        kind text not null default '',
        touched integer,
        unique(list, name)
    ) strict""",
    """create table company(
        id integer primary key,
        name text not null,
        website text not null default '',
        phone text not null default '',
        industry text not null default '',
        address text not null default '',
        territory text not null default '',
        segment text not null default '',
        notes text not null default '',
        custom text not null default '',
        name_key text not null,
        source_key text,
        batch_id integer,
        touched integer
    ) strict""",
    "create index company_name on company(name_key)",
    "create unique index company_source on company(source_key) where source_key is not null",
    "create index company_batch on company(batch_id) where batch_id is not null",
    """create table lead(
        id integer primary key,
        name text not null,
        title text not null default '',
        company text not null default '',
        company_id integer,
        emails text not null default '',
        phones text not null default '',
        links text not null default '',
        address text not null default '',
        territory text not null default '',
        segment text not null default '',
        product_interest text not null default '',
        influence text not null default '',
        source text not null default '',
        channel text not null default '',
        budget integer,
        currency text not null default '',
        tags text not null default '',
        notes text not null default '',
        custom text not null default '',
        status text not null default 'new',
        reason text not null default '',
        open integer not null default 1,
        unworked integer not null default 0,
        owner_id integer,
        owner_name text not null default '',
        has_budget integer,
        has_need integer,
        has_authority integer,
        has_timing integer,
        will_meet integer,
        next_step text not null default '',
        waiting_since integer,
        response_due_at integer,
        follow_up_at integer,
        cold_at integer,
        snoozed_until integer,
        last_touch_at integer,
        created_at integer not null,
        merged_into integer,
        source_key text,
        batch_id integer,
        touched integer
    ) strict""",
    """create index lead_queue on lead(
        owner_id, open, unworked, response_due_at, follow_up_at, cold_at, snoozed_until, merged_into
    )""",
    """create index lead_open on lead(
        open, unworked, response_due_at, follow_up_at, cold_at, snoozed_until, owner_id, merged_into
    )""",
    # One for each order of the inbox, wide enough that a list of 100,000 ids comes from the index alone.
    *(f"create index lead_{name} on lead({column}, {_VIEWED})" for name, column in _ORDERS.items()),
    "create unique index lead_source on lead(source_key) where source_key is not null",
    "create index lead_batch on lead(batch_id) where batch_id is not null",
    "create index lead_merged on lead(merged_into) where merged_into is not null",
    """create table lead_key(
        id integer primary key,
        lead_id integer not null,
        kind text not null check(kind in ('email', 'phone', 'name')),
        value text not null,
        batch_id integer,
        touched integer
    ) strict""",
    "create index lead_key_value on lead_key(kind, value, lead_id)",
    "create index lead_key_lead on lead_key(lead_id)",
    "create index lead_key_batch on lead_key(batch_id) where batch_id is not null",
    """create table message(
        id integer primary key,
        lead_id integer not null,
        at integer not null,
        channel text not null default '',
        text text not null default '',
        due_at integer,
        answered_at integer,
        answered_by integer,
        minutes integer,
        touched integer
    ) strict""",
    "create index message_lead on message(lead_id, at)",
    """create table note(
        id integer primary key,
        lead_id integer not null,
        person_id integer not null,
        at integer not null,
        text text not null,
        touched integer
    ) strict""",
    "create index note_lead on note(lead_id, at)",
    """create table not_duplicate(
        id integer primary key,
        lead_a integer not null,
        lead_b integer not null,
        touched integer,
        unique(lead_a, lead_b)
    ) strict""",
    "alter table activity add column outcome text",
    "create index activity_lead on activity(lead_id, at) where lead_id is not null",
    # What the journal has to say of a lead, found without searching the journal. An import says it once, for
    # all its leads, by their batch_id; that somebody was in touch is said by the activity.
    """create table lead_event(
        lead_id integer not null,
        seq integer not null,
        primary key(lead_id, seq)
    ) strict, without rowid""",
    """create trigger lead_begun after insert on lead when new.batch_id is null begin
        insert or ignore into lead_event(lead_id, seq) select new.id, max(seq) from journal;
    end""",
    f"""create trigger lead_recorded after update of {", ".join(_RECORDED)} on lead begin
        insert or ignore into lead_event(lead_id, seq) select new.id, max(seq) from journal;
    end""",
    "create table search_rests(name text primary key) strict, without rowid",
    *_search_statements("lead", _SEARCHED),
    *_search_statements("note", ("text",)),
)


def seeds(ids: IdMaker, now: int) -> Iterator[Statement]:
    """The statuses, choices and times of the catalogue."""
    from data import catalog

    facts = catalog.leads()
    for status in facts.status:
        yield (
            "insert into lead_status(id, code, name, open, cold_days) values(?, ?, ?, ?, ?)",
            (ids.new(now), status.code, status.name, int(status.open), status.cold_days),
        )
    for name, choices in facts.lists().items():
        for choice in choices:
            yield (
                "insert into choice(id, list, name, key, kind) values(?, ?, ?, ?, ?)",
                (ids.new(now), name, choice.name, choice.key, choice.kind),
            )
    for name, minutes in (("response_minutes", facts.response_minutes), ("soon_minutes", facts.soon_minutes)):
        yield ("insert into setting(id, name, value) values(?, ?, ?)", (ids.new(now), name, str(minutes)))
