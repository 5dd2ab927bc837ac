"""Charts of points: a week, several weeks, the hours of the day, and the mix of kinds."""

from widgets.charts.chart import Chart
from widgets.charts.hours import Hour, HoursChart
from widgets.charts.mix import MixChart, Share
from widgets.charts.week import Week, WeekChart
from widgets.charts.weeks import WeeksChart, WeekTotal

__all__ = ["Chart", "Hour", "HoursChart", "MixChart", "Share", "Week", "WeekChart", "WeekTotal", "WeeksChart"]
