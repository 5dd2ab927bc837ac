"""Forecasts on the screen."""
