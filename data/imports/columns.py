"""What the columns of a file hold, once that is found out.

Fields of which a record may have several are written ``emails``, ``emails:work``, ``phones:mobile``; parts of an
address ``address:city``.
"""

from __future__ import annotations

from typing import NamedTuple

from data.imports.source_systems import ROW_KEY

ADDED, OMITTED = "own", "out"
"""Begin the fields of columns that somebody set aside, ``own:Foo`` and ``out:Foo``: kept beside each record under
their own name whatever they look like, or left out."""
AS_SAID, BY_MAP = "as you said", "by the map "
"""Why a column was taken that was told: here, or in a saved map, whose name follows."""


class Found(NamedTuple):
    """A column of the file and why it was taken. ``score`` 100 is a known name, or one that was told."""

    field: str
    column: str
    score: int
    why: str

    @property
    def becomes(self) -> str:
        """The field, or in words what somebody wants with a column that has none."""
        return {ADDED: "own field", OMITTED: "left out"}.get(self.field.partition(":")[0], self.field)

    @property
    def is_told(self) -> bool:
        """Whether somebody said so, instead of its name."""
        return self.why == AS_SAID or self.why.startswith(BY_MAP)


class Columns(NamedTuple):
    """What the columns of a file hold. ``system`` is who wrote it, empty where that is unknown."""

    found: tuple[Found, ...] = ()
    system: str = ""
    key_prefix: str = ROW_KEY
    is_ours: bool = False
    """Whether it is Cockpit's own export, which comes back exactly as it went out."""
    rest: tuple[str, ...] = ()
    """Columns without a place of their own; where a noun keeps such, their cells stay with each record."""

    def place(self, field: str) -> str | None:
        """The column of a field, or None."""
        return next((found.column for found in self.found if found.field == field), None)

    def of_system(self, name: str) -> Columns:
        """The same, its ids being those of a system of that name."""
        return self._replace(system=name, key_prefix=f"{name}:")

    @property
    def mapping(self) -> dict[str, str]:
        """The columns by field, to be kept as a map."""
        return {found.field: found.column for found in self.found}
