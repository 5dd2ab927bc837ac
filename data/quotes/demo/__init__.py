"""The quotes of the demo."""
