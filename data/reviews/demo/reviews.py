"""The demo's reviews: weeks that were signed long ago; of its last two some submitted, some returned, one signed and
adjusted since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from data.calendar.days import monday_of, week_label
from data.calendar.hours import MINUTE
from data.comments.comment import COMMENT, NOTICE, Comment, Notice
from data.comments.saying import AddComment
from data.comments.subject import Subject, week_of_person
from data.kernel.commands import Facts, facts_of
from data.kernel.engine import Statement
from data.kernel.ids import IdMaker
from data.kernel.rows import select_records
from data.kernel.store import Store
from data.people.demo.calendar import HOUR
from data.people.demo.company import Member
from data.people.demo.office import Office
from data.people.person import by_ids
from data.people.signed_weeks import SignedWeek
from data.reviews.commands import AdjustWeek, ReturnWeek, SignWeek, SubmitWeek
from data.reviews.frozen import sealed_with
from data.reviews.made import page_of
from data.reviews.review import RETURNED, REVIEW, SIGNED, SIGNED_WEEK, SUBMITTED, Review
from data.story.part import Deed, Part, Row
from data.story.story import Story
from data.story.words import Text, Texts, Words, read_words

UNSIGNED_WEEKS = 3
"""The newest weeks, this one counted, that no manager has signed off yet."""
SIGNED_WEEKS, MOST_SIGNED = 10, 3_000
"""So many weeks before these were signed of each, but of all together not more: each page is made of what it tells."""
MOST_PEOPLE = 8
"""So many of the others' last weeks are told of, however many there are: it is for looking at."""
LEFT_OUT, SENT_BACK = 3, 4
"""Each of so many others has not submitted last week; of those that have, each of so many got it back."""
ADJUSTED_BY = -25


class _ReviewWords(Words):
    submitted: tuple[str, ...]
    answered: Texts
    replied: Texts
    returned: Texts
    on_lead: Text
    signed: Text
    adjusted: Text


class _Said(NamedTuple):
    """Something that is said of a week: by whom and to whom, what else that does, when, and whether it was read."""

    author: int
    hearer: int
    does: str
    text: str
    at: int
    is_read: bool = True


