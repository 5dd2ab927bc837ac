"""The verbs on handovers: a file a verb."""
