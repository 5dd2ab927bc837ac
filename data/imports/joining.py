"""When two names can be one person's, and what becomes of the values of two records that are the same."""

from __future__ import annotations

import json

from data.kernel.engine import Value
from data.records.fields import LINES_LIMIT
from data.records.lines import labelled
from data.records.normal_forms import folded

LABELLED = frozenset(("emails", "phones", "links"))


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same words, initials of them, or one is missing.

    An e-mail address in the place of a name is none.
    """
    if not one or not other or "@" in one or "@" in other or one == other:
        return True
    first, second = folded(one).split(), folded(other).split()
    if sorted(first) == sorted(second):
        return True
    return len(first) == len(second) and all(
        a == b or (1 in (len(a), len(b)) and a[:1] == b[:1]) for a, b in zip(first, second, strict=True)
    )


def joined_value(column: str, old: Value, new: Value) -> Value:
    """What a column holds after ``new`` has come to ``old``: nothing new erases nothing.

    Of several e-mails, phones or links a new one takes the place of that with its label; tags and added fields
    are put together; anything else is replaced.
    """
    if new in ("", None) or new == old:
        return old
    if old in ("", None):
        return new
    before, after = str(old), str(new)
    if column in LABELLED:
        return _joined_lines(before, after)
    if column == "tags":
        return ", ".join(dict.fromkeys([*before.split(", "), *after.split(", ")]))
    if column == "custom":
        return _joined_custom(before, after)
    if column == "name" and folded(before) != folded(after) and names_agree(before, after):
        return max(before, after, key=len)  # the full name, not its initials
    return new


def news(column: str, held: Value, value: Value) -> Value:
    """What ``value`` says that a column did not say when it ``held`` something; empty where that is nothing."""
    if value in ("", None) or joined_value(column, held, value) == held:
        return ""
    if column == "tags":
        words = str(held).split(", ")
        return ", ".join(word for word in str(value).split(", ") if word not in words)
    if column == "custom" and held:
        try:
            old = json.loads(str(held))
        except ValueError:
            return value
        fresh = {name: text for name, text in json.loads(str(value)).items() if old.get(name) != text}
        return json.dumps(fresh, ensure_ascii=False)
    return value


def _joined_lines(before: str, after: str) -> str:
    lines = labelled(before)
    present = {value for _, value in lines}
    arriving = labelled(after)
    staying = {value for _, value in arriving}
    for label, value in arriving:
        if value in present:
            continue
        present.add(value)
        place = next((i for i, (name, old) in enumerate(lines) if name == label and old not in staying), None)
        if place is None:
            lines.append((label, value))
        else:
            lines[place] = (label, value)
    text = "\n".join(f"{label}: {value}" if label else value for label, value in lines)
    return text if len(text) <= LINES_LIMIT else before


def _joined_custom(before: str, after: str) -> str:
    try:
        old = json.loads(before)
    except ValueError:
        return after
    joined = {**old, **json.loads(after)}
    return before if joined == old else json.dumps(joined, ensure_ascii=False)
