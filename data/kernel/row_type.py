"""What stands for a kind of typed row, where functions take one and give the same."""

from typing import NamedTuple, TypeVar

R = TypeVar("R", bound=NamedTuple)
