"""A made-up company to try the program on and to measure it with: any size, the same for the same seed."""
