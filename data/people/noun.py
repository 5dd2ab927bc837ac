"""People as a noun: persons, the names by which files know them, their goals, days off and signed weeks."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

_PERSON = Reference("person_id", "person")

NOUN = Noun(
    "people",
    tables=(
        Table(
            "person",
            row="data.people.person:Person",
            called="name",
            references=(Reference("manager_id", "person"),),
        ),
        Table("owner_alias", row="data.people.aliases:OwnerAlias", called="alias", references=(_PERSON,)),
        Table("day_off", row="data.people.days_off_commands:DayOff", references=(_PERSON,)),
        Table("goal", row="data.people.goal:GoalRule", references=(_PERSON,)),
        Table(
            "signed_week",
            row="data.people.signed_weeks:SignedWeek",
            owner="person_id",
            references=(_PERSON, Reference("signed_by", "person")),
        ),
    ),
    commands=(
        "data.people.commands:AddPerson",
        "data.people.commands:EditPerson",
        "data.people.days_off_commands:TakeDaysOff",
        "data.people.days_off_commands:WorkOnDays",
        "data.people.goal_commands:SetGoal",
        "data.people.leaving:LeavePerson",
    ),
    refusals={
        "a circle of managers": "The store refuses that: nobody is reviewed by somebody of the own team.",
        "that person has entries, leads or a team by now": (
            "The store refuses that: that person has entries, leads or a team by now."
        ),
    },
    strip_tables=frozenset({"person", "day_off", "goal", "signed_week"}),
    views="data.people.views:VIEWS",
    happenings={
        "working time moves": "somebody's hours or days off change",
        "somebody leaves": "what is open of a person is handed on",
    },
    demo="data.people.demo.office:Office",
    stands_fast="data.people.signed_weeks:refuse_moving_signed",
)
