"""Charts: a week, several weeks, the hours of the day, the mix of kinds; stages, months, growth. A module each, as a
screen shows a few of them.
"""
