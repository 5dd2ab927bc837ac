"""The forecasts of the demo."""
