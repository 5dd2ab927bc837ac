"""The board: the nine numbers of a sales team's four roles, from what the store holds."""
