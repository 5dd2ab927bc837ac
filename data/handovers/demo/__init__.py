"""Handovers of the made-up company."""
