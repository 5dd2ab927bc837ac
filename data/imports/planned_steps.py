"""What somebody plans to do with a record, as files of other systems tell it: a step and the day ahead for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.calendar.days import day_of
from data.files.spoiled import NOTHING
from data.imports.cells import MomentReader
from data.imports.fields import ImportField, Plans
from data.imports.formats import Formats
from data.imports.set_aside import Spill
from data.imports.spec import Job
from data.kernel.engine import Value
from data.kernel.text import clean


class PlannedSteps:
    """Reads the steps of rows into what the noun's extras hold; what is no plan ahead stays beside the record."""

    def __init__(
        self, plans: Plans, extras: Sequence[ImportField], at: Mapping[str, int], job: Job, formats: Formats
    ) -> None:
        """``at`` are the columns of the file by field."""
        self._names = job.table.columns
        self._unsaid = [field.unsaid for field in extras]
        places = {field.field: place for place, field in enumerate(extras)}
        self._step_place, self._at_place = places[plans.step], places[plans.at]
        self._step, self._at = at.get(plans.step), at.get(plans.at)
        self._limit = extras[self._step_place].limit
        self._moments = MomentReader(formats.dates_of(plans.at), job.owner.zone)
        self._needs_day = plans.needs_day
        self._is_open = plans.is_open(job.reader)
        self._hours = job.owner.hours
        self._today = day_of(job.now, job.owner.zone)

    def read(self, cells: Sequence[str], values: Sequence[Value], spill: Spill) -> tuple[Value, ...]:
        """The extras of a row whose values are those."""
        step, day = self._cell(self._step, cells), self._cell(self._at, cells)
        moment = self._moment(day) if day else None
        if day and self._at is not None and self._moments.read(day) is None:
            spill.keep("unread", self._names[self._at], day)
            day = ""
        extras = list(self._unsaid)
        if (moment is not None or (step and not day and not self._needs_day)) and self._is_open(values):
            extras[self._at_place] = moment
            extras[self._step_place] = clean(step, self._limit)
            if self._step is not None and len(clean(step, self._limit + 1)) > self._limit:
                spill.keep("cut", self._names[self._step], step)
            return tuple(extras)
        for place, cell in ((self._step, step), (self._at, day)):
            if place is not None and cell:
                spill.keep("unplanned", self._names[place], cell)
        return tuple(extras)

    def _cell(self, place: int | None, cells: Sequence[str]) -> str:
        cell = cells[place].strip() if place is not None else ""
        return "" if cell in NOTHING else cell

    def _moment(self, cell: str) -> int | None:
        """When a step is due, a day alone where work begins on it; None where that day is over."""
        moment = self._moments.read(cell)
        if moment is None:
            return None
        day = day_of(moment, self._hours.where)
        if day < self._today:
            return None
        is_day_alone = day_of(moment - 1, self._hours.where) < day
        stretches = self._hours.stretches(day) if is_day_alone else []
        return stretches[0][0] if stretches else moment
