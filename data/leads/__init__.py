"""Leads: who they are, when they want attention, and what was done with them."""
