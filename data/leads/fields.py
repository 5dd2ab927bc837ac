"""The particulars of a lead: what each is called, how it is checked, and what a complete record holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from data.kernel.engine import Value
from data.kernel.errors import CockpitError, UsageError
from data.kernel.text import bounded, bounded_lines, clean, clean_lines

Form = Literal["line", "lines", "emails", "phones", "links", "money", "choice", "custom"]
LINE_LIMIT = 300
LINES_LIMIT = 10_000
CUSTOM_NAME_LIMIT = 80
MOST_MONEY = 10**13


class Field(NamedTuple):
    """One particular. ``wanted`` tells that a complete record holds it (source: seeds/003)."""

    column: str
    label: str
    form: Form
    wanted: bool = False


FIELDS: tuple[Field, ...] = (
    Field("name", "name", "line", wanted=True),
    Field("title", "title", "line", wanted=True),
    Field("company", "company", "line", wanted=True),
    Field("emails", "e-mail", "emails", wanted=True),
    Field("phones", "phone", "phones", wanted=True),
    Field("links", "links", "links"),
    Field("address", "address", "lines", wanted=True),
    Field("territory", "territory", "line", wanted=True),
    Field("segment", "segment", "line"),
    Field("product_interest", "product interest", "line", wanted=True),
    Field("influence", "influence", "choice"),
    Field("source", "source", "choice", wanted=True),
    Field("channel", "channel", "choice", wanted=True),
    Field("budget", "budget amount", "money", wanted=True),
    Field("currency", "currency", "line"),
    Field("tags", "tags", "line"),
    Field("notes", "notes", "lines"),
    Field("custom", "other fields", "custom"),
)
"""The particulars in the order of the lead page."""

INFLUENCES = ("decision maker", "influencer")


class Completeness(NamedTuple):
    """How much of a complete record is there, and what is missing."""

    percent: int
    missing: tuple[str, ...]


def completeness(row: Mapping[str, Any]) -> Completeness:
    """The share of the wanted particulars that a lead's record holds, in percent, rounded down."""
    wanted = [field for field in FIELDS if field.wanted]
    missing = tuple(field.label for field in wanted if row[field.column] in (None, ""))
    return Completeness(100 * (len(wanted) - len(missing)) // len(wanted), missing)


def checked_lead(columns: Mapping[str, Any]) -> dict[str, Value]:
    """Particulars made fit for the store; columns that are no particulars pass as they are.

    Raises UsageError that says which particular is wrong, and how to write it.
    """
    row = checked_particulars(columns)
    refuse_nameless(row)
    row.setdefault("name", "")
    return row


def checked_particulars(columns: Mapping[str, Any]) -> dict[str, Value]:
    """Some particulars of a lead made fit for the store, as ``checked_lead`` does with all."""
    row: dict[str, Value] = dict(columns)
    for field in FIELDS:
        if field.column in row:
            row[field.column] = checked_field(field, row[field.column])
    return row


def refuse_nameless(row: Mapping[str, Any]) -> None:
    """Raise UsageError for a lead that has neither a name nor a company."""
    if not row.get("name") and not row.get("company"):
        raise UsageError("A lead needs a name or a company.")


def refuse_long(columns: Mapping[str, Any]) -> None:
    """Raise UsageError for a particular typed longer than the store holds. Imports cut such cells instead."""
    for field in FIELDS:
        if isinstance(text := columns.get(field.column), str):
            if field.form in ("lines", "emails", "phones", "links"):
                bounded_lines(text, LINES_LIMIT, f"{field.label[:1].upper()}{field.label[1:]}")
            elif field.form not in ("money", "custom"):
                bounded(text, LINE_LIMIT, f"{field.label[:1].upper()}{field.label[1:]}")


def checked_field(field: Field, value: Any) -> Value:
    """One particular made fit for the store. Raises UsageError that says how to write it."""
    if field.form == "money":
        return checked_money(value)
    if field.form == "custom":
        return checked_custom(value)
    if field.form in ("lines", "emails", "phones", "links"):
        text = clean_lines(value or "", LINES_LIMIT)
    else:
        text = clean(value or "", LINE_LIMIT)
    if field.form == "emails":
        _check_emails(text)
    if field.form == "phones":
        _check_phones(text)
    if field.column == "influence" and text and text not in INFLUENCES:
        raise UsageError(f"{text!r} is no influence. Say: {', '.join(INFLUENCES)}.")
    if field.column == "tags":
        return ", ".join(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    return text


def checked_money(value: Any) -> int | None:
    """Hundredths of a currency from a number or text; None from nothing. Raises UsageError."""
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return value
    from data.files.numbers import parse_amount

    try:
        amount = parse_amount(str(value)).value
    except CockpitError:
        amount = None
    if amount is None or not 0 <= amount <= MOST_MONEY:
        raise UsageError(f"{clean(value, 40)!r} is no amount. Write it like 1500 or 1,500.00.")
    return int(amount * 100)


def checked_custom(value: Any) -> str:
    """A JSON object of texts from one, or from a mapping; nothing from nothing. Raises UsageError."""
    if not value:
        return ""
    import json

    try:
        pairs = value if isinstance(value, Mapping) else json.loads(value)
        if not isinstance(pairs, Mapping):
            raise TypeError(value)
    except (TypeError, ValueError, RecursionError):
        raise UsageError(f"{clean(value, 40)!r} are no fields. Write them like: field=value.") from None
    cleaned = {clean(name, CUSTOM_NAME_LIMIT): clean_lines(text, LINES_LIMIT) for name, text in pairs.items()}
    return json.dumps({name: text for name, text in cleaned.items() if name and text}, ensure_ascii=False)


def with_custom(stored: str, said: Mapping[str, str]) -> str:
    """Added fields, as they are stored, with some set; an empty text takes one out.

    A name that is there already keeps its spelling. Raises UsageError for one that is missing or too long.
    """
    import json

    fields: dict[str, str] = json.loads(stored) if stored else {}
    for typed, text in said.items():
        name = bounded(typed, CUSTOM_NAME_LIMIT, "The name of a field")
        if not name:
            raise UsageError('A field needs a name. Write it like "Team size=12".')
        known = next((one for one in fields if one.casefold() == name.casefold()), name)
        fields[known] = bounded_lines(text, LINES_LIMIT, f"The field {name}")
    return checked_custom({name: text for name, text in fields.items() if text})


def money_words(hundredths: int | None, currency: str) -> str:
    """``1,500 USD``, ``1,500.50``, or nothing."""
    if hundredths is None:
        return ""
    whole, cents = divmod(hundredths, 100)
    return f"{whole:,}{f'.{cents:02d}' if cents else ''} {currency}".strip()


def _check_emails(text: str) -> None:
    from data.leads.lead import labelled

    for _, address in labelled(text):
        person, at, domain = address.partition("@")
        is_domain = "." in domain and all(domain.split(".")) and "@" not in domain
        if not (person and at and is_domain) or " " in address:
            raise UsageError(
                f"{clean(address, 60)!r} is no e-mail address. Write it like ana@acme.com or work: ana@acme.com."
            )


def _check_phones(text: str) -> None:
    from data.leads.lead import labelled
    from data.leads.match_keys import LEAST_DIGITS, normal_phone

    for _, number in labelled(text):
        if not normal_phone(number):
            raise UsageError(
                f"{clean(number, 60)!r} is no phone number: it has fewer than {LEAST_DIGITS} digits. "
                "Write it like +351 210 000 000."
            )
