"""The views of people and of their days off, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "people",
        "A person of the store.",
        {
            "person_id": "the person's id; other views name persons by it",
            "person": "the handle",
            "name": "the whole name",
            "email": "the e-mail address",
            "role": "rep, manager or admin",
            "sells": "1: logs points and stands on the board; 0: does not",
            "sales_role": "LGE, ERE, SE or CE: the part in the team's way to a customer; empty: all of it",
            "manager_id": "the id of the manager",
            "manager": "the handle of the manager",
            "start_day": "the first day of work; the week that holds it is onboarding week 1",
            "time_zone": "the IANA name of the time zone in which the person's days begin",
            "working_hours": "when the person works",
            "active": "1: works here; 0: has left",
        },
        owner="person_id",
    ),
    View(
        "team_members",
        "Somebody below a manager: of the own team, of the teams of those, and so on.",
        {
            "manager_id": "the id of the manager",
            "manager": "the handle of the manager",
            "person_id": "the id of the person",
            "person": "the handle of the person",
            "level": "1: reviewed by the manager; 2: by somebody whom the manager reviews; and so on",
        },
        owner="person_id",
    ),
    View(
        "days_off",
        "A day on which somebody, or everybody, does not work.",
        {
            "day": "the day",
            "week": "its ISO week",
            "person_id": "whose day off it is; empty for everybody's",
            "person": "the handle of that person",
            "reason": "why",
        },
        owner="person_id",
    ),
)
