"""Entries of the log that wait until the store can be reached."""
