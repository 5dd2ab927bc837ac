"""Columns that tell when a deal came into each stage, a column a stage, as HubSpot exports them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.deals.imports.parts import Step
from data.deals.imports.stage_words import StageWords
from data.files.dates import DateFormat, detect_date_format
from data.imports.cells import MomentReader
from data.imports.spec import Job

_ENTERED = re.compile(r"(?:date )?entered (?:stage )?[\"'“]?(?P<stage>[^\"'”]+?)[\"'”]?\s*(?:\(.*\))?", re.I)


class EnteredStages:
    """Reads such columns; those whose stage nobody knows are left alone."""

    def __init__(self, job: Job, stages: StageWords) -> None:
        names = job.table.columns
        told = {
            name: match["stage"] for name in job.columns.rest if (match := _ENTERED.fullmatch(name.strip()))
        }
        found = {name: stages.match(word).stage for name, word in told.items()}
        self._stages = {names.index(name): stage.code for name, stage in found.items() if stage is not None}
        cells = (row.cells[place] for row in job.table.rows() for place in self._stages)
        dates = detect_date_format(cells) if self._stages else DateFormat()
        self._moments = MomentReader(dates, job.owner.zone)

    def steps(self, cells: Sequence[str]) -> list[Step]:
        """The steps of a row in their order."""
        found: list[Step] = []
        if not self._stages:
            return found
        entered = [
            (moment, code)
            for place, code in self._stages.items()
            if (moment := self._moments.read(cells[place])) is not None
        ]
        before = ""
        for moment, code in sorted(entered):
            found.append(Step(moment, before, code))
            before = code
        return found
