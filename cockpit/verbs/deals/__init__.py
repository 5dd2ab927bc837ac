"""Verbs on deals and on the funnel."""
