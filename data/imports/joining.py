"""When two names can be one person's, and what a column of a record holds once a row of a file has come to it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from data.imports.origins import Origin
from data.imports.single_values import PARAGRAPH, Single, SingleValues, added_fields, has_paragraphs
from data.kernel.engine import Value
from data.records.fields import LABELLED_FORMS, LINES_LIMIT, Field, Records
from data.records.lines import labelled
from data.records.normal_forms import folded
from data.records.tags import stored_tags, tags_of


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


def fuller_name(one: str, other: str) -> str:
    """Of two names that agree the one that says more: words instead of initials; else the first."""
    if sorted(folded(one).split()) == sorted(folded(other).split()):
        return one
    return max(one, other, key=len)


def with_text(text: str, more: str, between: str = PARAGRAPH) -> str:
    """A text with another one below it, unless it stands there already."""
    if f"{between}{more}{between}" in f"{between}{text}{between}":
        return text
    if f"{between}{text}{between}" in f"{between}{more}{between}":
        return more
    return f"{text}{between}{more}"


class Joined(NamedTuple):
    """What a column holds after a row has come to it, and what of the row stays out as another value was set here."""

    value: Value
    stays_out: str = ""


class Joiner:
    """Joins what rows of a file say to what records hold.

    Nothing new erases nothing. What imports brought a file replaces: of several e-mails, phones, links or added fields
    the one with the same label or name that no row says any more. What people typed stays, and so does what they took
    out; names are never changed in their case alone. ``is_ours``: a file of our own export is somebody's own work, and
    replaces what was typed too.
    """

    def __init__(self, records: Records, values: SingleValues, *, is_ours: bool) -> None:
        self._fields = {field.column: field for field in records.fields}
        self._name, self._named = records.named[0], records.named
        self._values = values
        self._is_ours = is_ours

    def join(
        self,
        column: str,
        now: Value,
        said: Value,
        origin: Origin,
        others: Collection[Single] = (),
        *,
        beside: bool = False,
    ) -> Joined:
        """``others`` are the values of the column that other rows of the file say of the same record.

        ``beside``: the file is of another system than the record, so that its e-mails, phones and links come to those
        that are there.
        """
        field = self._fields[column]
        if field.form in LABELLED_FORMS:
            return self._lines(field, str(now or ""), str(said), origin, others, beside=beside)
        if field.form == "tags":
            return self._tags(column, str(now or ""), str(said), origin)
        if field.form == "custom":
            return self._custom(column, str(now or ""), str(said), origin, others)
        if has_paragraphs(field):
            return self._text(column, str(now or ""), str(said), origin, others)
        return self._one(field, now, said, origin, others)

    def _one(
        self, field: Field, now: Value, said: Value, origin: Origin, others: Collection[Single]
    ) -> Joined:
        column, single = field.column, ("", str(said))
        if self._says_nothing(column, now, said) or origin.is_put_away(column, single):
            return Joined(now)
        if origin.is_taken_out(column, single):
            return Joined(now, str(said))
        if now in ("", None) or self._is_ours or not field.typed:
            return Joined(said)
        before, after = str(now), str(said)
        is_brought = any(("", before) in brought for brought in origin.brought(column))
        if column == self._name and names_agree(before, after):
            return Joined(fuller_name(before, after) if is_brought else now)
        if is_brought:
            return Joined(now, after) if ("", before) in others else Joined(said)
        return Joined(now, after)

    def _says_nothing(self, column: str, now: Value, said: Value) -> bool:
        """Whether what is said stands there, at least by its second, or as a name in another case."""
        if now == said:
            return True
        if isinstance(now, int) and isinstance(said, int):
            return column.endswith("_at") and now // 1000 == said // 1000
        return not self._is_ours and column in self._named and str(now).casefold() == str(said).casefold()

    def _text(self, column: str, now: str, said: str, origin: Origin, others: Collection[Single]) -> Joined:
        there, arriving = now.split(PARAGRAPH), said.split(PARAGRAPH)
        new = [text for text in arriving if text not in there and not origin.is_put_away(column, ("", text))]
        taken_out = [text for text in new if origin.is_taken_out(column, ("", text))]
        coming = [text for text in new if text not in taken_out]
        if not coming:
            return Joined(now, PARAGRAPH.join(taken_out))
        if self._is_ours:
            return Joined(said)
        outdated = [
            text
            for text in there
            if text not in arriving
            and ("", text) not in others
            and any(("", text) in brought for brought in origin.brought(column))
        ]
        staying = [text for text in there if text and text not in outdated]
        text = PARAGRAPH.join([*staying, *coming])
        return Joined(text, PARAGRAPH.join(taken_out)) if len(text) <= LINES_LIMIT else Joined(now, said)

    def _lines(
        self,
        field: Field,
        now: str,
        said: str,
        origin: Origin,
        others: Collection[Single],
        *,
        beside: bool,
    ) -> Joined:
        form, column = field.form, field.column
        lines = [(label, value, self._values.compared(form, value)) for label, value in labelled(now)]
        present = {compared for _, _, compared in lines}
        arriving = [(label, value, self._values.compared(form, value)) for label, value in labelled(said)]
        staying = {compared for _, _, compared in arriving} | {value for _, value in others}
        out: list[str] = []
        for line in arriving:
            label, value, compared = line
            if compared in present or origin.is_put_away(column, ("", compared)):
                continue
            if origin.is_taken_out(column, ("", compared)):
                out.append(value)
                continue
            present.add(compared)
            free = [
                place
                for place, (its_label, _, its) in enumerate(lines)
                if its_label == label and its not in staying and not beside
            ]
            place = self._outdated(column, free, [its for _, _, its in lines], origin)
            if place is None:
                lines.append(line)
            else:
                lines[place] = line
        text = "\n".join(f"{label}: {value}" if label else value for label, value, _ in lines)
        if text == now or len(text) > LINES_LIMIT:
            return Joined(now, ", ".join(out) if text == now else said)
        return Joined(text, ", ".join(out))

    def _outdated(
        self, column: str, free: Sequence[int], present: Sequence[str], origin: Origin
    ) -> int | None:
        """The place of the line that a new one replaces: the first that an import brought; in our own export any."""
        if self._is_ours:
            return next(iter(free), None)
        for brought in origin.brought(column) if free else ():
            for place in free:
                if ("", present[place]) in brought:
                    return place
        return None

    def _tags(self, column: str, now: str, said: str, origin: Origin) -> Joined:
        there = tags_of(now)
        new = [tag for tag in tags_of(said) if tag not in there and not origin.is_put_away(column, ("", tag))]
        taken_out = [tag for tag in new if origin.is_taken_out(column, ("", tag))]
        coming = [tag for tag in new if tag not in taken_out]
        return Joined(stored_tags([*there, *coming]) if coming else now, ", ".join(taken_out))

    def _custom(self, column: str, now: str, said: str, origin: Origin, others: Collection[Single]) -> Joined:
        there, out = added_fields(now), []
        if now and not there:
            return Joined(said)  # it is no object of texts
        joined = dict(there)
        for single in added_fields(said).items():
            name, text = single
            here = there.get(name, "")
            if here == text or origin.is_put_away(column, single):
                continue
            if origin.is_taken_out(column, single):
                out.append(f"{name}: {text}")
            elif not here or self._is_ours:
                joined[name] = text
            elif not any((name, here) in brought for brought in origin.brought(column)):
                out.append(f"{name}: {text}")
            elif (name, here) not in others:
                joined[name] = text
        changes = joined != there
        return Joined(json.dumps(joined, ensure_ascii=False) if changes else now, "; ".join(out))
