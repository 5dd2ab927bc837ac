"""The fields of a noun as files fill them: how the cells of each are read, and which column of its table it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from data.imports.left_rows import Reason
from data.imports.meanings import Meanings
from data.imports.options import Options
from data.kernel.commands import Reader
from data.kernel.engine import Value
from data.records.fields import LINE_LIMIT, Imported, Records

if TYPE_CHECKING:
    from data.imports.formats import Formats
    from data.imports.peculiar import Peculiar
    from data.imports.spec import Job

Form = Literal[
    "line", "short", "lines", "tags", "choice", "meaning", "money", "percent", "day", "moment", "toggle",
    "emails", "phones", "links", "address", "owner", "rest", "own",
]  # fmt: skip
"""How a cell is read. ``line``: one line, a longer one is cut and stays whole beside the record. ``short``: one line,
a longer one cannot be read. ``meaning``: a word for one of the company's own. ``emails``, ``phones``, ``links``:
several, each with a label. ``owner``: a person. ``rest``: what has no field, as JSON. ``own``: the noun reads it."""
_FORMS: Mapping[str, Form] = {
    **{form: form for form in get_args(Form)},
    "choice": "line",
    "custom": "rest",
    "names": "lines",
    "answer": "toggle",
    "person": "owner",
}
"""How files fill the fields of records, by the form of these. Words of a status need their meanings besides."""
_NUMBERS = frozenset(("money", "percent", "moment", "toggle", "owner"))


class ImportField(NamedTuple):
    """One field. ``column`` is the table's where that is called otherwise."""

    field: str
    form: Form
    column: str = ""
    limit: int = LINE_LIMIT
    choices: tuple[str, ...] = ()
    currency: str = ""
    """The column of the currency in which an amount is written."""
    meanings: Callable[[Reader, Options], Meanings] | None = None
    joined: str = ""
    """What stands between several values in one line, where the record has one place without labels for them."""
    refuses: Callable[[str], Reason] | None = None
    """Why a row is left out whose cell cannot be read; None: the cell stays beside the record instead."""

    @property
    def place(self) -> str:
        """The column of the table."""
        return self.column or self.field

    @property
    def unsaid(self) -> Value:
        """The value of a row that does not say."""
        return None if self.form in _NUMBERS else ""


def import_fields(
    records: Records,
    files: Imported,
    called: Mapping[str, str] = {},
    peculiar: Mapping[str, ImportField] = {},
) -> tuple[ImportField, ...]:
    """The fields of records that files of a sort fill, by their list.

    ``called`` is what files call a column otherwise, ``peculiar`` are columns whose cells are read in a way of
    their own.
    """
    return tuple(
        peculiar.get(field.column)
        or ImportField(
            called.get(field.column, field.column),
            "choice" if field.options else _FORMS[field.form],
            column=field.column,
            choices=field.options,
        )
        for field in records.fields
        if field.imported == files
    )


Settle = Callable[[list[Value]], Sequence[str]]
"""Puts the values of a row right, and names the fields whose cells have to stay beside the record after all."""


class Plans(NamedTuple):
    """The extras that files of other systems fill too, as what is planned: a step, and when.

    ``is_open`` tells of a row's values whether anything can be planned with such a record.
    """

    step: str
    at: str
    is_open: Callable[[Reader], Callable[[Sequence[Value]], bool]]
    needs_day: bool = True
    """Whether a step without a day ahead is none."""


class RowRules(NamedTuple):
    """How the rows of a noun's files become drafts. The first field is what a record is called."""

    records: Records
    fields: tuple[ImportField, ...]
    lacks: Callable[[Sequence[Value]], str]
    """Why values make no record, or nothing."""
    name_key: Callable[[Sequence[Value]], str]
    """The name by which a record is matched, or nothing."""
    name_parts: tuple[str, ...] = ()
    """Fields that make the name together, in their order."""
    settle: Callable[[Reader], Settle] | None = None
    extras: tuple[ImportField, ...] = ()
    """What our own export alone fills besides."""
    plans: Plans | None = None
    rest_name: Callable[[str], str] = str
    """What an added field is called that our own export has under this heading."""
    peculiar: Callable[[Job, Mapping[str, int], Formats], Peculiar] | None = None
    """Takes the file, and where each field stands in a row."""
    further: tuple[ImportField, ...] = ()
    """What the noun reads in that way; here they are for their dates and amounts."""
    long: tuple[str, ...] = ()
    """Fields of our own export whose cells hold several things, so that they may be longer than any text."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that any file can fill, in the order of a draft's values."""
        return tuple(field.place for field in self.fields)

    @property
    def places(self) -> dict[str, int]:
        """Where the value of each column stands in a draft."""
        return {column: place for place, column in enumerate(self.columns)}
