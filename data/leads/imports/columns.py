"""Which column of a file holds which particular of a lead, which system wrote it, and whether it holds companies.

Fields of which a lead may have several are written ``emails``, ``emails:work``, ``phones:mobile``, ``links:linkedin``;
parts of an address ``address:city``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from data.files.headers import match_columns, normalised, parse_mapping
from data.files.refused import FileRefused, OptionRefused, shown_name
from data.files.table import Table
from data.kernel.text import clean
from data.leads.imports.vocabulary import LabelledColumns, LeadColumns, lead_columns

OWN_REFERENCE = "Cockpit reference"
"""The column by which a file is known as an export of leads of our own."""
OWN_KEY = "cockpit:"
FILE_KEY = "file-"
"""Begins keys made of ids of a file whose system is unknown; a digest of its columns' names follows."""
ROW_KEY = "row:"
"""Begins keys of rows without an id: a digest of all that stands in them."""
LABELLED = ("emails", "phones", "links")
NONE = "none"
KEPT, OMITTED = "own", "out"
"""Begin the fields of columns that somebody set aside, ``own:Foo`` and ``out:Foo``: kept beside each lead under their
own name whatever they look like, or left out."""
AS_SAID, BY_MAP = "as you said", "by the map "
"""Why a column was taken that was told: here, or in a saved map, whose name follows."""
_PERSON_FIELDS = ("first_name", "last_name", "title")
_MARKED_LABEL = re.compile(r"(?P<base>.+?)\s*\((?P<label>[^()]{1,40})\)\s*")
_LOOKED_AT = 200


class Found(NamedTuple):
    """A column of the file and why it was taken. ``score`` 100 is a known name, or one that was told."""

    field: str
    column: str
    score: int
    why: str

    @property
    def becomes(self) -> str:
        """The field, or in words what somebody wants with a column that has none."""
        return {KEPT: "own field", OMITTED: "left out"}.get(self.field.partition(":")[0], self.field)

    @property
    def is_told(self) -> bool:
        """Whether somebody said so, instead of its name."""
        return self.why == AS_SAID or self.why.startswith(BY_MAP)


class Columns(NamedTuple):
    """What the columns of a file hold. ``system`` is who wrote it, empty where that is unknown."""

    found: tuple[Found, ...]
    system: str
    key_prefix: str
    holds_companies: bool
    is_own: bool
    rest: tuple[str, ...]
    """Columns without a place of their own; their cells are kept with each lead."""

    def place(self, field: str) -> str | None:
        """The column of a field, or None."""
        return next((found.column for found in self.found if found.field == field), None)

    @property
    def mapping(self) -> dict[str, str]:
        """The columns by field, to be kept as a map."""
        return {found.field: found.column for found in self.found}


def find_columns(table: Table, told: Mapping[str, str | None], because: str = AS_SAID) -> Columns:
    """Say what each column of a table holds; ``told`` (field to column, None: no column) goes before guesses.

    Raises FileRefused for a file of deals, unless something is told.
    """
    names = lead_columns()
    if OWN_REFERENCE in table.columns:
        from data.leads.imports.own import own_columns

        return own_columns(table)
    said = [Found(field, column, 100, because) for field, column in told.items() if column is not None]
    free = [column for column in table.columns if column not in told.values()]
    labelled = [found for found in _labelled_columns(free, names) if found.field not in told]
    free = [column for column in free if column not in {found.column for found in labelled}]
    companies = not (labelled and any(f.field.startswith("emails") for f in labelled)) and _holds_companies(
        table, free, told, names
    )
    vocabulary = _company_words(names) if companies else _lead_words(names)
    if companies:
        labelled = [found for found in labelled if found.field in ("phones", "links", "links:website")]
        free = [c for c in table.columns if c not in told.values() and c not in {f.column for f in labelled}]
    matches = match_columns(free, {f: words for f, words in vocabulary.items() if f not in told})
    guessed = [Found(field, match.column, match.score, match.why) for field, match in matches.items()]
    found = [_as_last_name(f) for f in guessed] if _wants_last_name(guessed) else guessed
    found = _in_order(table, [*said, *labelled, *found])
    if not told and not companies:
        _refuse_deals(table, found, names)
    system, prefix, identifier = _system(table, found, names)
    if system == "linkedin":
        found = [f._replace(field="links:linkedin") if f.field == "links" else f for f in found]
    if identifier is not None and not any(f.field == "id" for f in found):
        found.append(Found("id", identifier, 100, f"the ids of {system or 'the file'}"))
    taken = {f.column for f in found if not f.field.startswith(f"{KEPT}:")}
    rest = tuple(column for column in table.columns if column not in taken)
    return Columns(tuple(found), system, prefix, companies, is_own=False, rest=rest)


