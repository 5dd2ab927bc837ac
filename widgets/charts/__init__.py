"""Charts: a week, several weeks, the hours of the day, the mix of kinds; stages, months, growth."""

from widgets.charts.chart import Chart
from widgets.charts.growth import GrowthBars, GrowthChart, GrowthMonth
from widgets.charts.hours import Hour, HoursChart
from widgets.charts.mix import MixChart, Share
from widgets.charts.months import MonthBars, MonthsChart, MonthTotal
from widgets.charts.stages import StageBar, StageBars, StagesChart
from widgets.charts.week import Week, WeekChart
from widgets.charts.weeks import WeeksChart, WeekTotal

__all__ = [
    "Chart",
    "GrowthBars",
    "GrowthChart",
    "GrowthMonth",
    "Hour",
    "HoursChart",
    "MixChart",
    "MonthBars",
    "MonthTotal",
    "MonthsChart",
    "Share",
    "StageBar",
    "StageBars",
    "StagesChart",
    "Week",
    "WeekChart",
    "WeekTotal",
    "WeeksChart",
]
