"""The single values that a column of a record holds: one, or several e-mails, links, tags, paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from data.kernel.engine import Value
from data.records.custom_fields import custom_fields
from data.records.fields import Field, Form, Records
from data.records.lines import labelled
from data.records.normal_forms import normal_email, normal_phone
from data.records.tags import tags_of

PARAGRAPH = "\n\n"
"""What stands between texts of several sources in one field."""
Single = tuple[str, str]
"""The name of an added field, else nothing; and the value as it is compared."""


class SingleValues:
    """Takes the columns of a noun apart. ``region`` is the country in which national phone numbers are meant."""

    def __init__(self, records: Records, region: str) -> None:
        self._forms: Mapping[str, Form] = {field.column: field.form for field in records.fields}
        self._texts = frozenset(field.column for field in records.fields if has_paragraphs(field))
        self.normal: Mapping[str, Callable[[str], str]] = {
            "emails": normal_email,
            "phones": partial(normal_phone, region=region),
            "links": lambda link: link.casefold().rstrip("/"),
        }
        """How a value of each form with labels is compared; nothing for what is none, which counts as it stands."""

    def of(self, column: str, value: Value) -> frozenset[Single]:
        """The values that a column holds, as they are compared."""
        if value in ("", None):
            return frozenset()
        form, text = self._forms.get(column, "line"), str(value)
        if form in self.normal:
            return frozenset(("", self.compared(form, one)) for _, one in labelled(text))
        if form == "tags":
            return frozenset(("", tag) for tag in tags_of(text))
        if form == "custom":
            return frozenset(added_fields(text).items())
        if column in self._texts:
            return frozenset(("", paragraph) for paragraph in text.split(PARAGRAPH))
        return frozenset([("", text)])

    def compared(self, form: str, value: str) -> str:
        """A value of a form with labels as it is compared."""
        return self.normal[form](value) or value


def has_paragraphs(field: Field) -> bool:
    """Whether a field holds text of several sources, one below the other."""
    return field.form == "lines" and field.merging == "united"


def added_fields(stored: str) -> dict[str, str]:
    """Added fields by their name; none where the text is not what the store keeps."""
    try:
        return custom_fields(stored)
    except ValueError:
        return {}
