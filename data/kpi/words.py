"""KPIs in words: both counts behind a figure, what a target lacks, how far a period has gone."""

from __future__ import annotations

from data.kpi.kpi import Kpi, kpi
from data.kpi.measures import measure_of
from data.kpi.reckon import Value
from data.kpi.targets import Target, lacks
from data.kpi.units import SCALE, Unit, figure_words

_SIGN = {"share": "÷", "difference": "against"}


def counts_words(wanted: Kpi, value: Value, currency: str) -> str:
    """Both counts behind a figure, ``6 ÷ 311``; of a median how many there are, of a sum how many records."""
    if wanted.compares:
        return _compared_words(wanted, value, currency)
    if wanted.counts:
        return f"{value.part:,.0f} ÷ {value.whole or 0:,.0f}"
    measure = measure_of(wanted)
    if measure is None:
        return ""
    if (measure.reads or measure.enters) and not value.records:
        return "nothing entered"
    if measure.how == "total":
        return _many(value.records)
    if measure.how == "median":
        return f"of {value.records:,}"
    part = _side(measure.parts_in, value.part, currency)
    between = "against" if measure.how == "nearness" else "÷"
    return f"{part} {between} {_side(measure.wholes_in, value.whole or 0, currency)}"


def record_words(wanted: Kpi, part: float | None, whole: float | None, currency: str) -> tuple[str, str]:
    """What a record counts for, on both sides of the number; a part in no sum is ``not counted``."""
    measure = measure_of(kpi(wanted.of) if wanted.of else wanted)
    if measure is None:
        return "", ""
    said = "not counted" if part is None else _side(measure.parts_in, part, currency)
    return said, "" if whole is None else _side(measure.wholes_in, whole, currency)


def _compared_words(wanted: Kpi, value: Value, currency: str) -> str:
    if value.whole is None:
        return "nothing before"
    unit = kpi(wanted.of).unit
    part = figure_words(unit, value.part, currency)
    return f"{part} {_SIGN[wanted.compares]} {figure_words(unit, value.whole, currency)}"


def _many(records: int) -> str:
    return f"{records:,} record{'' if records == 1 else 's'}"


def _side(unit: Unit, number: float, currency: str) -> str:
    """One of both counts; that many of something without its unit."""
    return figure_words(unit, number * SCALE[unit], currency)


def uncounted_words(wanted: Kpi) -> str:
    """Why some of the records behind a figure are in no sum."""
    measure = measure_of(wanted)
    if measure is not None and measure.enters:
        return "not due yet, or open how it ends"
    return "no value, or a currency without a rate"


def target_words(wanted: Kpi, target: Target | None, currency: str) -> str:
    """A target with its unit; nothing where there is none."""
    return "" if target is None else figure_words(wanted.unit, target.value, currency)


def lacks_words(target: Target | None) -> str:
    """``no target``, ``no owner, no date``; nothing where it is whole."""
    if target is None:
        return "no target"
    return ", ".join(f"no {what}" for what in lacks(target))
