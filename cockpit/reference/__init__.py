"""The command line as a whole, read from its parsers: what shells complete, and the manual page."""
