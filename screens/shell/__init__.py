"""What every screen stands on: the desk, the page and its frame, asking, dialogs, keys.

Imports inside functions, here and in the other rooms of ``screens/``, serve the time to the first frame and to the
first visit of a screen. What only a key opens is imported by that key: help, palette, leader, forms, what lies behind
a number. So are the libraries that take long: rapidfuzz (typing into the palette, looking for duplicates), the readers
of files with pydantic and openpyxl (an import), plotext (charts, once the first frame is out). Everything else is
imported at the top of its file.
"""
