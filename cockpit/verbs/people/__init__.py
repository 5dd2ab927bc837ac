"""Verbs of the people who work here."""
