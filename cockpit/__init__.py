"""Cockpit: the terminal program that a sales rep keeps open all day."""

__version__ = "0.1.0"