class Reviews(Part[Deed]):
    """What was done about the last two weeks."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._company = story.part(Office).company
        self._random = story.random("reviews")
        self._ids = IdMaker(story.random("review ids").randbytes)
        self._words = read_words(_ReviewWords, "data.reviews.demo", "words.toml")
        self._last = monday_of(story.today) - timedelta(weeks=1)

    def events(self) -> Iterator[Deed]:
        """What was signed; both last weeks on their Fridays, and what followed on the Mondays after them."""
        deeds = [*self._signatures()]
        sellers = [one for one in self._company.others if one.until is None][:MOST_PEOPLE]
        for place, member in enumerate((self._company.first, *sellers)):
            for monday in (self._last - timedelta(weeks=1), self._last):
                is_left_out = place % LEFT_OUT == LEFT_OUT - 1 and monday == self._last
                if monday >= max(self.story.begin, monday_of(member.start)) and not is_left_out:
                    deeds += self._week(
                        member, monday, is_returned=place % SENT_BACK == 1 and monday == self._last
                    )
        return iter(sorted((deed for deed in deeds if deed.at <= self.story.end), key=lambda deed: deed.at))

    def last_steps(self, store: Store, moments: Iterator[int]) -> None:
        """The manager of the first rep signs one of the weeks, adjusts it, and says something on a lead."""
        store.engine.write([*_seals(store)])
        first, manager = self._company.first, self._company.first.manager_id or self._company.admin.id
        monday, ids = (self._last - timedelta(weeks=1)).isoformat(), self.story.ids
        at = next(moments)
        store.apply(SignWeek(ids.new(at), manager, at, first.id, monday, self._words.signed))
        at = next(moments)
        store.apply(AdjustWeek(ids.new(at), manager, at, first.id, monday, ADJUSTED_BY, self._words.adjusted))
        lead = store.select(
            "select id from lead where owner_id = ? and open = 1 and merged_into is null order by id limit 1",
            (first.id,),
        )
        if lead:
            at = next(moments)
            store.apply(
                AddComment(ids.new(at), manager, at, Subject("lead", lead[0][0]), self._words.on_lead)
            )

    def _signatures(self) -> Iterator[Deed]:
        """Each manager signs the last week of the team on Monday morning, up to some weeks ago."""
        managers = {manager.id: manager for manager in self._company.managers}
        sellers = (self._company.first, *self._company.others)
        newest = self._last - timedelta(weeks=UNSIGNED_WEEKS - 1)
        weeks = min(SIGNED_WEEKS, MOST_SIGNED // len(sellers))
        for monday in (newest - timedelta(weeks=back) for back in range(weeks)):
            for place, member in enumerate(sellers):
                if monday >= self.story.begin and member.is_employed(max(monday, member.start)):
                    manager = managers[member.manager_id or self._company.admin.id]
                    at = manager.moment(monday + timedelta(days=7), time(10)) + place * MINUTE // 4
                    yield self._signature(manager, member, monday, at)

    def _signature(self, manager: Member, member: Member, monday: date, at: int) -> Deed:
        sunday = monday + timedelta(days=6)
        signed = SignedWeek(
            self._ids.new(at), member.id, monday.isoformat(), sunday.isoformat(), manager.id, at
        )
        said = _Said(manager.id, member.id, SIGNED, "", at)
        return self._deed(member, monday, said, facts_of(SignWeek), [_row(SIGNED_WEEK, signed)])

    def _week(self, member: Member, monday: date, *, is_returned: bool) -> Iterator[Deed]:
        manager = member.manager_id or self._company.admin.id
        friday, following = monday + timedelta(days=4), monday + timedelta(days=7)
        at = member.moment(friday, time(15)) + self._random.randrange(90) * MINUTE
        words = self._random.choice(self._words.submitted)
        back = member.moment(following, time(9)) + self._random.randrange(60) * MINUTE
        is_back = is_returned and back <= self.story.end
        stands = Review(
            self._ids.new(at),
            member.id,
            monday.isoformat(),
            RETURNED if is_back else SUBMITTED,
            back if is_back else at,
        )
        said = _Said(member.id, manager, SUBMITTED, words, at, is_read=monday != self._last)
        yield self._deed(member, monday, said, facts_of(SubmitWeek), [_row(REVIEW, stands)])
        if is_back:
            said = _Said(
                manager, member.id, RETURNED, self._random.choice(self._words.returned), back, is_read=False
            )
            yield self._deed(member, monday, said, facts_of(ReturnWeek))
        elif self._random.random() < 0.6:
            place = self._random.randrange(len(self._words.answered))
            said = _Said(manager, member.id, "", self._words.answered[place], back)
            yield self._deed(member, monday, said, facts_of(AddComment))
            reply = self._words.replied[place % len(self._words.replied)]
            said = _Said(member.id, manager, "", reply, back + HOUR)
            yield self._deed(member, monday, said, facts_of(AddComment))

    def _deed(
        self, member: Member, monday: date, said: _Said, command: Facts, rows: Sequence[Row] = ()
    ) -> Deed:
        on, about = week_of_person(member.id, monday), f"week {week_label(monday)} of {member.name}"
        comment = Comment(
            *(self._ids.new(said.at), on.table, on.record_id, about, said.author, said.text, said.at),
            *(on.day, on.place, said.does),
        )
        notice = Notice(
            self._ids.new(said.at), said.hearer, comment.id, said.at, said.at + HOUR if said.is_read else None
        )
        does = said.does or "comment"
        summary = f"{about} {does}: {said.text}" if said.text else f"{about} {does}"
        subject = member.id if said.author != member.id else None
        return Deed(
            *(said.at, said.author, command, summary),
            [*rows, _row(COMMENT, comment), _row(NOTICE, notice)],
            subject,
        )


def _seals(store: Store) -> Iterator[Statement]:
    """What gives each signed week its page, as it was when it was signed, and its fingerprint."""
    weeks = select_records(store, SignedWeek, SIGNED_WEEK, "where fingerprint = '' order by id")
    people = {person.id: person for person in by_ids(store, sorted({week.person_id for week in weeks}))}
    for week in weeks:
        page = page_of(store, people[week.person_id], date.fromisoformat(week.monday), week.signed_at)
        sealed = sealed_with(store, week, page)
        yield (
            f"update {SIGNED_WEEK} set page = ?, fingerprint = ? where id = ?",
            (sealed.page, sealed.fingerprint, sealed.id),
        )


def _row(table: str, record: NamedTuple) -> Row:
    columns = record._asdict()
    return Row(table, columns.pop("id"), columns)
