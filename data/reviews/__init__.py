"""Reviews: a week's page, how it is submitted, returned and signed off, and what was adjusted since."""
