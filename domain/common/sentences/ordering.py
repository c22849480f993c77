"""Sentences of ordering."""

TEMPLATES: dict[str, str] = {}
