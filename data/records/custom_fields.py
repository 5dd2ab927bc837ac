"""Fields that a company adds to its records: a JSON object of texts in one column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from data.kernel.errors import UsageError
from data.kernel.text import bounded, bounded_lines, clean, clean_lines

NAME_LIMIT = 80
TEXT_LIMIT = 10_000


def custom_fields(stored: str) -> dict[str, str]:
    """Added fields by their name. Raises ValueError where the text is not what the store keeps."""
    found = json.loads(stored) if stored else {}
    if not isinstance(found, dict):
        raise ValueError(stored)
    return {str(name): str(value) for name, value in found.items()}


def custom_words(stored: str) -> str:
    """``Team size: 12; Plan: gold``, or nothing."""
    return "; ".join(f"{name}: {value}" for name, value in custom_fields(stored).items())


def checked_custom(value: Any) -> str:
    """A JSON object of texts from one, or from a mapping; nothing from nothing. Raises UsageError."""
    if not value:
        return ""
    try:
        pairs = value if isinstance(value, Mapping) else json.loads(value)
        if not isinstance(pairs, Mapping):
            raise TypeError(value)
    except (TypeError, ValueError, RecursionError):
        raise UsageError(f"{clean(value, 40)!r} are no fields. Write them like: field=value.") from None
    cleaned = {clean(name, NAME_LIMIT): clean_lines(text, TEXT_LIMIT) for name, text in pairs.items()}
    return json.dumps({name: text for name, text in cleaned.items() if name and text}, ensure_ascii=False)


def with_custom(stored: str, said: Mapping[str, str]) -> str:
    """Added fields, as they are stored, with some set; an empty text takes one out.

    A name that is there already keeps its spelling. Raises UsageError for one that is missing or too long.
    """
    fields = custom_fields(stored)
    for typed, text in said.items():
        name = bounded(typed, NAME_LIMIT, "The name of a field")
        if not name:
            raise UsageError('A field needs a name. Write it like "Team size=12".')
        spelled = next((one for one in fields if one.casefold() == name.casefold()), name)
        fields[spelled] = bounded_lines(text, TEXT_LIMIT, f"The field {name}")
    return checked_custom({name: text for name, text in fields.items() if text})


def united_custom(stored: Iterable[str]) -> str:
    """The added fields of several records as one; of two values under a name the first stays."""
    present = [text for text in stored if text]
    if len(present) < 2:
        return present[0] if present else ""
    found: dict[str, str] = {}
    for text in present:
        for name, value in custom_fields(text).items():
            if found.get(name, "") == "":
                found[name] = value
    return json.dumps(found, ensure_ascii=False)
