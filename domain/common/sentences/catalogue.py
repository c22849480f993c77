"""Sentences of the catalogue and of places alike: what is wrong with a value, a row, a barcode, a coordinate."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "value_missing": N_("“{field}” is needed. Fill it in."),
    "value_unreadable": N_("“{value}” cannot be read as “{field}”. Correct it."),
    "value_out_of_range": N_("“{field}” is {value}; it must lie between {low} and {high}."),
    "value_unknown": N_("“{value}” is no known word for “{field}”. Choose one of: {choices}."),
    "value_too_long": N_("“{field}” has {length} characters; {longest} fit. Shorten it."),
    "value_has_control_bytes": N_("“{field}” holds invisible control characters. Type it again."),
    "weighed_needs_weight": N_("A product sold by weight needs its nominal weight."),
    "barcode_check_digit_wrong": N_(
        "The check digit of barcode {barcode} is wrong: it should be {right}. Scan it again."
    ),
    "barcode_unreadable": N_("“{barcode}” is no barcode: 4 to 40 letters and digits without spaces are."),
    "reference_unknown": N_("There is no “{name}”. Add it first, or correct the name."),
    "reference_not_unique": N_("Several are called “{name}”. Write the code instead."),
    "name_not_unique": N_("Several are called so. Write the code as well."),
    "row_twice": N_("Row {row} of this file is about the same. Keep one of the two."),
    "name_taken": N_("“{text}” is the name of {owner} already. Choose another name or spec."),
    "code_taken": N_("The code {text} is taken already. Choose another."),
    "barcodes_taken": N_("The barcode {text} belongs to {owner} already."),
    "value_too_fine": N_("“{value}” is finer than “{field}” is kept. Round it."),
    "hours_unreadable": N_("“{value}” are no hours. Write them as 07:00-11:00."),
    "code_mangled": N_(
        "The spreadsheet has changed the code to “{value}” and digits are lost. Make the column text and type it again."
    ),
    "table_not_recognised": N_(
        "No table of ours in {file} ({wanted}). Its headings read: {headings}. Export one to see the headings, or rename the columns."
    ),
    "file_not_written": N_(
        "{file} cannot be written ({detail}). Close it in the other program, or choose another name."
    ),
    "written_beside": N_("{sheet} are in the file {file} beside it: a CSV holds one table."),
    "column_unknown": N_("The column “{column}” means nothing here and was left out."),
    "column_twice": N_("The column “{column}” stands twice; the first one counts."),
    "sheet_unknown": N_("The sheet “{sheet}” was left out: its headings are not known here."),
    "rule_uq_product_name_key": N_(
        "Another product on sale has this name and spec already. Choose another name or spec."
    ),
    "rule_uq_product_code": N_("Another product has this code already. Choose another."),
    "rule_pk_product_barcode": N_("Another product has this barcode already."),
    "rule_uq_supplier_name": N_("Another supplier has this name already. Choose another."),
    "bad_in_store_pattern": N_(
        "“{form}” is no pattern of a scale's label: {pattern_fault}. Write it as P2 I5 W5 C or P2 I5 E5 W5 C, as the scale's manual does."
    ),
    "rule_uq_supplier_code": N_("Another supplier has this code already. Choose another."),
}
