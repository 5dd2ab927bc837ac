"""Rows of files that tell how deals went through their stages: how they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from data.deals.imports.meant_words import meant_words
from data.deals.imports.refusals import NOT_WANTED, STAGE_UNKNOWN
from data.deals.imports.stage_words import StageWords
from data.deals.imports.vocabulary import deal_columns
from data.deals.products import products
from data.deals.stages import Stage, stages
from data.files.dates import detect_date_format
from data.files.spoiled import NOTHING
from data.files.table import Row
from data.imports.cells import YES_NO, MomentReader
from data.imports.left_rows import REJECTED, Left, Reason, RowRefused, left_as_deleted
from data.imports.progress import ROWS_A_STEP
from data.imports.spec import Job, Reading, Wording
from data.kernel.text import clean
from data.records.fields import LINE_LIMIT
from data.records.normal_forms import folded

NO_MOMENT = Reason("no moment of the change", "rejected")
NO_DEAL = Reason("neither an id nor a name of a deal", "rejected")


class StageStep(NamedTuple):
    """A deal came into a stage. ``deal`` is its id in the source, ``deal_id`` ours once it is found; ``from_stage`` is
    a code, empty where the deal began there or the file does not say.
    """

    number: int
    deal: str
    name: str
    company: str
    to_stage: str
    at: int
    from_stage: str = ""
    deal_id: int = 0


def read_steps(job: Job) -> Reading[StageStep]:
    """What the rows of such a file say."""
    reader = _StepReader(job)
    steps: list[StageStep] = []
    left: list[Left] = []
    for done, row in enumerate(job.table.rows(), 1):
        try:
            taken = reader.take(row)
        except RowRefused as refused:
            taken = Left(row.number, refused.reason, refused.detail)
        if isinstance(taken, Left):
            left.append(taken)
        else:
            steps.append(taken)
        if done % ROWS_A_STEP == 0:
            job.step("reading", done)
    return Reading(steps, left, list(reader.notes), wordings=reader.wordings())


class _StepReader:
    """Reads row after row."""

    def __init__(self, job: Job) -> None:
        places = {name: place for place, name in enumerate(job.table.columns)}
        self._at = {found.field: places[found.column] for found in job.columns.found}
        self._names = job.table.columns
        found = stages(job.reader)
        meant = meant_words(job.options.meanings, found, products(job.reader))
        self._unwanted = meant.unwanted
        self._stages = StageWords(found, deal_columns(), meant.stages, dict)
        moment = self._at["at"]
        dates = detect_date_format(row.cells[moment] for row in job.table.rows())
        self.notes = dates.notes
        self._moments = MomentReader(dates, job.owner.zone)
        self._words: Counter[str] = Counter()

    def take(self, row: Row) -> StageStep | Left:
        """The step of a row, or why it is left out."""
        cells = row.cells
        if row.problem is not None:
            return Left(row.number, REJECTED, row.problem)
        if YES_NO.get(self._cell("deleted", cells).lower()):
            return left_as_deleted(row.number, self._names[self._at["deleted"]])
        deal, name = clean(self._cell("deal", cells), 200), clean(self._cell("name", cells), LINE_LIMIT)
        if not deal and not name:
            raise RowRefused(NO_DEAL)
        at = self._moments.read(self._cell("at", cells))
        if at is None:
            raise RowRefused(NO_MOMENT, clean(self._cell("at", cells), 40))
        before = self._cell("from_stage", cells)
        return StageStep(
            row.number,
            deal,
            name,
            clean(self._cell("company", cells), LINE_LIMIT),
            self._stage(self._cell("stage", cells)).code,
            at,
            self._stage(before).code if before else "",
        )

    def wordings(self) -> Sequence[Wording]:
        """What the words for stages were taken for."""
        matches = ((word, rows, self._stages.match(word)) for word, rows in self._words.items())
        return [
            Wording(word, rows, match.stage.name if match.stage else "", match.certainty, match.because)
            for word, rows, match in matches
        ]

    def _stage(self, word: str) -> Stage:
        if folded(word) in self._unwanted:
            raise RowRefused(NOT_WANTED, word)
        self._words[word] += 1
        match = self._stages.match(word)
        if match.stage is None:
            raise RowRefused(STAGE_UNKNOWN, f"{clean(word, 60) or 'none'} ({match.because})")
        return match.stage

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        place = self._at.get(field)
        cell = "" if place is None else cells[place].strip()
        return "" if cell in NOTHING else cell
