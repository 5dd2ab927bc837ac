"""Handovers: a qualified lead or a won deal goes from one role to the next, with a checklist."""
