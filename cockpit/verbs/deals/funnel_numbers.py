"""How ``cockpit funnel`` tells every number with its formula, and the path to quota."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cockpit.answer import say_json
from cockpit.parser import screen_width
from cockpit.text_tables import Column, text_table
from data.deals.details import Details
from data.deals.explain import Section
from data.deals.funnel import Funnel
from data.deals.outreach import Outreach, Way
from data.deals.path import Path
from data.kernel.ids import reference
from data.records.money import money_words

NO_PATH = (
    "There is no path yet: it leads one seller to the quota of this month.\n"
    "Set one: cockpit quota set 20000 --for WHO. Another's path: cockpit funnel path --of WHO"
)


def say_numbers(sections: Iterable[Section]) -> None:
    """Print every number with how it came about."""
    columns = [Column("number"), Column("value", True), Column("how it came about")]
    for place, section in enumerate(sections):
        rows = [(number.name, number.value, number.formula) for number in section.numbers]
        print(("\n" if place else "") + section.title)
        print(text_table(columns, rows, screen_width()))


def say_path(path: Path | None, *, as_json: bool) -> int:
    """Print what has to happen this week."""
    if as_json:
        say_json(path_facts(path))
        return 0
    if path is None:
        print(NO_PATH)
        return 0
    for line in path_lines(path):
        print(line)
    if not path.gap:
        return 0
    columns = [
        Column(path.week), Column("wanted", True), Column("done", True), Column("left", True),
        Column("lead on", True), Column("of", True), Column("whose numbers"), Column("points", True),
    ]  # fmt: skip
    rows = [
        (
            leg.step.plural, leg.wanted, leg.done, leg.left, leg.rate.ratio.percent,
            "" if leg.rate.whose == "assumed" else round(leg.rate.ratio.whole), leg.rate.whose, leg.left * leg.worth,
        )
        for leg in path.legs
    ]  # fmt: skip
    print(text_table(columns, rows, screen_width()))
    return 0


def path_lines(path: Path | None) -> list[str]:
    """The path in a sentence or two; nothing where there is none."""
    if path is None:
        return []
    if not path.gap:
        return ["path: what is open covers the quota; keep it so"]
    lacks, size = (
        money_words(path.gap, path.currency),
        money_words(round(path.size.value or 0), path.currency),
    )
    steps = ", ".join(
        f"{leg.left:,} {leg.step.plural if leg.left != 1 else leg.step.name}" for leg in path.legs
    )
    goal = "" if path.points_left is None else f"; {path.points_left:,} lack to this week's goal"
    return [
        f"path: {lacks} of pipeline lack, {path.deals:,} deals of {size}",
        f"{path.week} still: {steps}; they bring {path.points:,} points{goal}",
    ]


def path_facts(path: Path | None) -> dict[str, Any] | None:
    """The path for machines."""
    if path is None:
        return None
    return {
        "currency": path.currency, "pipeline_wanted": path.aim / 100, "pipeline_lacks": path.gap / 100,
        "deal_size": None if path.size.value is None else path.size.value / 100, "deal_size_is": path.size_is,
        "deals": path.deals, "week": path.week, "working_days_of_week": round(path.share.part),
        "working_days_of_path": round(path.share.whole), "points": path.points, "points_left": path.points_left,
        "steps": [
            {
                "step": leg.step.name, "wanted": leg.wanted, "done": leg.done, "left": leg.left,
                "leads_on": round(leg.rate.ratio.part), "of": round(leg.rate.ratio.whole),
                "rate": leg.rate.ratio.value, "rate_is": leg.rate.whose, "worth": leg.worth,
            }
            for leg in path.legs
        ],
    }  # fmt: skip


def details_facts(details: Details, funnel: Funnel) -> dict[str, Any]:
    """The numbers that are read apart, for machines."""
    accounts, engaged = len(details.accounts), len(details.engaged)
    return {
        "healthy": details.healthy, "without_next_step": details.stepless, "sizes": dict(details.sizes),
        "days_by_stage": {
            row.stage.name: {"median": found.median, "mean": found.mean.value, "deals": round(found.mean.whole)}
            for row in funnel.rows
            if (found := details.days.get(row.stage.code)) is not None
        },
        "new_accounts": accounts, "prospects_engaged": engaged,
        "conversion_rate": accounts / engaged if engaged else None,
        "outreach": {"month": details.month, **outreach_facts(details.outreach, details.targets)},
    }  # fmt: skip


def outreach_facts(outreach: Outreach, targets: Mapping[Way, int | None]) -> dict[str, Any]:
    """Whom somebody contacted in each way, for machines."""
    return {
        way: {"count": len(leads), "target": targets[way], "leads": [reference(lead) for lead in leads]}
        for way, leads in outreach.by_way.items()
    }
