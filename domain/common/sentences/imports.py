"""Sentences of imports."""

TEMPLATES: dict[str, str] = {}
