"""The verb on KRA: standards, runs of them, what came of them."""
