"""Verbs of the store and of this program."""
