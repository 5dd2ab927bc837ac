"""A week under review as text, Markdown, JSON, and in the shape of the spreadsheet that reps come from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from cockpit.text_tables import Column, fitted, markdown, markdown_table, text_table
from cockpit.verbs.records.record_words import instant
from data.calendar.days import DAY_NAMES, week_label
from data.kernel.text import clean
from data.reviews.glance import Reviewed
from data.reviews.page import page_facts
from data.reviews.words import Section, reached_words, seal_words, sections, span_words, standing_words, title

Row = Sequence[object]


def head_lines(found: Reviewed) -> list[str]:
    """What stands below the title: the days, the points against the goal, how it stands, and what is wrong with it."""
    return [
        line
        for line in (span_words(found.page), reached_words(found), standing_words(found), seal_words(found))
        if line
    ]


def as_text(found: Reviewed, width: int | None) -> str:
    """For a terminal, in lines of ``width`` cells if given."""
    parts = [clean(title(found.page)), "", *(fitted(clean(line), width) for line in head_lines(found))]
    for section in sections(found):
        parts += ["", fitted(clean(section.title), width)]
        if section.lines:
            parts.append(text_table(_columns(section), _rows(section), width))
    return "\n".join(parts)


def as_markdown(found: Reviewed) -> str:
    """For a page."""
    parts = [f"## {markdown(clean(title(found.page)))}", ""]
    parts += [f"{markdown(clean(line))}  " for line in head_lines(found)]
    for section in sections(found):
        parts += ["", f"### {markdown(clean(section.title))}"]
        if section.lines:
            parts += ["", markdown_table(_columns(section), _rows(section))]
    return "\n".join(parts)


def _columns(section: Section) -> list[Column]:
    return [
        Column(name, place in section.numbers, least=6, drop=place)
        for place, name in enumerate(section.columns)
    ]


def _rows(section: Section) -> list[Row]:
    width = len(section.columns)
    return [(*line.cells, *[""] * (width - len(line.cells))) for line in section.lines]


def as_json(found: Reviewed) -> str:
    """For machines."""
    zone, signed = found.person.zone, found.stands.signed
    facts = {
        "person": found.person.handle,
        "week": week_label(found.monday),
        "state": found.stands.state,
        "submitted_points": None if found.stands.review is None else found.stands.review.points,
        "signed_by": found.signer or None,
        "signed": None if signed is None else instant(signed.signed_at, zone),
        "fingerprint": None if signed is None else signed.fingerprint or None,
        "edited_since": bool(found.sealed and found.sealed.seal == "edited"),
        "adjusted": found.stands.adjusted,
        "total": found.total,
        "adjustments": [
            {
                "points": one.points,
                "reason": one.reason,
                "by": found.names.get(one.adjusted_by, ""),
                "at": instant(one.at, zone),
            }
            for one in found.stands.adjustments
        ],
        "said": [
            {
                "by": one.author,
                "does": one.comment.does or None,
                "text": one.comment.text,
                "at": instant(one.comment.at, zone),
            }
            for one in found.said
        ],
        "page": page_facts(found.page),
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def as_sheet(found: Reviewed) -> tuple[list[str], list[Row]]:
    """Kinds by days as in the spreadsheet: what goes out so comes in again, as ``cockpit points import`` reads it."""
    page, signed = found.page, found.stands.signed
    days = [date.fromisoformat(day.day) for day in page.days]
    columns = [
        f"week {week_label(found.monday)}",
        "pts each",
        *(DAY_NAMES[day.weekday()] for day in days),
        "count",
        "points",
    ]
    rows: list[Row] = [
        (kind.name, kind.each, *(count or None for count in kind.by_day), kind.times, kind.points)
        for kind in page.kinds
    ]
    rows.append(("total points", None, *(day.points for day in page.days), None, page.total))
    summary: tuple[tuple[str, object], ...] = (
        ("person", page.name),
        ("goal", page.goal),
        ("pace", page.pace),
        ("state", found.stands.state),
        ("adjusted since", found.stands.adjusted or None),
        ("signed off by", found.signer or None),
        ("fingerprint", signed.fingerprint if signed is not None else None),
        ("edited since", seal_words(found) or None),
    )
    empty = (None,) * (len(columns) - 2)
    return columns, [*rows, *((name, *empty, value) for name, value in summary)]
