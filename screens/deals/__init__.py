"""The funnel, and the pages of deals."""
