"""What views say in SQL that any SQLite program understands: instants, references, weeks."""

from __future__ import annotations

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def instant(column: str) -> str:
    """An instant as ISO text in UTC, to the second."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {column} / 1000, 'unixepoch')"


def reference(column: str) -> str:
    """An id as a person types it: 13 digits of five bits, the highest first.

    Their places stand in a table: written out in each view they would be a tenth of the schema, which every process
    reads before its first SELECT.
    """
    digit = f"substr('{_DIGITS}', ({column} >> 60 - 5 * place & 31) + 1, 1)"
    return f"(select group_concat({digit}, '') from reference_place)"


def monday(day: str) -> str:
    """The Monday of a day's week."""
    return f"date({day}, 'weekday 0', '-6 days')"


def week(day: str) -> str:
    """The ISO week of a day: that of its year which holds the Thursday."""
    thursday = f"{day}, 'weekday 0', '-3 days'"
    return f"strftime('%Y-W', {thursday}) || substr('0' || ((strftime('%j', {thursday}) + 6) / 7), -2)"
