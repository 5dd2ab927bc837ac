"""The customers screen, and the page of one customer."""
