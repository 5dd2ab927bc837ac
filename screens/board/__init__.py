"""The board: the nine numbers, and the records behind each."""
