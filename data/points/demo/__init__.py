"""The log of the made-up company: entries of its days, those of its first rep with a plan of their own."""
