"""Why rows of deals are left out: what they say cannot be so. They are kept aside, to be mended."""

from __future__ import annotations

from data.imports.left_rows import Reason

NAMELESS = Reason("neither a name nor a company nor a product", "rejected")
BELOW_NOUGHT = Reason("a value below nought", "rejected")
NO_VALUE = Reason("a value that cannot be read", "rejected")
NO_PROBABILITY = Reason("a probability that is none", "rejected")
NO_DISCOUNT = Reason("a discount that is not from 0 to 100 %", "rejected")
NO_PIECES = Reason("a number of pieces that is none", "rejected")
CURRENCY_UNKNOWN = Reason("an unknown currency", "rejected")
STAGE_UNKNOWN = Reason("an unknown stage", "rejected")
CLOSED_EARLY = Reason("closed before it began", "rejected")
NOT_WANTED = Reason("left out, as you said", "left_out")


def value_refused(cell: str) -> Reason:
    """Why an amount cannot be taken."""
    is_negative = any(mark in cell for mark in "-−(") and any(character.isdigit() for character in cell)
    return BELOW_NOUGHT if is_negative else NO_VALUE
