"""The catalogue: names and codes that find their product, edits, imports, and the rules of its tables."""
