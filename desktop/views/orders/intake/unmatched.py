"""Unknown names as the matching list shows them."""

from __future__ import annotations

from desktop.views.orders.intake.matching import Unmatched
from desktop.views.orders.intake.model import UnknownNames
from domain.catalogue.queries import ProductChoice
from domain.common.sentences import _


def rows_of(unknown: UnknownNames) -> tuple[Unmatched, ...]:
    """Products first, each with its likeliest meanings on top; then points."""
    everything = tuple((choice.id, _name(choice)) for choice in unknown.choices)
    products = tuple(
        Unmatched(
            ("product", channel, each.name or each.code, each.spec),
            _("Product"),
            f"{each.name} {each.spec}".strip() or each.code,
            tuple(dict.fromkeys([*((choice.id, _name(choice)) for choice in each.suggestions), *everything])),
        )
        for channel, each in unknown.products
    )
    points = tuple(
        Unmatched(("point", channel, name, ""), _("Pickup point"), name, unknown.point_choices)
        for channel, name in unknown.points
    )
    return products + points


def _name(choice: ProductChoice) -> str:
    return f"{choice.name} {choice.spec}".strip()
