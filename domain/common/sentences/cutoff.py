"""Sentences of cutoff."""

TEMPLATES: dict[str, str] = {}
