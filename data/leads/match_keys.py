"""Match keys: the normalised e-mails, phones and name with company by which the same lead is recognised."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from data.kernel.commands import MATCH_KEYS, Change, Command, Deciding, Reader, delete, insert, update
from data.kernel.engine import Statement
from data.leads.lead import labelled

KeyKind = Literal["email", "phone", "name"]
Key = tuple[KeyKind, str]
_STORED = ("id", "record_table", "record_id", "kind", "value", "batch_id", "touched")
LEADS_IMPORT = "lead.import"
"""The name of an import of leads in the journal."""

_COMPANY_ENDINGS = frozenset(
    {"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc"}
    | {"gmbh", "ag", "kg", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "lda"}
    | {"sl", "pty", "pte", "kk"}
)
LEAST_DIGITS = 6
_EXTENSION_MARKS = frozenset("x#;")
_ASCII = [chr(code) for code in range(128)]
_DIGITS_ONLY = {ord(c): None for c in _ASCII if not c.isdigit()}
_WORDS_ONLY = {ord(c): None if c == "." else " " for c in _ASCII if not c.isalnum()}


def normal_email(text: str) -> str:
    """An address as it is compared: lowercase, the name around it left out; empty where it is none."""
    address = text.strip().strip("<>").lower()
    if "<" in address:
        address = address.rpartition("<")[2].rstrip("> ")
    return address if address.count("@") == 1 and " " not in address else ""


def normal_phone(text: str, region: str = "") -> str:
    """A number as it is compared: ``+`` and digits where the country is known, else the bare digits.

    Extensions are left out. Empty where fewer than six digits are left. ``region`` is the two-letter country
    in which national numbers are meant.
    """
    digits = _digits(text)
    if len(digits) < LEAST_DIGITS:
        return ""
    if text.lstrip().startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return _with_country(digits, region) if region else digits


def _digits(text: str) -> str:
    number = text.lower()
    if _EXTENSION_MARKS.isdisjoint(number):
        return number.translate(_DIGITS_ONLY) if number.isascii() else _plain_digits(number)
    for mark in ("x", "ext", "#", ";"):
        head = number.partition(mark)[0]
        number = head if _plain_digits(head) else number
    return _plain_digits(number)


def _plain_digits(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isdigit())


def _with_country(digits: str, region: str) -> str:
    """A national number with its country. Only one that may hold the country already needs a closer look."""
    code, prefix = _dialling(region.upper())
    if code and not digits.startswith(code):
        return f"+{code}{digits.removeprefix(prefix) if prefix else digits}"
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region.upper())
    except phonenumbers.NumberParseException:
        return digits
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@cache
def _dialling(region: str) -> tuple[str, str]:
    """A country's code and the digits before its national numbers; empty where the country is unknown."""
    import phonenumbers

    facts = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if facts is None or facts.country_code is None:
        return "", ""
    plain = facts.national_prefix_for_parsing == facts.national_prefix
    return str(facts.country_code) if plain else "", facts.national_prefix or ""


def normal_name(name: str, company: str) -> str:
    """Name and company as they are compared: folded words in order, legal forms left out."""
    if not name:
        return ""
    return f"{folded(name)}|{company_key(company)}"


def company_key(company: str) -> str:
    """A company's name as it is compared."""
    words = folded(company).split()
    kept = [word for word in words if word not in _COMPANY_ENDINGS]
    return " ".join(kept or words) or company.strip().casefold()


def folded(text: str) -> str:
    """Words in lowercase without accents and punctuation."""
    if text.isascii():
        return " ".join(text.lower().translate(_WORDS_ONLY).split())
    from unicodedata import combining, normalize

    text = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold().replace(".", "")).split())


def keys_of(row: Mapping[str, Any], region: str = "") -> list[Key]:
    """The match keys of a lead's record, each once."""
    found: list[Key] = [("email", normal_email(value)) for _, value in labelled(row.get("emails") or "")]
    found += [("phone", normal_phone(value, region)) for _, value in labelled(row.get("phones") or "")]
    found.append(("name", normal_name(row.get("name") or "", row.get("company") or "")))
    return list(dict.fromkeys(key for key in found if key[1]))


def phone_region(reader: Reader) -> str:
    """The two-letter country in which the company's national numbers are meant, or nothing."""
    rows = reader.select("select value from setting where name = 'phone_region'")
    return str(rows[0][0]) if rows else ""


