"""Looking a store over, and mending what can be told from the store itself."""
