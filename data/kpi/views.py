"""The views of readings and targets of KPIs, for those who ask in SQL."""

from data.kernel.tables import View

VIEWS = (
    View(
        "kpi_readings",
        "A figure that somebody read off: a survey, a test, an audit, a market.",
        {
            "reading_id": "the reading's id",
            "reference": "the id as 13 letters and digits, as the command line writes it",
            "kpi": "the code of the KPI",
            "person_id": "of whom it is; empty: the company's",
            "person": "the handle of that person",
            "day": "of which day it is",
            "part": "what was read: so many, a score, minutes",
            "whole": "of how many; 1 where it is no share",
            "note": "words",
            "source": "where it comes from",
            "entered_by": "the handle of whoever entered it",
        },
        owner="person_id",
    ),
    View(
        "kpi_targets",
        "A target of a KPI, from a day on.",
        {
            "target_id": "the target's id",
            "reference": "the id as 13 letters and digits",
            "kpi": "the code of the KPI",
            "length": "the periods it is for: day, week, month, quarter, year",
            "value": "what is to be reached, in the KPI's unit; empty: nothing any more",
            "effective_day": "from which day on",
            "person_id": "of whom it is; empty: of several",
            "person": "the handle of that person",
            "team_of": "the handle of the manager whose team is to reach it together",
            "role": "the sales role whose people are to reach it, one by one",
            "owner": "the handle of whoever answers for it",
            "agreed_with": "with whom it was agreed",
            "agreed_day": "on which day",
            "due_day": "until when",
        },
        owner="person_id",
    ),
)
