"""How much a demo holds: what the parts of all nouns let one choose."""

from __future__ import annotations

from collections.abc import Mapping

from data.kernel.errors import UsageError
from data.nouns import NOUNS
from data.story.part import Amount


def amounts() -> dict[str, Amount]:
    """What can be chosen, by its name: the lowest noun's first."""
    return {amount.name: amount for part in NOUNS.demo() for amount in part.amounts}


def full_size(given: Mapping[str, int]) -> dict[str, int]:
    """The whole of a size; what is not given is as usual.

    Raises UsageError where a number is out of range, ValueError for a name that no noun knows.
    """
    choice = amounts()
    if unknown := given.keys() - choice.keys():
        raise ValueError(f"no noun has demo {', '.join(sorted(unknown))}")
    size = {name: given.get(name, amount.usual) for name, amount in choice.items()}
    for name, number in size.items():
        _, _, least, most, _ = choice[name]
        if not least <= number <= most:
            raise UsageError(f"The number of {name} is from {least:,} to {most:,}, not {number:,}.")
    return size
