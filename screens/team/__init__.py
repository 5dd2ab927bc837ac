"""The team screen."""
