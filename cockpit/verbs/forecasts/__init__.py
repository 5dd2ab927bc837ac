"""The verb on forecasts."""
