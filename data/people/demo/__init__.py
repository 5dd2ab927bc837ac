"""The made-up company: who works there, when, and what its office does."""
