"""What is wrong with a label before it is printed: a character no font has, a text or code without room, a template.

Each is a fact with its place; `sentence` says it to a person with what to do next. Next: drawing.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.common.errors import Notice
from domain.common.sentences import sentence

MISSING_GLYPH: Final = "label_missing_glyph"
OVERFLOW: Final = "label_overflow"
CODE_UNFIT: Final = "label_code_unfit"
CODE_UNWRITABLE: Final = "label_code_unwritable"
NO_TEMPLATE: Final = "label_no_template"
OTHER_TEMPLATE: Final = "label_other_template"
TEMPLATE_WRONG: Final = "label_template_wrong"
NO_KIND: Final = "label_no_kind"


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """One problem: `code` of the list above, the template's `field`, the `text` it is about, and what `detail` names.

    `file` is the template; `detail` the characters that are missing, the room there is, or what to write instead.
    `is_in_the_way`: the label would be of no use, without a picture or without its code; else it may be printed, and told.
    """

    code: str
    field: str = ""
    text: str = ""
    detail: str = ""
    file: str = ""
    is_in_the_way: bool = False

    @property
    def sentence(self) -> str:
        """What, where and what to do, in the reader's language."""
        return sentence(Notice.of(self.code, field=self.field, text=self.text, detail=self.detail, file=self.file))
