"""Kinds of activity: what can be logged, on which key, and what one is worth on a day."""

from collections.abc import Sequence
from datetime import date

from data.kernel.commands import Reader
from data.kernel.errors import Refused, UsageError
from data.kernel.quick_typing import NamedTuple


class Kind(NamedTuple):
    """One kind of activity. More than ``burst_count`` within ``burst_minutes`` gets a flag for review."""

    id: int
    code: str
    name: str
    plural: str
    key: str
    position: int
    burst_count: int
    burst_minutes: int
    active: int = 1
    touched: int | None = None

    def counted(self, count: int) -> str:
        """``1 call``, ``12 calls``."""
        return f"{count} {self.name if count == 1 else self.plural}"


COLUMNS = ", ".join(Kind._fields)


def all_kinds(reader: Reader) -> list[Kind]:
    """Every kind, the retired ones too, in the order in which they are shown."""
    return [Kind(*row) for row in reader.select(f"select {COLUMNS} from kind order by position, id")]


def kind_named(reader: Reader, code: str) -> Kind:
    """The kind of that code. Raises Refused where there is none."""
    rows = reader.select(f"select {COLUMNS} from kind where code = ?", (code,))
    if not rows:
        raise Refused(f"There is no kind {code!r}.")
    return Kind(*rows[0])


def find_kind(kinds: Sequence[Kind], text: str) -> Kind:
    """The kind meant by a code, key letter, name, plural, or the beginning of one code.

    Raises UsageError that names the kinds that could be meant.
    """
    wanted = " ".join(text.strip().lower().replace("_", "-").split())
    active = [kind for kind in kinds if kind.active]
    for kind in active:
        if wanted in (kind.code, kind.key, kind.name.lower(), kind.plural.lower()):
            return kind
    found = [kind for kind in active if wanted and kind.code.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text!r} could be: {_list(found)}. Type one of them.")
    near = _nearest(wanted, active)
    hint = f" Did you mean {near}?" if near else ""
    for kind in kinds:
        if not kind.active and wanted in (kind.code, kind.name.lower(), kind.plural.lower()):
            raise UsageError(f"{kind.name} is retired.", code="kind.retired", kind=kind.code)
    raise UsageError(f"There is no kind {text!r}.{hint} Kinds: {_list(active)}.")


def _list(kinds: Sequence[Kind]) -> str:
    return ", ".join(f"{kind.code} ({kind.key})" for kind in kinds)


def _nearest(wanted: str, kinds: Sequence[Kind]) -> str:
    from difflib import get_close_matches

    names = [name for kind in kinds for name in (kind.code, kind.name)]
    close = get_close_matches(wanted, names, n=1)
    return close[0] if close else ""


def worth_on(reader: Reader, code: str, day: date) -> int:
    """The points of one activity of a kind done on a day: the scale then in force.

    Raises Refused where no scale was in force yet.
    """
    rows = reader.select(
        "select points from scale where kind = ? and effective_on <= ? order by effective_on desc limit 1",
        (code, day.isoformat()),
    )
    if not rows:
        raise Refused(
            f"{code!r} was not worth anything yet on {day.isoformat()}: its first scale begins later."
        )
    return int(rows[0][0])


def worths_on(reader: Reader, day: date) -> dict[str, int]:
    """The points of one activity of each kind done on a day."""
    rows = reader.select(
        "select kind, points, max(effective_on) from scale where effective_on <= ? group by kind",
        (day.isoformat(),),
    )
    return {row[0]: row[1] for row in rows}


def worths_after(reader: Reader, code: str, day: date) -> list[tuple[str, int]]:
    """The worths of a kind that are still to come: the first day of each, and its points."""
    rows = reader.select(
        "select effective_on, points from scale where kind = ? and effective_on > ? order by effective_on",
        (code, day.isoformat()),
    )
    return [(row[0], row[1]) for row in rows]
