"""The made-up company, its messy files, and its night."""
