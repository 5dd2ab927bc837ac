"""Verbs of leads."""
