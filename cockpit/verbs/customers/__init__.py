"""The verbs of customers."""
