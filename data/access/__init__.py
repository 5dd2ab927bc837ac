"""Who comes in over SSH: the public keys of persons, and how long a session may be left alone."""
