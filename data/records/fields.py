"""The fields of a noun's records, said once: what each is called, how it is checked, and what is derived from it.

Pages, forms, checks, completeness, search words, timeline, imports, exports and merges all read the one list that a
noun gives here; a test compares it with the noun's table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from data.kernel.engine import Value
from data.kernel.errors import UsageError
from data.kernel.text import bounded, bounded_lines, clean, clean_lines
from data.people.reach import Reach
from data.records.custom_fields import checked_custom
from data.records.lines import labelled
from data.records.money import checked_currency, checked_money, typed_money
from data.records.normal_forms import LEAST_DIGITS, normal_phone
from data.records.tags import cleaned_tags

TypedForm = Literal[
    "line",
    "lines",
    "names",
    "emails",
    "phones",
    "links",
    "money",
    "currency",
    "percent",
    "day",
    "choice",
    "tags",
    "custom",
]
Form = TypedForm | Literal["answer", "moment", "person", "record", "status"]
"""What a field holds; ``names`` are further names of the record, a line each. Of those that nobody types: yes, no or
open (1, 0, None); an instant; a person's id; the id of a record of another noun; a status's code."""
LABELLED_FORMS: tuple[Form, ...] = ("emails", "phones", "links")
"""The forms of fields that hold several values, a line each, with labels."""
SEVERAL_LINES: tuple[Form, ...] = ("lines", "names", *LABELLED_FORMS)
Imported = Literal["", "any file", "own export"]
Merging = Literal["", "first", "united", "earliest", "latest"]
Names = Literal["people", "companies"]
"""What names are of: in those of companies, legal forms make no difference."""

LINE_LIMIT = 300
LINES_LIMIT = 10_000


class Field(NamedTuple):
    """One column of a noun's records.

    ``typed``: a person types it, on the record's page and on the command line; such fields are its particulars.
    ``wanted``: a complete record holds it. ``searched``: its words are found. ``told``: the timeline tells its changes.
    ``heading``: its column in exports, empty for none. ``imported``: the files that fill it. ``merging``: what a record
    gets that others are merged into: the first value that there is, all of them, or the noun's own rule (empty).
    ``along``: the field together with which its value is taken. ``options``: the only texts that it may hold.
    ``listed``: it bears words of the company's list of its name. ``asked``: its place in the form of a new record.
    ``coded``: the table whose ``name`` says what its codes are called.
    """

    column: str
    label: str
    form: Form = "line"
    typed: bool = True
    wanted: bool = False
    searched: bool = True
    told: bool = True
    heading: str = ""
    imported: Imported = "any file"
    merging: Merging = "first"
    along: str = ""
    options: tuple[str, ...] = ()
    listed: bool = False
    asked: int = 0
    coded: str = ""

    @property
    def title(self) -> str:
        """The label as a sentence begins."""
        return f"{self.label[:1].upper()}{self.label[1:]}"


Reached = Callable[[Reach], tuple[str, list[Value]]]
"""The SQL condition on records that somebody reaches, and its parameters: none for everybody's."""


def owned(reach: Reach) -> tuple[str, list[Value]]:
    """Records with owners: those of whom one reaches, and of nobody."""
    return reach.condition()


class Records(NamedTuple):
    """What a noun's records are: their table, what one and several are called, and their fields.

    ``named``: the columns that say whom or what a record is about, the one that it is called by first; by all of them
    together it is recognised, and one that begins as typed is found first. ``names`` says what they are of.
    ``unsaid``: columns that are no fields, as a person is told of them in other words, or never. A record is
    ``merged_into`` another of its table, and may have an ``owner_id``; where it has none, ``reached`` says who reaches
    it.
    """

    table: str
    word: str
    plural: str
    named: tuple[str, ...]
    fields: tuple[Field, ...]
    unsaid: tuple[str, ...] = ()
    names: Names = "people"
    reached: Reached = owned

    @property
    def particulars(self) -> tuple[Field, ...]:
        """The fields that a person types, in the order of the record's page."""
        return tuple(field for field in self.fields if field.typed)

    @property
    def asked(self) -> tuple[str, ...]:
        """The columns that the form of a new record asks for, in its order."""
        fields = sorted((field for field in self.fields if field.asked), key=lambda field: field.asked)
        return tuple(field.column for field in fields)

    @property
    def keyed(self) -> tuple[str, ...]:
        """The columns from which match keys are made."""
        return (*self.named, *self.of_form("names", "emails", "phones"))

    @property
    def headed(self) -> dict[str, Field]:
        """The fields that stand in exports, by their headings, in the order of the columns."""
        return {field.heading: field for field in self.fields if field.heading}

    @property
    def search_table(self) -> str:
        """The search table of the records' words."""
        return f"{self.table}_search"

    @property
    def searched(self) -> tuple[str, ...]:
        """The columns whose words are found."""
        return tuple(field.column for field in self.fields if field.searched)

    @property
    def told(self) -> tuple[Field, ...]:
        """The fields whose changes the timeline tells."""
        return tuple(field for field in self.fields if field.told)

    def imported_by(self, files: Imported) -> tuple[str, ...]:
        """The columns that files of a sort fill."""
        return tuple(field.column for field in self.fields if field.imported == files)

    def of_form(self, *forms: Form) -> tuple[str, ...]:
        """The columns that hold values of these forms."""
        return tuple(field.column for field in self.fields if field.form in forms)

    def currency_of(self, field: Field) -> str:
        """The column of the currency in which a field's amounts are; empty for none."""
        if field.form != "money":
            return ""
        return next((other.column for other in self.fields if other.along == field.column), "")

    def field(self, column: str) -> Field:
        """The field of a column. Raises KeyError where none is."""
        return {field.column: field for field in self.fields}[column]


