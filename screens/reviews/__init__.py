"""The Friday review: weeks by how they stand, the page of one, and what is done with it."""
