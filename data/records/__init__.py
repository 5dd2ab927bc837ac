"""What any record has, whatever its noun: fields, notes, keys, choices, duplicates."""
