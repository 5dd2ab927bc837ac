"""Deals of the made-up company."""
