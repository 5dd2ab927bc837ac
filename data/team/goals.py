"""The weekly goals of many people, read at once and judged once for all of whom the same rules speak."""

from __future__ import annotations

from datetime import date

from data.calendar.days import monday_of
from data.kernel.commands import Reader
from data.people.goal import all_goal_rules, goal_of, goal_rules, points_words, rule_in_force
from data.people.person import Person
from data.records.as_it_stood import AsItStands


class Goals:
    """The goals of everybody."""

    def __init__(self, reader: Reader) -> None:
        self._rules = sorted(all_goal_rules(reader), key=lambda rule: (rule.effective_on, rule.id))
        self._own = {rule.person_id for rule in self._rules if rule.person_id is not None}
        self._shared = [rule for rule in self._rules if rule.person_id is None]
        self._judged: dict[tuple[date, date], int | None] = {}

    def of(self, person: Person, monday: date) -> int | None:
        """The goal of somebody's week; None: no goal."""
        if person.id in self._own:
            rules = [rule for rule in self._rules if rule.person_id in (None, person.id)]
            return goal_of(rules, person.start, monday)
        key = (monday_of(person.start), monday)
        if key not in self._judged:
            self._judged[key] = goal_of(self._shared, person.start, monday)
        return self._judged[key]


def goal_as_it_stands(reader: Reader, person: Person, monday: date) -> AsItStands:
    """The goal of somebody's week, and who set the rule by which it holds."""
    rules = goal_rules(reader, person.id)
    rule, goal = rule_in_force(rules, person.start, monday), goal_of(rules, person.start, monday)
    words = f"it is {points_words(goal)} now" if goal else "there is none now"
    return AsItStands(goal, words, None if rule is None else rule.touched or rule.id)
