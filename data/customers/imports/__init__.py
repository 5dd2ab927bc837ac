"""Files of customers: how they are read, and what goes out and comes in again."""
