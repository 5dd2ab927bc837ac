"""The kinds of small records that people enter once, and what is entered with each: a figure, an outcome, a day."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from data.catalog import kpi_records
from data.kernel.errors import UsageError
from data.kernel.text import clean
from data.kpi.units import MOST, figure_words, typed_figure

Form = Literal["share", "score", "minutes", "count"]
HUNDRED = 10_000
"""A hundred of a hundred, in hundredths: what a rate that is typed as such is of."""


class Figure(NamedTuple):
    """What was counted or read: ``part`` of ``whole``, both in hundredths. What is no share is so many of one."""

    part: int
    whole: int


class RecordKind(NamedTuple):
    """One kind of small record. ``day`` says in a word which day it bears: ``due``, ``made``, ``held``.

    ``figure`` is the form of what is entered with it, from ``least`` to ``most`` hundredths. Of a kind that ends in
    some way, ``good`` is the outcome that counts and ``bad`` the other one; a figure then stands for several at once.
    """

    code: str
    name: str
    plural: str
    day: str
    figure: Form
    least: int = 0
    most: int | None = None
    good: str = ""
    bad: str = ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """How it may end, what counts first."""
        return tuple(filter(None, (self.good, self.bad)))

    @property
    def may_come(self) -> bool:
        """Whether its day may be ahead."""
        return self.day == "due"

    @property
    def needs_figure(self) -> bool:
        """Whether there is none without a figure."""
        return not self.outcomes and self.figure != "count"


@cache
def record_kinds() -> tuple[RecordKind, ...]:
    """All kinds, in the order in which they are shown."""
    return tuple(RecordKind(**fact.model_dump()) for fact in kpi_records().kind)


def record_kind(code: str) -> RecordKind:
    """The kind of that code or name, or the one that begins so. Raises UsageError that names them all."""
    word = " ".join(code.split()).casefold()
    found = [one for one in record_kinds() if word in (one.code, one.name)]
    found = found or [one for one in record_kinds() if word and one.code.startswith(word)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.code for one in found or record_kinds())
    raise UsageError(f"{clean(code, 40)!r} is no kind of record: {known}.")


def typed_share(text: str) -> Figure:
    """So many of so many: ``18/20``, or ``90 %``. Raises UsageError for what is none."""
    part, slash, whole = text.partition("/")
    if slash:
        return Figure(typed_figure("count", part), typed_figure("count", whole))
    return Figure(typed_figure("percent", text), HUNDRED)


def is_share(figure: Figure) -> bool:
    """Whether it goes from nothing to everything, and there is something to be a share of."""
    return 0 <= figure.part <= figure.whole and figure.whole > 0


def share_words(figure: Figure) -> str:
    """``18 of 20``, ``90 %``."""
    if figure.whole == HUNDRED:
        return figure_words("percent", figure.part)
    return f"{figure_words('count', figure.part)} of {figure_words('count', figure.whole)}"


def typed_record_figure(kind: RecordKind, text: str) -> Figure:
    """The figure of a record as a person types it: ``43/50``, ``4.5``, ``30 min``, ``2``.

    Raises UsageError for what is none, and for what lies out of the range, which it says.
    """
    if kind.figure == "share":
        return checked_figure(kind, typed_share(text))
    return checked_figure(kind, Figure(typed_figure(kind.figure, text), 100))


def checked_figure(kind: RecordKind, figure: Figure) -> Figure:
    """A figure that lies in its range. Raises UsageError that says the range."""
    if kind.figure == "share":
        if not is_share(figure):
            raise UsageError(
                f"{clean(share_words(figure), 40)} is out of range. A share goes from 0 to 100 %: write so many of so "
                "many, like 18/20, or 90 %."
            )
        return figure
    most = MOST if kind.most is None else kind.most
    if not kind.least <= figure.part <= most:
        least = figure_words(kind.figure, kind.least)
        upto = " up" if kind.most is None else f" to {figure_words(kind.figure, kind.most)}"
        shown = figure_words(kind.figure, figure.part)
        raise UsageError(f"{shown} is out of range. What is entered goes from {least}{upto}.")
    if kind.figure == "count" and figure.part % 100:
        raise UsageError(f"So many {kind.plural} are a whole number, like 2.")
    return figure


def record_figure_words(kind: RecordKind, part: int | None, whole: int | None) -> str:
    """``43 of 50``, ``90 %``, ``4.5``, ``30 min``; nothing where there is no figure."""
    if part is None or whole is None:
        return ""
    return share_words(Figure(part, whole)) if kind.figure == "share" else figure_words(kind.figure, part)


def figure_example(kind: RecordKind) -> str:
    """What a figure of a kind looks like when it is typed."""
    return {"share": "18/20", "score": "4.5", "minutes": "30", "count": "2"}[kind.figure]
