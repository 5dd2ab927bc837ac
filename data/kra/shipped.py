"""The standards that come with the program: one for each source, to be run as they are or copied and changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from data.kra.measuring import metrics
from data.kra.standard_file import StandardFact, read_standard

_PLACE = "data.catalog.standards"


@cache
def shipped_texts() -> Mapping[str, str]:
    """The files by the code of their standard, in the order of their names."""
    found = {}
    for path in sorted(files(_PLACE).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            text = path.read_text(encoding="utf-8")
            found[path.name.removesuffix(".toml").replace("_", "-")] = text
    return found


@cache
def shipped() -> Mapping[str, StandardFact]:
    """The standards by their code."""
    return {code: read_standard(text, code, metrics()) for code, text in shipped_texts().items()}
