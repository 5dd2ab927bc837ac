"""Whom the made-up company sells to: leads, how they are worked, and companies whose people they are."""
