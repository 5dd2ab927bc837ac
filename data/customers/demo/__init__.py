"""The customers of the made-up company."""
