"""Places: names that find their point, datums, edits, imports, and the rules of its tables."""
