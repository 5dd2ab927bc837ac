"""What every screen stands on: the desk, the frame, dialogs, keys."""
