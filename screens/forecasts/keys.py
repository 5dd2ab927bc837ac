"""The keys of the page of forecasts."""

from __future__ import annotations

from widgets.keys import KeyEntry

FORECAST_KEYS: tuple[KeyEntry, ...] = (
    KeyEntry(
        id="forecast.enter",
        keys=("E",),
        action="enter",
        label="enter",
        help="Enter what the product line is to bring in the month.",
        group="Forecast",
        rank=30,
    ),
    KeyEntry(
        id="forecast.commit",
        keys=("S",),
        action="commit",
        label="commit",
        help="Commit to it; on the last line, to all of the month.",
        group="Forecast",
        rank=31,
        also="sign off",
    ),
    KeyEntry(
        id="earlier",
        keys=("left_square_bracket", "left"),
        action="month(-1)",
        label="earlier",
        help="The month before.",
        group="Look",
        rank=40,
    ),
    KeyEntry(
        id="later",
        keys=("right_square_bracket", "right"),
        action="month(1)",
        label="later",
        help="The month after.",
        group="Look",
        rank=41,
    ),
    KeyEntry(
        id="pane",
        keys=("tab",),
        action="pane",
        label="pane",
        help="Between the product lines and the deals behind one.",
        group="Look",
        rank=42,
    ),
    KeyEntry(
        id="page.close",
        keys=("escape",),
        action="close",
        label="back",
        help="Back to the funnel.",
        group="Look",
        rank=11,
    ),
)
