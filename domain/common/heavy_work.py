"""Heavy work makes hundreds of thousands of values that all stay: Python's collector would walk them in vain.

Reading and taking 50,000 orders took a quarter of its time that way. Used by imports; read bulk.py for the database.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for reference cycles meanwhile; what is no longer referred to is freed as ever.

    What was made counts as old afterwards: the next search, for the young, passes it by.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()
