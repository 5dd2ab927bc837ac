"""The verbs of the team."""
