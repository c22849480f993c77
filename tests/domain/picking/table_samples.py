"""A good row of each table of picking, and for each of its CHECKs rows that break it (tests/domain/test_rules_of_the_tables)."""

from __future__ import annotations

SAMPLES: dict[str, dict[str, object]] = {}
BREAKING: dict[str, list[dict[str, object]]] = {}
