"""The verbs on weeks under review: a file a verb, and the forms in which a week goes out."""