def _refuse_deals(table: Table, found: Iterable[Found], names: LeadColumns) -> None:
    """Turn down a file whose rows are deals: it would become leads called like deals, or like nothing."""
    if any(f.field in ("first_name", "last_name") or f.field.startswith(("emails", "phones")) for f in found):
        return
    marks: dict[str, str] = {}
    for sort, words in names.deals.items():
        known = {_joined(word) for word in words}
        marks.update((sort, clean(column, 40)) for column in table.columns if _joined(column) in known)
    if "person" not in marks and len(marks) == len(names.deals) - 1:
        columns = ", ".join(marks.values())
        raise FileRefused(
            f"{shown_name(table.path)} looks like deals ({columns}), with no column of people. Leads come from a "
            "file of contacts. To make leads of its rows, say what is what: --map name=COLUMN."
        )


def _wants_last_name(found: Iterable[Found]) -> bool:
    """Whether the name stands beside a first name alone, as in French and German files."""
    fields = {f.field for f in found}
    return {"name", "first_name"} <= fields and "last_name" not in fields


def _as_last_name(found: Found) -> Found:
    return found._replace(field="last_name") if found.field == "name" else found


def told_columns(text: str | Mapping[str, str | None], columns: Sequence[str]) -> Mapping[str, str | None]:
    """The fields and columns of ``--map``: ``name=Full Name,emails:work=E-mail,title=none``, or as chosen one by one.

    Raises OptionRefused where a field or column does not exist or is named twice.
    """
    if not isinstance(text, str):
        missing = [column for column in text.values() if column is not None and column not in columns]
        if missing:
            raise FileRefused(
                f"There is no column called {clean(missing[0], 60)} any more. Open the file again."
            )
        return text
    nothing = re.compile(r"(?:^|,)\s*([a-z_:0-9]+)\s*=\s*none\s*(?=,|$)", re.IGNORECASE)
    told: dict[str, str | None] = dict.fromkeys((m.lower() for m in nothing.findall(text)), None)
    rest = nothing.sub("", text).strip(", ")
    labelled = re.findall(rf"((?:{'|'.join(LABELLED)}):[^=,\"]{{1,40}})=", text)
    fields = [*_lead_words(lead_columns()), *LABELLED, "industry", *dict.fromkeys(labelled)]
    unknown = [field for field in told if field not in fields]
    if unknown:
        raise OptionRefused(f"There is no field called {clean(unknown[0], 60)}.")
    if rest or not told:
        told.update(parse_mapping(rest, columns, fields))
    return told


def _in_order(table: Table, found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: table.columns.index(f.column))


def _lead_words(names: LeadColumns) -> dict[str, tuple[str, ...]]:
    address = {"address" if part == "address" else f"address:{part}": w for part, w in names.address.items()}
    return {**names.field, **address}


def _company_words(names: LeadColumns) -> dict[str, tuple[str, ...]]:
    wanted = ("name", "industry", "segment", "territory", "notes", "deleted", "id")
    address = {field: words for field, words in _lead_words(names).items() if field.startswith("address")}
    return {**{field: names.company[field] for field in wanted}, **address}


