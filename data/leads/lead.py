"""A lead as it stands in the store, and how one is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.ids import from_reference, reference
from data.kernel.text import clean
from data.people.person import Person


class Lead(NamedTuple):
    """One lead. Instants are Unix milliseconds, money hundredths of ``currency``.

    ``emails``, ``phones`` and ``links`` are lines of ``label value`` (the label may be missing);
    ``custom`` is a JSON object of fields that have no place of their own.
    """

    id: int
    name: str
    title: str
    company: str
    company_id: int | None
    emails: str
    phones: str
    links: str
    address: str
    territory: str
    segment: str
    product_interest: str
    influence: str
    source: str
    channel: str
    budget: int | None
    currency: str
    tags: str
    notes: str
    custom: str
    status: str
    reason: str
    open: int
    unworked: int
    owner_id: int | None
    owner_name: str
    has_budget: int | None
    has_need: int | None
    has_authority: int | None
    has_timing: int | None
    will_meet: int | None
    next_step: str
    waiting_since: int | None
    response_due_at: int | None
    follow_up_at: int | None
    cold_at: int | None
    snoozed_until: int | None
    last_touch_at: int | None
    created_at: int
    merged_into: int | None
    source_key: str | None
    batch_id: int | None
    touched: int | None

    @property
    def label(self) -> str:
        """``Ana Costa, Acme Ltd``, or whichever of the two is known."""
        return ", ".join(part for part in (self.name, self.company) if part)

    @property
    def first_email(self) -> str:
        """The first e-mail address, or nothing."""
        return first_value(self.emails)

    @property
    def first_phone(self) -> str:
        """The first phone number, or nothing."""
        return first_value(self.phones)


COLUMNS = ", ".join(Lead._fields)
_NAMED = 6
"""How many leads are named where several could be meant."""


def label(row: Mapping[str, Any]) -> str:
    """What a lead is called in messages, from its row."""
    return ", ".join(part for part in (row["name"], row.get("company", "")) if part)


def labelled(lines: str) -> list[tuple[str, str]]:
    """Lines of ``label: value`` as pairs; a line without a label has an empty one."""
    pairs = []
    for line in lines.splitlines():
        label, colon, value = line.partition(": ")
        pairs.append((label, value) if colon else ("", line))
    return [(label, value) for label, value in pairs if value]


def first_value(lines: str) -> str:
    """The first value of labelled lines, or nothing."""
    pairs = labelled(lines)
    return pairs[0][1] if pairs else ""


def by_id(reader: Reader, identifier: int) -> Lead:
    """The lead of that id. Raises Refused where there is none."""
    rows = reader.select(f"select {COLUMNS} from lead where id = ?", (identifier,))
    if not rows:
        raise Refused("That lead is no longer there.")
    return Lead(*rows[0])


def by_ids(reader: Reader, ids: Sequence[int]) -> list[Lead]:
    """The leads of these ids that exist, in no order."""
    found: list[Lead] = []
    for start in range(0, len(ids), 500):
        page: Sequence[Value] = ids[start : start + 500]
        marks = ", ".join("?" * len(page))
        rows = reader.select(f"select {COLUMNS} from lead where id in ({marks})", page)
        found.extend(Lead(*row) for row in rows)
    return found


def standing(reader: Reader, identifier: int) -> int:
    """The id of the lead that stands for this one: the one it was merged into, else itself."""
    rows = reader.select("select ifnull(merged_into, id) from lead where id = ?", (identifier,))
    return int(rows[0][0]) if rows else identifier


def with_merged(reader: Reader, identifier: int) -> list[int]:
    """A lead's id and the ids of those merged into it, whose activities and messages are its own."""
    rows = reader.select("select id from lead where merged_into = ? order by id", (identifier,))
    return [identifier, *(row[0] for row in rows)]


