"""Sentences of purchasing: what a supplier's order or a delivery runs into, and who goes short."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "purchase_not_open": N_("Order {order} is {state}; this cannot be done any more. Look at the orders again."),
    "nothing_to_order": N_("Order {order} has no case to buy: stock covers it. There is nothing to send."),
    "cases_out_of_range": N_("{cases} cases cannot be ordered here (0 to {largest}). Check the number."),
    "nothing_delivered": N_("{product}: say how many came, how many were refused, or why nothing came."),
    "pieces_out_of_range": N_("{product}: {pieces} pieces cannot be right (0 to {largest}). Check the number."),
    "over_delivered": N_(
        "{product}: {ordered} ordered, {received} here already, {coming} coming now: {over} too many. Refuse them, or let a named person allow it."
    ),
    "lot_expired": N_("{product}: expired on {expires_on}. Refuse it, and name the reason."),
    "weight_in_doubt": N_(
        "{product}: {typed_g} g, but about {expected_g} g should stand here. Did you mean {meant_g} g? Weigh again, or confirm the weight."
    ),
    "temperature_unlikely": N_("{product}: {temperature} °C cannot be right. Measure again."),
    "receipt_taken_back": N_("{product}: this receipt was taken back already."),
    "goods_gone": N_(
        "{product}: {wanted} pieces should leave this bin, {free} lie there free. The others were moved, promised or picked."
    ),
    "not_short": N_("{product}: {available} are there for {wanted} wanted. There is nothing to share."),
    "nobody_wants": N_("{product}: nobody in this cycle wants it now."),
    "available_out_of_range": N_(
        "{product}: {available} cannot be shared; at most {most} are there or still to come. Check the number."
    ),
    "not_shared": N_("{product}: no sharing is in force."),
    "delivered_product_unknown": N_(
        "“{product}” is not in the catalogue. Correct the name, the code or the barcode, and receive the file again."
    ),
    "not_on_order": N_("{product} is on no order of this cycle. Order it first, or set it aside for its owner."),
    "expiry_not_said": N_("{product}: no best-before day was given, although the goods have one. Look at the boxes."),
    "shelf_life_too_short": N_(
        "{product}: best before {expires_on}, too short for the delivery on {delivery}. It cannot be picked for it."
    ),
    "weight_not_as_ordered": N_("{product}: {found_g} g on the scale, about {expected_g} g expected. Count again."),
    "too_warm": N_("{product}: {temperature} °C, warmer than {warmest} °C. Decide whether to refuse it."),
    "day_unreadable": N_(
        "“{value}” is not a day we can be sure of. Write it like 2026-05-26 and receive the file again."
    ),
    "temperature_unreadable": N_("“{value}” is not a temperature. Write it like -18.5 and receive the file again."),
    "weight_unreadable": N_(
        "“{value}” is not a weight we can be sure of. Write it like 12.5 kg and receive the file again."
    ),
    "receipt_not_recognised": N_(
        "{file} does not say what was delivered. It needs a column for the product and one for the quantity received; its headings read: {headings}."
    ),
    "rule_shares_cover_what_is_picked": N_(
        "A pickup point holds more of this product already than it would be given. Choose another rule, or take pieces back first."
    ),
    "rule_receipt_into_a_receiving_order": N_("This order is closed or cancelled meanwhile. Look at the orders again."),
}
