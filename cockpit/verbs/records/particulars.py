"""The options by which the particulars of any record are said, and what was said with them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from cockpit.words import shown
from data.kernel.errors import UsageError
from data.records.fields import LABELLED_FORMS, Records

_NAMES = {"emails": "email", "phones": "phone", "links": "link"}
_SEVERAL = ("names", *LABELLED_FORMS)


def add_particulars(
    parser: argparse.ArgumentParser, records: Records, options: Mapping[str, str] | None = None
) -> None:
    """Add an option for each particular; ``options`` are the names of those that are called otherwise."""
    names = {**_NAMES, **(options or {})}
    for field in records.particulars:
        option = names.get(field.column, field.column.replace("_", "-"))
        if field.form in _SEVERAL:
            label = "" if field.form == "names" else ", with a label as 'work: ...'"
            parser.add_argument(
                f"--{option}", dest=field.column, action="append", metavar="VALUE",
                help=f"{field.label}{label}; several times for several",
            )  # fmt: skip
        elif field.form != "custom":
            of_list = (
                f" of the company's list: cockpit {records.plural} lists" if field.column == "channel" else ""
            )
            parser.add_argument(f"--{option}", dest=field.column, help=field.label + of_list)
    parser.add_argument(
        "--custom", dest="added", action="append", default=[], type=_field, metavar="NAME=VALUE",
        help="a field of your own, as 'Team size=12'; 'Team size=' takes it out; several times for several",
    )  # fmt: skip


def said_particulars(options: argparse.Namespace, records: Records) -> dict[str, Any]:
    """The particulars that were typed, as columns."""
    found: dict[str, Any] = {}
    for field in records.particulars:
        value = getattr(options, field.column, None)
        if value is not None:
            found[field.column] = "\n".join(value) if isinstance(value, list) else value
    return found


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"{shown(text)} is no field. Write it like: --custom 'Team size=12'")
    return name, value
