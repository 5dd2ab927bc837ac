"""The verbs on comments and notices: a file a verb."""
