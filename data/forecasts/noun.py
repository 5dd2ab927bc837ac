"""Forecasts as a noun: what each product line is to bring each month."""

from data.kernel.nouns import Noun
from data.kernel.tables import Reference, Table

NOUN = Noun(
    "forecasts",
    tables=(
        Table(
            "forecast",
            row="data.forecasts.forecast:Forecast",
            owner="person_id",
            references=(Reference("person_id", "person"),),
        ),
    ),
    commands=("data.forecasts.forecast:EnterForecast", "data.forecasts.forecast:CommitForecasts"),
    views="data.forecasts.views:VIEWS",
    demo="data.forecasts.demo.forecasts:Forecasts",
)
