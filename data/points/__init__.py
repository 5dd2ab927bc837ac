"""The points tracker: kinds and their worth, activities, goals, pace, streaks and mixes."""
