"""Labels as pictures: what a print job says, drawn by a template into the dots a printer prints and a screen previews.

`draw` is what the spooler calls for each label. Next: drawing.py, then templates.py for what a user may change.
"""

from __future__ import annotations

from exchange.labels.labelling import Drawn, draw, picture_of, preview
from exchange.labels.problems import LabelProblem
from exchange.labels.shelf import media_of, own_folder
from exchange.labels.wording import KINDS

__all__ = [
    "KINDS",
    "Drawn",
    "LabelProblem",
    "draw",
    "media_of",
    "own_folder",
    "picture_of",
    "preview",
]
