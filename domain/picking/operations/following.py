"""What changed after the release: amendments accepted since, shortages shared since. Next: queries/behind.py."""

from __future__ import annotations

from domain.common.command import Done
from domain.common.database import Database
from domain.common.people import Actor


def take_amendments(database: Database, actor: Actor, code: str, *, command_id: str | None = None) -> Done:
    """Released cells follow the amendments: wanted up, cancelled up, new cells; what is picked too many is told.

    Answer {"added", "cancelled", "new_cells", "take_back": [[point, product, pieces], ...]}; queries.cells_behind says
    beforehand what it would do.
    """
    raise NotImplementedError


def take_shortage(
    database: Database, actor: Actor, code: str, product_id: int | None = None, *, command_id: str | None = None
) -> Done:
    """Released cells follow the live sharing of a product (None: of all): short with the reason SHORTAGE, or no longer.

    Answer {"short", "given_back", "take_back": [[point, product, pieces], ...]}.
    """
    raise NotImplementedError