def _holds_companies(
    table: Table, free: Sequence[str], told: Mapping[str, str | None], names: LeadColumns
) -> bool:
    """Whether a file has columns of companies and none of people."""
    if any(field in told for field in ("first_name", "last_name", "emails", "title", "company")):
        return False
    called = told.get("name")
    if called is not None:
        # A map of an accounts file says of its name what the file itself says: it stays one.
        if _joined(called) not in {_joined(w) for w in (*names.company["name"], *names.field["company"])}:
            return False
        free = [*free, called]
    words = {field: names.field[field] for field in (*_PERSON_FIELDS, "name", "company")}
    plain = {field: match for field, match in match_columns(free, words).items() if match.is_sure}
    if any(field in plain for field in _PERSON_FIELDS):
        return False
    keys = {_joined(column) for column in table.columns}
    markers = sum(_joined(marker) in keys for marker in names.company["markers"])
    if "name" in plain:
        is_company_name = _joined(plain["name"].column) in {_joined(word) for word in names.company["name"]}
        return is_company_name and "company" not in plain and markers >= 2
    return "company" in plain and (markers >= 1 or len(table.columns) == 1)


def _labelled_columns(columns: Sequence[str], names: LeadColumns) -> list[Found]:
    found: list[Found] = []
    taken: set[str] = set()
    for column in columns:
        place = labelled_field(column)
        if place is None:
            continue
        field = f"{place[0]}:{place[1]}" if place[1] else place[0]
        number = 2
        while field in taken:
            field = f"{place[0]}:{f'{place[1]} ' if place[1] else ''}{number}"
            number += 1
        taken.add(field)
        found.append(Found(field, column, 100, f"{column} is one of the {place[0]}"))
    return found


def labelled_field(column: str) -> tuple[str, str] | None:
    """The field and the label of a column of which there may be several, or None: ``emails`` and ``work``."""
    names = lead_columns()
    marked = _MARKED_LABEL.fullmatch(column)
    if marked is not None:
        plain = labelled_field(marked["base"])
        if plain is not None and plain[0] in LABELLED:
            return plain[0], clean(marked["label"].lower().replace(":", " "), 40)
    key = _joined(column)
    for sort, rule in names.labelled.items():
        words = _taken_apart(key, sort, names)
        if words is None:
            continue
        label = [part for word in words for part in [_label_of(word, rule, names)] if part]
        return sort, " ".join(dict.fromkeys(label))
    return None


def _label_of(word: str, rule: LabelledColumns, names: LeadColumns) -> str:
    if word in rule.base:
        return rule.labels.get(word, "")
    if word.isdigit():
        return "" if word == "1" else word
    return next((label for label, words in names.label_words.items() if word in words), "")


def _taken_apart(key: str, sort: str, names: LeadColumns) -> list[str] | None:
    """The known words that a name consists of, one of them a base of the sort; None where there are others."""
    bases, whole, single = _patterns(sort)
    if whole.fullmatch(key) is None:
        return None
    words = single.findall(key)
    return words if any(word in bases for word in words) else None


@cache
def _patterns(sort: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    names = lead_columns()
    rule = next(rule for name, rule in names.labelled.items() if name == sort)
    labels = [word for words in names.label_words.values() for word in words]
    words = sorted({*rule.base, *labels, *names.label_filler.words, "address"}, key=len, reverse=True)
    single = "|".join(map(re.escape, words)) + r"|\d{1,2}"
    # Greedy words first: "mobilephone" is one word before it is two.
    return frozenset(rule.base), re.compile(f"(?:{single})+"), re.compile(single)


def _system(table: Table, found: Sequence[Found], names: LeadColumns) -> tuple[str, str, str | None]:
    """The system that wrote a file, the prefix of its keys, and the column of its ids."""
    keys = {_joined(column) for column in table.columns}
    guessed = next((f.column for f in found if f.field == "id"), None)
    for system in names.system:
        if not all(_joined(column) in keys for column in system.columns):
            continue
        column = guessed
        if system.id_column:
            column = next(c for c in table.columns if _joined(c) == _joined(system.id_column))
        if column is not None and _all_match(table, column, system.id_pattern):
            return system.name, f"{system.name}:", column
    if guessed is None:
        return "", ROW_KEY, None
    digest = blake2b("\x1f".join(sorted(keys)).encode(), digest_size=4).hexdigest()
    return "", f"{FILE_KEY}{digest}:", guessed


def _all_match(table: Table, column: str, pattern: str) -> bool:
    place, form = table.columns.index(column), re.compile(pattern)
    cells = [row.cells[place].strip() for row in islice(table.rows(), _LOOKED_AT)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(form.fullmatch(cell) for cell in filled)


def _joined(name: str) -> str:
    return normalised(name).replace(" ", "")