def find(reader: Reader, actor: Person, text: str) -> Lead:
    """The lead meant by an e-mail, a reference's ending, or words of its name or company.

    Leads within the person's reach go first; where there is none, the one of somebody else that is meant is found,
    so that whoever asks can be told whose it is. A name or company of just these
    words goes before others, a person's own open leads before those of others.
    Raises Refused that names those who could be meant: first those whose name or company begins with the words,
    and with their references those of one name and company.
    """
    from data.leads.search import matching_within_reach
    from data.people.reach import reached_ids

    word = text.strip()
    exact = [lead.id for lead in with_email(reader, word) or _by_reference(reader, word)]
    found = (
        reached_ids(reader, actor, "lead", exact) or exact[:1] or matching_within_reach(reader, actor, word)
    )
    ids = _best_first(reader, actor, found, word.lower())
    if not ids:
        return _strangers(reader, actor, word)
    leads = {lead.id: lead for lead in by_ids(reader, ids[:_NAMED])}
    best = [leads[identifier] for identifier in ids[:_NAMED] if identifier in leads]
    if len(ids) == 1:
        return best[0]
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    raise Refused(f"{clean(word, 80)!r} could be several leads: {_told_apart(best, more)}")


def _told_apart(leads: Sequence[Lead], more: str) -> str:
    """Names of leads and what to type for one of them: those that read the same have their reference."""
    names = [clean(lead.label or lead.first_email, 60) for lead in leads]
    spelled = [name.casefold() for name in names]
    twice = [spelled.count(name) > 1 for name in spelled]
    shown = "; ".join(
        f"{name} ({reference(lead.id)})" if alike else name
        for lead, name, alike in zip(leads, names, twice, strict=True)
    )
    advice = (
        "Type a reference, a further word or the e-mail." if any(twice) else "Add a word, or type the e-mail."
    )
    return f"{shown}{more}. {advice}"


def _strangers(reader: Reader, actor: Person, word: str) -> Lead:
    """The one lead out of reach that words mean; of several none is named."""
    from data.leads.search import matching

    ids = _best_first(reader, actor, matching(reader, word), word.lower())
    if len(ids) == 1:
        return by_id(reader, ids[0])
    if not ids:
        raise Refused(f"No lead matches {clean(word, 80)!r}.", code="lead.not_found")
    raise Refused(
        f"No lead that you may see matches {clean(word, 80)!r}. To hear whose one is, type its e-mail."
    )


def _best_first(reader: Reader, actor: Person, ids: Sequence[int], wanted: str) -> list[int]:
    """Those of the leads that words could mean, the likeliest first."""
    ranked: list[tuple[int, bool, int]] = []
    for start in range(0, len(ids), 500):
        page: Sequence[Value] = ids[start : start + 500]
        marks = ", ".join("?" * len(page))
        rows = reader.select(
            "select id, lower(name), lower(company), owner_id, open from lead "
            f"where merged_into is null and id in ({marks})",
            page,
        )
        for identifier, name, company, owner, is_open in rows:
            begins = name.startswith(wanted) or company.startswith(wanted)
            rank = 0 if wanted in (name, company) else 1 if begins else 2
            ranked.append((rank, not (owner == actor.id and is_open), identifier))
    exact = [entry for entry in ranked if entry[0] == 0] or ranked
    own = [entry for entry in exact if not entry[1]] or exact
    return [entry[2] for entry in sorted(own)]


def with_email(reader: Reader, address: str) -> list[Lead]:
    """The leads that have an e-mail address; none where it is no such address."""
    if "@" not in address:
        return []
    rows = reader.select(
        "select distinct ifnull(merged_into, lead.id) from match_key join lead on lead.id = record_id "
        "where kind = 'email' and value = ?",
        (address.lower(),),
    )
    return by_ids(reader, [row[0] for row in rows])


def _by_reference(reader: Reader, word: str) -> list[Lead]:
    if len(word) != 13:
        return []
    try:
        value, _ = from_reference(word)
    except ValueError:
        return []
    return by_ids(reader, [standing(reader, value)])
