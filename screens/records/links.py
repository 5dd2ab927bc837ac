"""A record's e-mails, phones and pages as links, where the terminal knows links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from data.kernel.text import clean
from data.records.fields import LABELLED_FORMS, Field
from data.records.lines import labelled
from widgets.terminal import target_of

Links = tuple[tuple[str, str], ...]
"""Values as they are shown, each with what it leads to."""


def links_of(record: NamedTuple, fields: Iterable[Field]) -> Links:
    """The values of a record that lead somewhere, of some of its fields."""
    return tuple(
        (clean(value), target)
        for field in fields
        if field.form in LABELLED_FORMS
        for _, value in labelled(getattr(record, field.column))
        if (target := target_of(field.form, value))
    )


def with_links(text: Content, links: Links) -> Content:
    """A text in which the values lead where they lead, each where it stands first."""
    for value, target in links:
        place = text.plain.find(value)
        if place >= 0:
            text = text.stylize(Style(link=target), place, place + len(value))
    return text
