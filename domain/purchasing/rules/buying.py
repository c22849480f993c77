"""What to buy of a product: what is wanted beyond stock and beyond what earlier orders leave over, in whole cases.

Rule 3 of the trade: purchased = ceil(demand - stock, case); left over = purchased + stock - demand. Next: receiving.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.common.quantity import cases_for
from domain.purchasing.words import Bought


@dataclass(frozen=True, slots=True)
class Standing:
    """How one product of a cycle stands: pieces wanted now, pieces usable, pieces already picked, and the sums over the
    orders the suppliers know of (sent, being received, received).
    """

    wanted: int
    usable: int
    picked: int
    demand: int = 0
    stock_used: int = 0
    from_left_over: int = 0
    left_over: int = 0
    received: int = 0

    @property
    def missing(self) -> int:
        """Pieces no order was made for yet."""
        return max(0, self.wanted - self.demand)

    @property
    def surplus(self) -> int:
        """Pieces the orders were made for that nobody wants any more."""
        return max(0, self.demand - self.wanted)

    @property
    def free_stock(self) -> int:
        """Pieces that lay here before this cycle's goods came, and that no earlier order counted on.

        What the orders brought lies in the same stock and what was picked has left it, so both are set off.
        """
        return max(0, self.usable + self.picked - self.received - self.stock_used)

    @property
    def free_left_over(self) -> int:
        """Pieces earlier orders leave over for stock, less what a later order counted on."""
        return max(0, self.left_over - self.from_left_over)


def bought(standing: Standing, case_size: int, more_cases: int = 0) -> Bought:
    """The sum for what is missing; `more_cases` (fewer: below 0) is what a person wanted beyond the arithmetic."""
    from_left_over = min(standing.missing, standing.free_left_over)
    stock = min(standing.missing - from_left_over, standing.free_stock)
    cases = cases_for(standing.missing - from_left_over - stock, case_size)
    return Bought(standing.missing, stock, from_left_over, case_size, max(0, cases + more_cases))


def cases_by_hand(was: Bought) -> int:
    """How many cases more (fewer: below 0) than the arithmetic a line holds."""
    return was.cases - cases_for(was.needed, was.case_size)
