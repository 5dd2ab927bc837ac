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
