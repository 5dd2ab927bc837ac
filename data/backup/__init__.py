"""Copies of a store: made, checked, and put back."""
