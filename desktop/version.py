"""The version people read in About; the same as in pyproject.toml."""

VERSION = "0.1.0"
