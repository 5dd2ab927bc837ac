"""Bringing a file in, on a screen."""
