"""Comments: the thread on what one stands on, and the notices by which one hears of others' words."""
