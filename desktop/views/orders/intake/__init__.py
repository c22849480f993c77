"""Importing order files: read them, try them out against the books, show what would happen, then take them."""
