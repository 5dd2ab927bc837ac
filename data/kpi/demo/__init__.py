"""What the demo's people are measured by, and what they enter."""
