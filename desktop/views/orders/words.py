"""Words and badges of orders as every page of this workspace says them."""

from __future__ import annotations

from desktop.widgets.badges import Mark
from desktop.widgets.tokens import Tone
from domain.common.sentences import _
from domain.ordering.words import OrderState


def source_word(source: str) -> str:
    """Which form a file was recognised as; several joined by “+” are named one by one."""
    return " + ".join(_source(each) for each in source.split("+"))


def _source(source: str) -> str:
    names = {
        "kuaituantuan_workbook": _("Kuaituantuan workbook"),
        "kuaituantuan_orders": _("Kuaituantuan order list"),
        "kuaituantuan_ship": _("Kuaituantuan shipping form"),
        "qunjielong_lines": _("Qunjielong line form"),
        "qunjielong_persons": _("Qunjielong person form"),
        "youzan_items": _("Youzan item form"),
        "youzan_orders": _("Youzan order form"),
        "weimob": _("Weimob"),
        "shopify": "Shopify",
        "woocommerce": "WooCommerce",
        "open_food_network": "Open Food Network",
        "group_note": _("Group note text"),
        "profile": _("own column profile"),
        "recurring": _("recurring order"),
    }
    return names.get(source, source)


def order_mark(state: str, is_late: bool, is_amended: bool) -> Mark:
    """The badge of an order: its state, or what is special about it."""
    if state == OrderState.CANCELLED:
        return Mark(Tone.WRONG, _("cancelled"))
    if state == OrderState.REVIEW:
        return Mark(Tone.CAREFUL, _("needs review"))
    if is_amended:
        return Mark(Tone.CAREFUL, _("amendment"))
    if is_late:
        return Mark(Tone.CAREFUL, _("late"))
    return Mark(Tone.RIGHT, _("confirmed"))
