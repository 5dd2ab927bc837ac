"""Who works here: persons, their calendars and their rights."""
