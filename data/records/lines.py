"""Several values in one column: lines of ``label: value``, where the label may be missing."""

from __future__ import annotations


def labelled(lines: str) -> list[tuple[str, str]]:
    """Lines of ``label: value`` as pairs; a line without a label has an empty one."""
    pairs = []
    for line in lines.splitlines():
        label, colon, value = line.partition(": ")
        pairs.append((label, value) if colon else ("", line))
    return [(label, value) for label, value in pairs if value]


def first_value(lines: str) -> str:
    """The first value of labelled lines, or nothing."""
    pairs = labelled(lines)
    return pairs[0][1] if pairs else ""
