"""The runs of the demo."""
