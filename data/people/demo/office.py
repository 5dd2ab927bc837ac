"""The office of the made-up company: everybody's arrival, and days off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from data.calendar.days import instant
from data.calendar.hours import MINUTE
from data.kernel.commands import facts_of
from data.kernel.engine import Statement, Value
from data.kernel.ids import IdMaker
from data.kernel.journal import BEGUN
from data.people.commands import AddPerson
from data.people.days_off_commands import TakeDaysOff, range_words
from data.people.demo.company import FIRST_REPS_WEEK, Member, found_company
from data.people.demo.words import company_words
from data.people.person import DEFAULT_PERSON
from data.story.part import LINE_SQL, Amount, Deed, Line, Part, Row
from data.story.story import Story


class Office(Part[Deed]):
    """The company, and what is done about its people."""

    amounts = (Amount("reps", 12, 2, 5_000, "sellers"),)

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        random, ids = story.random("company"), _person_ids(story)
        self.company = found_company(
            company_words(), random, ids, story.size["reps"], story.begin, story.today
        )

    @classmethod
    def weeks(cls, size: Mapping[str, int]) -> int:
        """As long as the first rep has been there."""
        return FIRST_REPS_WEEK

    def seeds(self) -> Iterator[Statement]:
        """The admin, on whom the demo opens, and the line of the store's beginning."""
        admin, story = self.company.admin, self.story
        yield _insert("person", {"id": admin.id, **_columns(admin)})
        opens_on = {"name": DEFAULT_PERSON, "value": str(self.company.first.id)}
        yield _insert("setting", {"id": story.ids.new(story.founded), **opens_on})
        said = f"store begun by {admin.name}"
        identifier = story.ids.new(story.founded)
        yield LINE_SQL, Line(identifier, BEGUN, admin.id, None, story.founded, said, 0, 0, "[]")

    def events(self) -> Iterator[Deed]:
        """What the office does, up to the story's end."""
        members = (member for member in self.company.members if member is not self.company.admin)
        deeds = [*map(self._arrival, members), *self._absences()]
        deeds.sort(key=lambda deed: deed.at)
        return (deed for deed in deeds if deed.at <= self.story.end)

    def _arrival(self, member: Member) -> Deed:
        """A new person; files know whoever was there before the store by the address of that time."""
        admin = self.company.admin
        at = max(self.story.founded + MINUTE, admin.moment(member.start - timedelta(days=3), time(11)))
        summary = f"{member.name} added as {member.handle}"
        rows = [Row("person", member.id, _columns(member))]
        if member.start <= self.story.begin:
            alias: dict[str, Value] = {"alias": f"{member.handle}@old-crm.example", "person_id": member.id}
            rows.append(Row("owner_alias", None, alias))
        return Deed(at, admin.id, facts_of(AddPerson), summary, rows)

    def _absences(self) -> Iterator[Deed]:
        company, founded = self.company, self.story.founded
        people = {member.id: member for member in company.members}
        for absence in company.absences:
            actor = people.get(absence.person or 0, company.admin)
            at = max(founded + 2 * MINUTE, actor.moment(absence.day - timedelta(days=14), time(10)))
            if absence.person is not None:
                at = max(at, actor.moment(actor.start, time(10)))
            day = absence.day.isoformat()
            row = Row("day_off", None, {"person_id": absence.person, "day": day, "reason": absence.reason})
            who = "everybody" if absence.person is None else actor.name
            summary = f"{who} off on {range_words(absence.day, absence.day)}: {absence.reason}"
            yield Deed(at, actor.id, facts_of(TakeDaysOff), summary, [row])


def _columns(member: Member) -> dict[str, Value]:
    """The row of the table of persons."""
    return {
        "handle": member.handle,
        "name": member.name,
        "email": f"{member.handle}@example.com",
        "role": member.role,
        "sells": int(member.role == "rep"),
        "sales_role": member.sales_role,
        "manager_id": member.manager_id,
        "start_date": member.start.isoformat(),
        "time_zone": member.time_zone,
        "working_hours": member.hours_text,
        "active": int(member.until is None),
    }


def _insert(table: str, columns: dict[str, Value]) -> Statement:
    marks = ", ".join("?" * len(columns))
    return f"insert into {table}({', '.join(columns)}) values({marks})", tuple(columns.values())


def _person_ids(story: Story) -> Iterator[int]:
    ids = IdMaker(story.random("people").randbytes)
    founded = instant(datetime.combine(story.begin - timedelta(days=1), time(), UTC))
    while True:
        yield ids.new(founded)
