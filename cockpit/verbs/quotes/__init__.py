"""Verbs on quotes."""
