"""Sentences of imports: why a file, a row or a line of text was refused, held or taken with a word."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "file_missing": N_(
        "{file} is not there or may not be read. Check the folder and the name, then choose the file again."
    ),
    "file_empty": N_("{file} is empty. Export it again from the platform."),
    "file_unreadable": N_(
        "{file} is damaged or was cut off while copying ({detail}). Export it again, or open it in a spreadsheet program and save it as .xlsx."
    ),
    "file_is_encrypted": N_(
        "{file} has a password. Open it, save it as .xlsx without a password, and choose that file."
    ),
    "kind_not_supported": N_("{file} is {kind}, not an order table. Save it as .xlsx or CSV and choose that file."),
    "workbook_too_large": N_(
        "{file} is unusually large: {packed_kb} KB would unpack to {unpacked_mb} MB in {parts} parts. It was not opened. Copy the orders into a new workbook and choose that one."
    ),
    "table_too_long": N_("{file} has more than {limit} rows. Split it into several files and import them together."),
    "quote_not_closed": N_(
        "In {file} a quotation mark opens in row {row} and never closes, so the rows below would become one cell. Put the closing mark in, or export the file again as .xlsx."
    ),
    "encoding_unknown": N_(
        "{file} cannot be read as {tried}: byte {offset} (row {row}, {byte}) fits neither. Save the file as UTF-8 or .xlsx, or choose another encoding."
    ),
    "unknown_headings": N_(
        "No known order form in {file}, sheet {sheet}. Its headings read: {headings}. Tie the columns once in the mapping and save them under a name."
    ),
    "columns_missing": N_(
        "{file} does not have the columns that the profile {profile} names: {missing}. Choose another profile, or tie the columns anew."
    ),
    "profile_invalid": N_("This column profile cannot be used ({detail}). Tie the columns anew and save it again."),
    "profile_needs_product": N_(
        "The profile {profile} does not say which column holds the product. Tie it and save again."
    ),
    "profile_needs_quantity": N_(
        "The profile {profile} does not say which column holds the quantity. Tie it and save again."
    ),
    "profile_needs_order": N_(
        "The profile {profile} does not say which rows are one order. Tie the order number, the sequence, the phone or the buyer."
    ),
    "number_unreadable": N_(
        "“{value}” is not a number we can be sure of. Write plain digits, for example 2, and import again."
    ),
    "quantity_missing": N_("The quantity is missing. Fill it in and import again."),
    "quantity_negative": N_(
        "The quantity {value} is below zero. If the buyer took something back, correct the order; then import again."
    ),
    "quantity_zero": N_("The quantity is 0. Delete the row, or write how many the buyer wants, and import again."),
    "quantity_fractional": N_(
        "The quantity {value} is not a whole number. Products are sold in whole units: write how many units, and import again."
    ),
    "quantity_too_large": N_(
        "The quantity {value} is larger than {largest}, so it looks like a slip. Correct it, or split it into several orders."
    ),
    "product_missing": N_("The product is missing. Fill in its name and import again."),
    "order_number_missing": N_(
        "The order number is missing, so nobody knows whose row this is. Fill it in and import again."
    ),
    "order_number_mangled": N_(
        "A spreadsheet has shortened this order number to {value}; its last digits are lost. Export the file again and do not save it in a spreadsheet program, or set the column to text first."
    ),
    "order_number_unreadable": N_("“{value}” is not an order number. Correct it and import again."),
    "order_number_too_long": N_(
        "The order number is longer than {longest} characters. Check whether the right column is tied."
    ),
    "sequence_unreadable": N_("“{value}” is not a sequence number (1, 2, 3 ...). Correct it and import again."),
    "money_unreadable": N_("“{value}” is not an amount of money. Write it like 59.90 and import again."),
    "money_negative": N_("The amount {value} is below zero. Correct it and import again."),
    "money_too_fine": N_("The amount {value} has more than two decimals. Round it to the fen and import again."),
    "money_too_large": N_("The amount {value} is larger than any order. Correct it and import again."),
    "items_without_quantities": N_(
        "This cell names the products but not how many: {value}. Import the platform's item form instead, or enter the order by hand."
    ),
    "phone_unreadable": N_(
        "“{value}” is not a whole phone number; it was left empty. Look it up on the platform and enter it in the order."
    ),
    "code_unreadable": N_(
        "The product code “{value}” has lost digits in a spreadsheet; it was left empty. The product is matched by its name."
    ),
    "time_unreadable": N_("“{value}” is not a date we can read; the order was taken without its time."),
    "text_cut": N_("The text is longer than {longest} characters and was cut there. Read the rest in the file."),
    "control_characters_removed": N_(
        "Invisible control characters were taken out; what is left reads “{value}”. Check that nothing is missing."
    ),
    "spec_contradicts_product": N_(
        "The spec column says “{value}”, but the product is {product}. The product's own name was taken; ask the leader if in doubt."
    ),
    "order_amount_differs": N_(
        "Order {order}: the buyer paid ¥{paid_fen}, its lines add up to ¥{lines_fen}. The order was taken; check it on the platform."
    ),
    "order_amount_unreadable": N_(
        "Order {order}: “{value}” is not an amount of money; the sum of the lines counts instead. Check what was paid."
    ),
    "order_amount_varies": N_(
        "Order {order}: its rows give two order amounts, ¥{kept_fen} and ¥{other_fen}. The first one counts; check it on the platform."
    ),
    "order_has_two_buyers": N_(
        "Order {order} has two buyers: {kept} and {other}. All lines went to {kept}; split the order if they are two people."
    ),
    "order_has_two_phones": N_("Order {order} has two phones, ending in {kept} and {other}. The first one was kept."),
    "order_has_two_points": N_(
        "Order {order} names two pickup points: {kept} and {other}. All of it goes to {kept}; move it if that is wrong."
    ),
    "line_left_out": N_(
        "Order {order} was taken without its rows {rows}, which could not be read. Correct them in the file and import it again."
    ),
    "buyer_missing": N_("Order {order} names neither a buyer nor a phone. Find out whose it is before the handover."),
    "order_partly_refunded": N_(
        "Order {order}: ¥{refunded_fen} went back to the buyer. All lines were taken; cancel what is not wanted any more."
    ),
    "line_partly_refunded": N_(
        "Order {order}: part of this line's money went back. The line was taken whole; check whether all of it is still wanted."
    ),
    "pieces_returned": N_("Order {order}: {returned} pieces of this line were returned, {kept} were taken."),
    "refund_asked": N_(
        "Order {order}: the buyer asks for a refund that is not decided yet. It was taken; decide before cutoff."
    ),
    "order_not_paid_yet": N_(
        "Order {order} is not paid yet (cash or transfer). It was taken; collect the money at the handover."
    ),
    "order_waits_for_payment": N_(
        "Order {order} waits for payment. It comes in by itself with a later file when it is paid."
    ),
    "heading_stands_twice": N_(
        "The heading {heading} stands twice. The first column counts; check that it is the right one."
    ),
    "sheet_not_read": N_(
        "The sheet {sheet} looks like orders too and was not read. If it holds other orders, save it as a file of its own and import that."
    ),
    "rows_below_gap": N_(
        "After {gap} empty rows the sheet was taken to end at row {first}; it goes on to row {last}. If orders stand below, delete the empty rows and import again."
    ),
    "stray_cells_left_out": N_(
        "{count} cells far outside the table were left out, the first at {first}. If they matter, move them next to the others."
    ),
    "macros_not_run": N_("The workbook holds macros. They were not run; only the cells were read."),
    "no_entries": N_(
        "No numbered entries were found. Copy the whole 接龙 message, from #接龙 to the last number, and paste it again."
    ),
    "no_item_named": N_("Names no item. Ask what is wanted, then enter it or drop the line."),
    "letter_unknown": N_(
        "Letter {letter} is not on the list of goods. Ask what is meant, then enter it or drop the line."
    ),
    "quantity_ambiguous": N_("How many “{value}” means is not sure. Ask, then enter the order."),
    "product_ambiguous": N_("“{product}” may be more than one of the goods. Ask which, then enter the order."),
    "entry_asks_for_change": N_(
        "Asks to change or cancel something. Look at the earlier entry, then change that order by hand."
    ),
    "entry_begins_with_letter": N_(
        "Begins with the letter {letter}: part of the name, or an item? Decide, then enter the order."
    ),
    "name_missing": N_("Names items but nobody. Find out whose it is, then enter the order."),
    "number_stands_twice": N_(
        "Number {number} stands twice. The first one was taken; enter this one by hand if it is another order."
    ),
    "line_without_number": N_(
        "Names items but stands outside the numbered entries. Enter it by hand if it is an order."
    ),
    "adds_to_whom": N_(
        "“{name}” stands on the list more than once, so it is not sure whose order this adds to. Add it by hand."
    ),
    "adds_to_earlier_entry": N_(
        "{name} adds to an earlier entry: number {this} was put to order {number}. Check that it is the same person."
    ),
    "adds_to_nobody": N_(
        "{name} says “add”, but there is no earlier entry of that name. It was taken as an order of its own."
    ),
    "same_name_again": N_(
        "{name} stands on the list again (order {number}). Both were taken as orders of their own; check whether it is one person."
    ),
    "earlier_list_replaced": N_("The text holds this list more than once. The newest one, at row {later}, was read."),
    "other_list_not_read": N_("The text holds another list too: {title}. Paste it by itself."),
}
