"""Handovers: the list of what waits and what is done, and the dialog with the checklist."""
