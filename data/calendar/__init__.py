"""Days, weeks, working hours and moments, in a person's own time zone."""
