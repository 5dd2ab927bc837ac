"""What is peculiar to importing quotes; the machine itself is ``data.imports``."""
