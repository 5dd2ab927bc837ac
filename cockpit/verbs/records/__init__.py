"""What the verbs on records of any noun share: options, words, exports."""