class Completeness(NamedTuple):
    """How much of a complete record is there, and what is missing."""

    percent: int
    missing: tuple[str, ...]


def completeness(records: Records, record: NamedTuple) -> Completeness:
    """The share of the wanted fields that a record holds, in percent, rounded down."""
    wanted = [field for field in records.fields if field.wanted]
    missing = tuple(field.label for field in wanted if getattr(record, field.column) in (None, ""))
    return Completeness(100 * (len(wanted) - len(missing)) // len(wanted), missing)


def checked_particulars(records: Records, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Particulars made fit for the store; columns that are none pass as they are.

    An amount that is written with its currency brings it along. Raises UsageError that says which particular is wrong,
    and how to write it.
    """
    row = dict(columns)
    amounts = records.of_form("money")
    for field in records.particulars:
        if field.along in amounts and isinstance(text := row.get(field.along), str) and text.strip():
            _bring_currency(row, field, text)
    for field in records.particulars:
        if field.column in row:
            row[field.column] = checked_field(field, row[field.column])
    return row


def _bring_currency(row: dict[str, Any], currency: Field, text: str) -> None:
    """Put the currency that an amount is written with into its column. Raises UsageError where that says another."""
    written, said = typed_money(text).currency, clean(row.get(currency.column) or "")
    if written and said and said.upper() != written:
        raise UsageError(f"{clean(text, 40)!r} is in {written}, but the {currency.label} is {said}.")
    if written:
        row[currency.column] = written


def refuse_long(records: Records, columns: Mapping[str, Any]) -> None:
    """Raise UsageError for a particular typed longer than the store holds. Imports cut such cells instead."""
    for field in records.particulars:
        if isinstance(text := columns.get(field.column), str):
            if field.form in SEVERAL_LINES:
                bounded_lines(text, LINES_LIMIT, field.title)
            elif field.form not in ("money", "percent", "custom"):
                bounded(text, LINE_LIMIT, field.title)


def checked_field(field: Field, value: Any) -> Value:
    """One particular made fit for the store. Raises UsageError that says how to write it."""
    if field.form == "money":
        return checked_money(value)
    if field.form == "currency":
        return checked_currency(text) if (text := clean(value or "", LINE_LIMIT)) else ""
    if field.form == "percent":
        return _checked_percent(field, value)
    if field.form == "day":
        return _checked_day(field, value)
    if field.form == "custom":
        return checked_custom(value)
    is_long = field.form in SEVERAL_LINES
    text = clean_lines(value or "", LINES_LIMIT) if is_long else clean(value or "", LINE_LIMIT)
    if field.form == "emails":
        _check_emails(text)
    if field.form == "phones":
        _check_phones(text)
    if field.options and text and text not in field.options:
        raise UsageError(f"{text!r} is no {field.label}. Say: {', '.join(field.options)}.")
    return cleaned_tags(text) if field.form == "tags" else text


def _checked_percent(field: Field, value: Any) -> int | None:
    text = str("" if value is None else value).strip().removesuffix("%").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= 100):
        raise UsageError(
            f"{clean(text, 40)!r} is no {field.label}. Write a whole number from 0 to 100, like 60."
        )
    return int(text)


def _checked_day(field: Field, value: Any) -> str:
    """An ISO day: other ways to write one are read by whoever knows the day of today."""
    text = clean(value or "", LINE_LIMIT)
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(
            f"{clean(text, 40)!r} is no day for {field.label}. Write it like 2026-11-19."
        ) from None


def _check_emails(text: str) -> None:
    for _, address in labelled(text):
        person, at, domain = address.partition("@")
        is_domain = "." in domain and all(domain.split(".")) and "@" not in domain
        if not (person and at and is_domain) or " " in address:
            raise UsageError(
                f"{clean(address, 60)!r} is no e-mail address. Write it like ana@acme.com or work: ana@acme.com."
            )


def _check_phones(text: str) -> None:
    for _, number in labelled(text):
        if not normal_phone(number):
            raise UsageError(
                f"{clean(number, 60)!r} is no phone number of at least {LEAST_DIGITS} digits. "
                "Write it like +351 210 000 000."
            )
