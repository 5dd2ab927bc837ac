"""Which lead is meant by what a person types."""

from __future__ import annotations

from collections.abc import Sequence

from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.kernel.errors import Refused
from data.kernel.text import clean
from data.leads.fields import LEADS
from data.leads.lead import Lead, by_id, by_ids
from data.people.person import Person
from data.people.reach import reached_ids
from data.records.find import NAMED, Match, referred, told_apart
from data.records.search import matching, matching_within_reach, ranked


def find(reader: Reader, actor: Person, text: str) -> Lead:
    """The lead meant by an e-mail, a reference's ending, or words of its name or company.

    Leads within the person's reach go first; where there is none, the one of somebody else that is meant is found,
    so that whoever asks can be told whose it is. A name or company of just these
    words goes before others, a person's own open leads before those of others.
    Raises Refused that names those who could be meant: first those whose name or company begins with the words,
    and with their references those of one name and company.
    """
    word = text.strip()
    exact = [lead.id for lead in with_email(reader, word) or _by_reference(reader, word)]
    named = reached_ids(reader, actor, "lead", exact) or exact[:1]
    found = named or matching_within_reach(reader, LEADS, actor, word)
    ids = _best_first(reader, actor, found, word.lower())
    if not ids:
        return _strangers(reader, actor, word)
    leads = {lead.id: lead for lead in by_ids(reader, ids[:NAMED])}
    best = [leads[identifier] for identifier in ids[:NAMED] if identifier in leads]
    if len(ids) == 1:
        return best[0]
    names = [(lead.label or lead.first_email, lead.id) for lead in best]
    could_be = told_apart(names, len(ids), "the e-mail")
    raise Refused(f"{clean(word, 80)!r} could be several leads: {could_be}")


def _strangers(reader: Reader, actor: Person, word: str) -> Lead:
    """The one lead out of reach that words mean; of several none is named."""
    ids = _best_first(reader, actor, matching(reader, LEADS, word), word.lower())
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
    first = [entry for entry in exact if not entry[1]] or exact
    return [entry[2] for entry in sorted(first)]


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
    meant = referred(reader, "lead", word)
    return [] if meant is None else by_ids(reader, [meant])


def best_matches(reader: Reader, actor: Person, text: str, limit: int) -> list[Match]:
    """The leads a person may read that match words best: those with a name or company that begins so go first."""
    best = ranked(reader, LEADS, actor, text, limit)
    leads = {lead.id: lead for lead in by_ids(reader, best)}
    return [_match(leads[lead_id]) for lead_id in best if lead_id in leads]


def _match(lead: Lead) -> Match:
    about = (lead.company if lead.name else "", "" if lead.open else lead.status)
    return Match(
        "lead",
        lead.id,
        lead.name or lead.company or lead.first_email or lead.first_phone,
        ", ".join(part for part in about if part),
    )
