"""Match keys: the normalised e-mails, phones and name with company by which the same lead is recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from data.commands import Change, Command, Reader, delete, insert
from data.leads.lead import labelled

KeyKind = Literal["email", "phone", "name"]
Key = tuple[KeyKind, str]

_COMPANY_ENDINGS = frozenset(
    {"inc", "incorporated", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc"}
    | {"gmbh", "ag", "kg", "sa", "sarl", "sas", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "lda"}
    | {"sl", "pty", "pte", "kk"}
)
LEAST_DIGITS = 6


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
    if region:
        import phonenumbers

        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            return digits
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return digits


def _digits(text: str) -> str:
    number = text.lower()
    for mark in ("x", "ext", "#", ";"):
        number = number.partition(mark)[0] if any(c.isdigit() for c in number.partition(mark)[0]) else number
    return "".join(c for c in number if c.isascii() and c.isdigit())


def normal_name(name: str, company: str) -> str:
    """Name and company as they are compared: folded words in order, legal forms left out."""
    if not name:
        return ""
    return f"{folded(name)}|{company_key(company)}"


def company_key(company: str) -> str:
    """A company's name as it is compared."""
    words = folded(company).split()
    kept = [word for word in words if word not in _COMPANY_ENDINGS]
    return " ".join(kept or words)


def folded(text: str) -> str:
    """Words in lowercase without accents and punctuation."""
    if not text.isascii():
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
            "select distinct ifnull(merged_into, lead.id) from lead_key join lead on lead.id = lead_id "
            "where kind = ? and value = ? order by 1",
            (kind, value),
        )
        if rows:
            found[(kind, value)] = [row[0] for row in rows]
    return found


def key_changes(reader: Reader, command: Command, lead_id: int, row: Mapping[str, Any]) -> list[Change]:
    """The changes that bring a lead's match keys in line with its record."""
    names = ("id", "lead_id", "kind", "value", "batch_id", "touched")
    present = [
        dict(zip(names, found, strict=True))
        for found in reader.select(f"select {', '.join(names)} from lead_key where lead_id = ?", (lead_id,))
    ]
    wanted = keys_of(row, phone_region(reader))
    gone = [delete("lead_key", key) for key in present if (key["kind"], key["value"]) not in wanted]
    known = {(key["kind"], key["value"]) for key in present}
    return gone + list(_new_keys(command.id, lead_id, [key for key in wanted if key not in known]))


def _new_keys(command_id: int, lead_id: int, keys: Iterable[Key]) -> Iterable[Change]:
    for offset, (kind, value) in enumerate(keys, 1):
        yield insert("lead_key", command_id + offset, {"lead_id": lead_id, "kind": kind, "value": value})
