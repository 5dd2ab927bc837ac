"""Deals: what may be bought, in which stage of the funnel it is, and what it should come to."""
