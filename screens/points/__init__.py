"""The points tracker, and what opens from it."""
