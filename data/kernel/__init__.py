"""What holds for every noun: the store, its engine, commands, the journal, undo, ids, text, errors."""
