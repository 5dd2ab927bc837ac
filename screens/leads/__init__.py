"""The inbox, a lead, and what is done with leads."""
