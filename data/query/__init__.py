"""Asking the store in SQL: reading only, for a limited time, and in a session of somebody's what that one reaches."""
