"""Named tuples of the quick commands: made without ``typing``, they are what its own would be."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple

import pytest

from data.kernel import quick_typing
from data.people.person import Person


class Quick(quick_typing.NamedTuple):
    """A row."""

    id: int
    name: str = "nobody"
    touched: int | None = None

    @property
    def shown(self) -> str:
        """The name as it is shown."""
        return self.name.upper()

    @classmethod
    def first(cls) -> Quick:
        """The first of all."""
        return cls(1)


class Usual(NamedTuple):
    """A row."""

    id: int
    name: str = "nobody"
    touched: int | None = None


def test_it_has_the_fields_the_defaults_and_the_methods_of_its_class() -> None:
    row = Quick(7, touched=2)
    assert tuple(row) == tuple(Usual(7, touched=2)) == (7, "nobody", 2)
    assert Quick._fields == Usual._fields
    assert Quick._field_defaults == Usual._field_defaults
    assert (row.shown, Quick.first().id) == ("NOBODY", 1)
    assert row._replace(name="Ana")._asdict() == {"id": 7, "name": "Ana", "touched": 2}
    assert Quick._make([1, "Ana", None]) == Quick(1, "Ana")
    assert repr(row) == "Quick(id=7, name='nobody', touched=2)"
    assert (Quick.__doc__, Quick.__name__, Quick.__module__) == ("A row.", "Quick", __name__)


def test_one_cannot_be_made_without_its_fields_nor_changed() -> None:
    with pytest.raises(TypeError):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Quick(1).name = "Ana"  # type: ignore[misc]


def test_rows_go_to_other_processes_and_are_copied() -> None:
    person = Person(1, "ana", "Ana", "rep", "2026-01-05", "UTC", "")
    assert pickle.loads(pickle.dumps(person)) == copy.copy(person) == person  # noqa: S301  # our own
    match person:
        case Person(_, handle):
            assert handle == "ana"