def leads_with(reader: Reader, keys: Iterable[Key]) -> dict[Key, list[int]]:
    """The leads that bear each of the keys; a merged lead's keys lead to the one that it was merged into."""
    found: dict[Key, list[int]] = {}
    for kind, value in keys:
        rows = reader.select(
            "select distinct ifnull(merged_into, lead.id) from match_key join lead on lead.id = record_id "
            "where kind = ? and value = ? order by 1",
            (kind, value),
        )
        if rows:
            found[(kind, value)] = [row[0] for row in rows]
    return found


def key_changes(reader: Deciding, command: Command, lead_id: int, row: Mapping[str, Any]) -> list[Change]:
    """The changes that bring a lead's match keys in line with its record."""
    present = [
        dict(zip(_STORED, found, strict=True))
        for found in reader.select(
            f"select {', '.join(_STORED)} from match_key where record_id = ?", (lead_id,)
        )
    ]
    wanted = keys_of(row, phone_region(reader))
    gone = [delete("match_key", key) for key in present if (key["kind"], key["value"]) not in wanted]
    known = {(key["kind"], key["value"]) for key in present}
    new = [key for key in wanted if key not in known]
    return gone + [
        insert(
            "match_key", row_id, {"record_table": "lead", "record_id": lead_id, "kind": kind, "value": value}
        )
        for row_id, (kind, value) in zip(reader.new_ids(command.at, len(new)), new, strict=True)
    ]


def phone_key_changes(
    reader: Reader, command_id: int, region: str, new_ids: Callable[[int], Sequence[int]]
) -> list[Change]:
    """The changes that bring the phone keys of all leads in line with a region in which numbers are meant.

    ``new_ids`` gives as many ids as are asked for.

    A lead that others were merged into needs no keys for numbers that it has from them: theirs stay.
    """
    present: dict[int, list[dict[str, Any]]] = {}
    for found in reader.select(
        f"select {', '.join(_STORED)} from match_key where kind = 'phone' order by id"
    ):
        key = dict(zip(_STORED, found, strict=True))
        present.setdefault(key["record_id"], []).append(key)
    leads = reader.select("select id, phones, batch_id, merged_into from lead where phones <> ''")
    merged: dict[int, set[str]] = {}
    for _, phones, _, kept in leads:
        if kept is not None:
            merged.setdefault(kept, set()).update(_numbers(phones, region))
    changes: list[Change] = []
    for lead_id, phones, batch, _ in leads:
        keys, wanted = present.get(lead_id, []), _numbers(phones, region)
        if [key["value"] for key in keys] != wanted:
            moved, missing = _moved(keys, wanted, merged.get(lead_id, set()), command_id)
            of_lead = {"record_table": "lead", "record_id": lead_id, "kind": "phone", "batch_id": batch}
            new = [
                insert("match_key", row_id, {**of_lead, "value": value})
                for row_id, value in zip(new_ids(len(missing)), missing, strict=True)
            ]
            changes += [*moved, *new]
    return changes


def _numbers(phones: str, region: str) -> list[str]:
    numbers = (normal_phone(number, region) for _, number in labelled(phones))
    return list(dict.fromkeys(number for number in numbers if number))


def _moved(
    keys: Sequence[Mapping[str, Any]], wanted: Sequence[str], merged: Container[str], command_id: int
) -> tuple[list[Change], list[str]]:
    """A lead's keys made those that are wanted, each once: the changes, and the values that need a new row.

    ``merged`` are values that leads merged into it bear.
    """
    known: set[str] = set()
    spare: list[Mapping[str, Any]] = []
    for key in keys:
        if key["value"] in wanted and key["value"] not in known:
            known.add(key["value"])
        else:
            spare.append(key)
    absent = [value for value in wanted if value not in known]
    missing = sorted(absent, key=lambda value: value in merged)
    pairs = zip(spare, missing, strict=False)
    updates = (update("match_key", key, command_id, {"value": value}) for key, value in pairs)
    moved = [change for change in updates if change is not None]
    gone = [delete("match_key", key) for key in spare[len(missing) :]]
    return [*moved, *gone], [value for value in missing[len(spare) :] if value not in merged]


def no_keys_since(reader: Reader, command_id: int) -> Statement:
    """Aborts the batch where somebody else may have written match keys between reading and writing."""
    newest = reader.select("select ifnull(max(seq), 0) from journal")[0][0]
    sql = (
        "insert into guard values(not exists(select 1 from journal where seq > ? and id <> ? "
        f"and touches & {MATCH_KEYS}))"
    )
    return sql, (newest, command_id)


def same_region(reader: Reader) -> Statement:
    """Aborts the batch where the region moved between reading and writing, so that keys are of its form."""
    sql = "insert into guard values(ifnull((select value from setting where name = 'phone_region'), '') = ?)"
    return sql, (phone_region(reader),)
