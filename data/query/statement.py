"""What was asked, as text: that it is one SELECT, and which values it waits for. SQLite judges the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from data.kernel.engine import Value
from data.kernel.errors import UsageError
from data.kernel.text import clean

READING = ("select", "with", "values")
"""The words with which a query begins."""

_NO_CODE = re.compile(
    r"""(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])"""
    r"""|--[^\n]*|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)
"""Texts and names in quotes; comments."""

_PARAMETER = re.compile(r"(?<![\w:@$])[:@$](\w+)|\?")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]+)?")


class Statement(NamedTuple):
    """A query as it was written, without what quotes and comments hold, and the names of the values it waits for."""

    sql: str
    bare: str
    parameters: frozenset[str]


def read_statement(sql: str) -> Statement:
    """Raises UsageError, saying why, for what is no single query."""
    try:
        sql.encode()
    except UnicodeEncodeError:
        raise UsageError("The query holds bytes that are no text.") from None
    bare = _NO_CODE.sub(lambda found: " '' " if found["quoted"] else " ", sql).rstrip("; \t\r\n")
    if not bare.strip():
        raise UsageError(
            "There is nothing to ask in a comment." if sql.strip("; \t\r\n") else "There is no query."
        )
    if ";" in bare:
        raise UsageError("One query at a time: there is a semicolon, and more behind it.")
    first = bare.split(maxsplit=1)[0]
    word = re.split(r"\W", first)[0].lower()
    if word not in READING:
        raise UsageError(
            f"A query only reads, and begins with SELECT, WITH or VALUES; this one begins with {clean(first, 40)!r}."
        )
    parameters = frozenset(found[1] or "" for found in _PARAMETER.finditer(bare))
    if "" in parameters:
        raise UsageError("A value that is filled in has a name: write :day in place of the question mark.")
    return Statement(sql, bare, parameters)


def read_values(texts: Mapping[str, str], statement: Statement) -> dict[str, Value]:
    """The values of a query's parameters: plain numbers as such, anything else as text.

    Raises UsageError where one is missing, or is not asked for.
    """
    for name in sorted(statement.parameters - texts.keys()):
        raise UsageError(f"There is no value for :{name}.", code="query.no_value", name=name)
    for name in texts.keys() - statement.parameters:
        raise UsageError(f"The query has no place for a value called {clean(name, 40)!r}.")
    return {name: _value(text) for name, text in texts.items()}


def _value(text: str) -> Value:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
