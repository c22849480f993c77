"""Sentences of places."""

TEMPLATES: dict[str, str] = {}
