"""The team: what a manager sees of everybody below, and who needs attention."""
