"""The frame of the demo: a stretch of time and a size, and what a noun's part of the story is.

Each noun tells its own part (``data/<noun>/demo``), in the words of its own file; ``data.demo`` writes them all.
"""
