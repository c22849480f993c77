"""Sentences of labels: what would not come out right, said before anything is printed."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "label_missing_glyph": N_(
        "“{detail}” in “{text}” has no picture in the shipped fonts and prints as 〓. Correct the name, or print it so."
    ),
    "label_overflow": N_(
        "“{text}” has no room in {field} ({detail}); its end is cut off. Take a larger label, or give the field more room."
    ),
    "label_code_unfit": N_(
        "The code of {field} would be too fine to scan in {detail} and is left out. Give it more room, or take a larger label."
    ),
    "label_code_unwritable": N_(
        "“{text}” cannot be written as a {detail} code; {field} is left out. Correct the code, or choose another symbol."
    ),
    "label_no_template": N_(
        "There is no template of this size for this label ({detail}). Choose another size of media."
    ),
    "label_other_template": N_(
        "There is no template for {detail}: that for {text} was used, in the left top corner. Make one of your own for this size."
    ),
    "label_template_wrong": N_("Template {file}, field “{field}”: {detail}. Until then the shipped template is used."),
    "label_no_kind": N_("There is no label “{text}”. Bring the program up to date on this station."),
}
