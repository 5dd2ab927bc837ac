"""Verbs about who comes in over SSH."""
