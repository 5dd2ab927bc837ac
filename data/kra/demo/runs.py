"""The demo's standards and runs: who runs what since when, what was ticked, left, shown, closed and asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from data.calendar.days import full_day, monday_of, onboarding_week
from data.calendar.hours import MINUTE
from data.comments.comment import ASKS, COMMENT, NOTICE, Comment, Notice
from data.kernel.commands import Facts, facts_of
from data.kernel.ids import IdMaker
from data.kernel.store import Store
from data.kra.answering import AddEvidence, BeginRun, TickItem
from data.kra.cadence import PERIODS, Cadence, Span, due_day, span_of
from data.kra.closing import CloseRun
from data.kra.demo.judged import judge_closed
from data.kra.run import DONE, NOT_APPLICABLE, NOT_DONE, Evidence, Run, RunItem, RunKey
from data.kra.said import CommentItem, subject_of
from data.kra.shipped import shipped, shipped_texts
from data.kra.standard import Assignment, Item, Standard
from data.kra.standard_commands import FROM_THE_START, AssignStandard, item_rows
from data.people.demo.calendar import HOUR, Calendar
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.story.part import Deed, Part, Row
from data.story.story import Story
from data.story.words import Texts, Words, read_words

MOST_PEOPLE = 10
"""So many sellers run a standard, however many there are: it is for looking at."""
BY_ROLE = {
    "SE": ("internal-sales", "outside-sales", "performance"),
    "LGE": ("lead-generation", "performance"),
    "CE": ("customer-executive", "internal-sales"),
    "ERE": ("enquiry-response",),
}
"""What sellers after the first run, by their sales role: one after the other takes the next of these."""
WEEKS_OF_DAYS = 8
"""Weeks for which days are ticked one by one."""
DOES, DOES_NOT, DOES_NOT_APPLY = 0.86, 0.92, 0.95
"""Of items, those that are done; up to where not; up to where they do not apply; the rest is left."""
SHOWN, CLOSES, COMMENTED = 0.12, 0.93, 0.3
"""Of items that are done, those with evidence; of runs, those that are closed, and those that are commented on."""
UNREAD_DAYS = 4
"""Days for which a comment lies unread."""
DONE_BY_NOW = 0.5
"""Of the items of a present run that can be done, those that are done by now."""


class _RunWords(Words):
    evidence: Texts
    handovers: Texts
    reasons: Texts
    comments: Texts
    asked: Texts


class _Stored(NamedTuple):
    """A standard as it is brought into the store, with its items."""

    standard: Standard
    items: tuple[Item, ...]


class Runs(Part[Deed]):
    """All runs of the demo."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._company = story.part(Office).company
        self._random = story.random("runs")
        self._ids = IdMaker(story.random("run ids").randbytes)
        self._words = read_words(_RunWords, "data.kra.demo", "words.toml")
        self._calendar = Calendar(self._company, self._random, story.end, story.end)
        self._standards = {code: self._stored(code) for code in shipped()}

    def events(self) -> Iterator[Deed]:
        """Standards that are taken up, and everything that is done in their runs."""
        deeds = list(self._taken_up())
        for member, code in self._who_runs_what():
            deeds += self._runs(member, self._standards[code])
        return iter(sorted((deed for deed in deeds if deed.at <= self.story.end), key=lambda deed: deed.at))

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """Have closed runs say what is measured, now that what they are made of is all there."""
        del moments
        store.engine.write(judge_closed(store, self.story.end))

    def _who_runs_what(self) -> Iterator[tuple[Member, str]]:
        first, others = self._company.first, self._company.others
        yield first, "account-executive"
        yield first, "sales-executive"
        sellers = [member for member in others if member.until is None]
        taken = Counter[str]()
        for member in sellers[: MOST_PEOPLE - 1]:
            standards = BY_ROLE[member.sales_role]
            yield member, standards[taken[member.sales_role] % len(standards)]
            taken[member.sales_role] += 1

    def _stored(self, code: str) -> _Stored:
        fact, at = shipped()[code], self.story.founded + HOUR
        standard = Standard(
            self._ids.new(at), code, 1, fact.title, fact.about, fact.source, None, fact.first_week, fact.last_week,
            FROM_THE_START, shipped_texts()[code],
        )  # fmt: skip
        return _Stored(standard, tuple(item_rows(fact, standard.id, self._ids.several(at, len(fact.item)))))

    def _taken_up(self) -> Iterator[Deed]:
        admin, brought = self._company.admin, set[str]()
        for member, code in self._who_runs_what():
            since = max(member.start, self.story.begin)
            at = max(self.story.founded + 2 * HOUR, member.moment(since, time(8)))
            standard, items = self._standards[code]
            rows: list[NamedTuple] = [] if code in brought else [standard, *items]
            brought.add(code)
            rows.append(Assignment(self._ids.new(at), member.id, code, since.isoformat()))
            said = f"{member.name} runs {standard.title} from {full_day(since)}"
            # A standard comes with whoever takes it up first, and is there before anybody else does.
            when = self.story.founded + 2 * HOUR if len(rows) > 1 else at
            yield self._deed(when, admin.id, facts_of(AssignStandard), said, rows, member.id)

    def _runs(self, member: Member, stored: _Stored) -> Iterator[Deed]:
        since = max(member.start, self.story.begin)
        if member is self._company.first:
            yield from self._handovers(member, stored)
        for cadence in PERIODS:
            items = [item for item in stored.items if item.cadence == cadence]
            for span in self._spans(member, cadence, since) if items else ():
                if _is_for(stored.standard, member, span):
                    yield from self._run(member, stored.standard, items, span)

    def _handovers(self, member: Member, stored: _Stored) -> Iterator[Deed]:
        """A run for each of some handovers, the last of them half done."""
        items = [item for item in stored.items if item.event]
        for back, about in zip(
            range(len(self._words.handovers) - 1, -1, -1), self._words.handovers, strict=True
        ):
            day = self.story.today - timedelta(days=9 * back + 1)
            if not items or day < max(member.start, self.story.begin):
                continue
            at = member.moment(day, time(11))
            key = RunKey(member.id, stored.standard.code, "event", day.isoformat(), self._ids.new(at))
            run = Run(key.run_id or 0, *key[:4], key.first_day, items[0].event, about)
            said, done = f"begun: {run.event}, {about}", items if back else items[:2]
            closed = at + 2 * HOUR
            after = run._replace(standard_id=stored.standard.id, closed_at=closed, closed_by=member.id)
            yield self._deed(at, member.id, facts_of(BeginRun), said, [after if back else run], member.id)
            for place, item in enumerate(done, 1):
                yield from self._ticked(member, key, item, DONE, at + place * 20 * MINUTE)

    def _spans(self, member: Member, cadence: Cadence, since: date) -> Iterator[Span]:
        today, span = self.story.today, span_of(cadence, since)
        first = monday_of(today) - timedelta(weeks=WEEKS_OF_DAYS) if cadence == "day" else since
        while span.first <= today:
            if span.last >= first and (cadence != "day" or self._works(member, span.first)):
                yield span
            span = span_of(cadence, span.last + timedelta(days=1))

    def _works(self, member: Member, day: date) -> bool:
        return bool(self._calendar.stretches(member, day))

    def _run(self, member: Member, standard: Standard, items: Sequence[Item], span: Span) -> Iterator[Deed]:
        """What is done in one run: items one by one, the run closed on its last working day, or left as it is."""
        random, key = self._random, RunKey(member.id, standard.code, span.cadence, span.first.isoformat())
        due = due_day(span, lambda day: self._works(member, day))
        begin, end = (
            member.moment(max(span.first, member.start, self.story.begin), time(9)),
            member.moment(due, time(16)),
        )
        is_over, is_closed = end < self.story.end, random.random() < CLOSES
        left: list[Item] = []
        for item in items:
            if item.judged == "measured":
                continue
            chance = random.random()
            if chance > DOES_NOT_APPLY or (not is_over and random.random() > DONE_BY_NOW):
                left.append(item)
                continue
            at = self._calendar.moment(member, begin, end if is_over else self.story.end)
            state = (
                DONE if chance < DOES or not is_over else NOT_DONE if chance < DOES_NOT else NOT_APPLICABLE
            )
            yield from self._ticked(member, key, item, state, at)
        if is_over and is_closed:
            yield self._closed(
                member, standard, key, span, items, left, end + random.randrange(5, 55) * MINUTE
            )
        if is_over and span.cadence != "day" and random.random() < COMMENTED:
            yield self._commented(member, key, random.choice(items), end + 18 * HOUR)

    def _ticked(self, member: Member, key: RunKey, item: Item, state: str, at: int) -> Iterator[Deed]:
        random = self._random
        reason = random.choice(self._words.reasons) if state == NOT_APPLICABLE else ""
        row = RunItem(self._ids.new(at), *key, item.code, state=state, reason=reason, at=at)
        said = f"{item.title}: {state}{f': {reason}' if reason else ''}"
        yield self._deed(at, member.id, facts_of(TickItem), said, [row], member.id)
        if state == DONE and random.random() < SHOWN:
            text, shown = random.choice(self._words.evidence), at + MINUTE
            evidence = Evidence(self._ids.new(shown), row.id, member.id, text, "", None, shown)
            said = f"{item.title}: evidence {text}"
            yield self._deed(shown, member.id, facts_of(AddEvidence), said, [evidence], member.id)

    def _closed(
        self,
        member: Member,
        standard: Standard,
        key: RunKey,
        span: Span,
        items: Sequence[Item],
        left: Sequence[Item],
        at: int,
    ) -> Deed:
        rows: list[NamedTuple] = [
            RunItem(self._ids.new(at), *key, item.code, state=NOT_DONE, at=at) for item in left
        ]
        rows += [
            RunItem(self._ids.new(at), *key, item.code, said="n/a", verdict="n/a", at=at)
            for item in items
            if item.judged == "measured"
        ]
        run = Run(self._ids.new(at), *key[:4], span.last.isoformat())
        rows.append(run._replace(standard_id=standard.id, closed_at=at, closed_by=member.id))
        said = f"{standard.title}, {span.label} closed" + (f", {len(left)} not done" if left else "")
        return self._deed(at, member.id, facts_of(CloseRun), said, rows, member.id)

    def _commented(self, member: Member, key: RunKey, item: Item, at: int) -> Deed:
        asks = self._random.random() < 0.4 and item.judged != "measured"
        text = self._random.choice(self._words.asked if asks else self._words.comments)
        manager = member.manager_id or self._company.admin.id
        recent = self.story.end - UNREAD_DAYS * 24 * HOUR
        on = subject_of(key, item.code)
        comment = Comment(
            *(self._ids.new(at), on.table, on.record_id, item.title, manager, text, at),
            *(on.day, on.place, ASKS if asks else ""),
        )
        notice = Notice(self._ids.new(at), member.id, comment.id, at, at + HOUR if at < recent else None)
        said = f"{item.title}: {'evidence asked for' if asks else 'comment'}: {text}"
        return self._deed(at, manager, facts_of(CommentItem), said, [comment, notice], member.id)

    def _deed(
        self, at: int, actor: int, command: Facts, said: str, rows: Sequence[NamedTuple], subject: int
    ) -> Deed:
        return Deed(at, actor, command, said, [_row(row) for row in rows], subject)


def _is_for(standard: Standard, member: Member, span: Span) -> bool:
    """Whether a run lies in the weeks of onboarding that a standard is for."""
    first, last = onboarding_week(member.start, span.first), onboarding_week(member.start, span.last)
    return (standard.last_week is None or first <= standard.last_week) and last >= (standard.first_week or 1)


_TABLES: dict[type[NamedTuple], str] = {
    Standard: "standard",
    Item: "standard_item",
    Assignment: "kra_assignment",
    Run: "kra_run",
    RunItem: "kra_item",
    Evidence: "kra_evidence",
    Comment: COMMENT,
    Notice: NOTICE,
}


def _row(record: NamedTuple) -> Row:
    columns = record._asdict()
    return Row(_TABLES[type(record)], columns.pop("id"), columns)
