"""What the tests of this folder leave behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.architecture import source


@pytest.fixture(autouse=True, scope="package")
def _trees_end_with_their_tests() -> Iterator[None]:
    """A thousand syntax trees are millions of objects: every later collection of garbage would walk them."""
    yield
    source.tree.cache_clear()
