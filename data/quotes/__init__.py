"""Quotes and proposals: what was asked for, presented, and what became of it."""
