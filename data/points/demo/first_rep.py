"""The weeks of the first rep: a ramp with misses, a streak, a short week, and a week that is half done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from data.calendar.days import day_of, instant, week_days
from data.calendar.hours import MINUTE
from data.people.demo.company import FIRST_REPS_WEEK, Company
from data.points.demo.entries import Card, Deck, Diary, LogEvent, worked

WEEK_POINTS = {1: 45, 2: 160, 3: 388, 4: 507, 5: 462, 6: 521, 7: 352, 8: 508, 9: 546, 10: 517}
"""Points of the finished weeks of onboarding. Week 7 has two days off, so 352 keep the streak."""

DAY_POINTS = (150, 90, 75, 50, 40)
"""Points of this week's working days, in order: about 300 by the middle of the week."""

BURST_WEEKS = {9: 64, FIRST_REPS_WEEK: 62}
"""Weeks with one entry of so many at once, which is flagged for review."""

LEAST_POINTS = 60
"""What the first day of the week shows even early in the morning, so that the screen is never empty."""

LONGEST_ENTRY = 15


def first_rep_entries(company: Company, deck: Deck, diary: Diary, now: int) -> Iterator[list[LogEvent]]:
    """All entries of the first rep up to ``now``, a day each."""
    start = company.first.start
    for number in range(1, FIRST_REPS_WEEK + 1):
        days = _working_days(company, start + timedelta(weeks=number - 1))
        for position, day in enumerate(days):
            if number in WEEK_POINTS:
                points = _share(WEEK_POINTS[number], len(days), position)
            else:
                points = DAY_POINTS[min(position, len(DAY_POINTS) - 1)]
            cards = _cards(deck, points, BURST_WEEKS.get(number, 0) if position == 0 else 0)
            is_first_of_week = number == FIRST_REPS_WEEK and position == 0
            yield _played(company, diary, day, cards, now, is_first_of_week=is_first_of_week)


def _working_days(company: Company, monday: date) -> list[date]:
    off = {absence.day for absence in company.absences if absence.person in (None, company.first.id)}
    return [day for day in week_days(monday) if company.first.hours.works_on(day) and day not in off]


def _share(points: int, days: int, position: int) -> int:
    return points * (position + 1) // days - points * position // days


def _cards(deck: Deck, points: int, burst: int) -> list[Card]:
    """Cards worth exactly ``points``, one of them a burst of that count."""
    cards: list[Card] = []
    bursts = [deck.card(deck.smallest, burst)] if burst else []
    rest = points - sum(card.points for card in bursts)
    while rest > 0:
        card = deck.draw()
        if card.points > rest or card.points == 0 or card.times > card.burst_count:
            worth = max(deck.card(deck.smallest, 1).points, 1)
            card = deck.card(deck.smallest, max(1, min(rest // worth, LONGEST_ENTRY)))
        cards.append(card)
        rest -= card.points
    middle = len(cards) // 2
    return cards[:middle] + bursts + cards[middle:]


def _played(
    company: Company, diary: Diary, day: date, cards: list[Card], now: int, *, is_first_of_week: bool
) -> list[LogEvent]:
    member = company.first
    stretches, share = worked(member, day, now)
    if day > day_of(now, member.hours.where):
        return []
    whole = sum(card.points for card in cards)
    if is_first_of_week and whole * share < LEAST_POINTS:
        return _squeezed(company, diary, day, cards, now)
    if not stretches:
        return []
    if share == 1:
        return diary.played(member.id, day, stretches, cards)
    kept, points = [], 0
    for card in cards:
        points += card.points
        if points > whole * share:
            break
        kept.append(card)
    return diary.played(member.id, day, stretches, kept)


def _squeezed(company: Company, diary: Diary, day: date, cards: list[Card], now: int) -> list[LogEvent]:
    """The first cards worth ``LEAST_POINTS``, between an early hour (midnight, if need be) and now."""
    midnight = instant(datetime.combine(day, time(), company.first.hours.where))
    early = midnight + 7 * 60 * MINUTE
    start = early if early < now - 10 * MINUTE else midnight
    kept, points = [], 0
    for card in cards:
        if points >= LEAST_POINTS:
            break
        kept.append(card)
        points += card.points
    return diary.played(company.first.id, day, [(start, max(now, start + 1))], kept)
