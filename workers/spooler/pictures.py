"""The picture of a label, drawn by exchange/labels for a printer's roll and head. Next: sender.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from devices.label_image import LabelImage, Media
from domain.common.sentences import language as reader_language

PRINTED_ANYWAY = frozenset({"label_missing_glyph", "label_overflow"})
"""What is wrong with a label's words is told, and the label comes out; without its code it would be of no use."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One label to be drawn, as the queue gives it."""

    job: int
    kind: str
    body: Mapping[str, Any]
    serial: str
    copy_no: int


class Undrawable(Exception):
    """No label can be made of these words: `why`, a sentence for people."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Pictures:
    """Draws for one printer. `told` hears of what was wrong with words that were printed all the same."""

    def __init__(
        self,
        media: Media,
        dpi: int,
        *,
        language: str | None = None,
        is_training: bool = False,
        told: Callable[[str], object] = lambda _sentence: None,
    ) -> None:
        self._media, self._dpi, self._language = media, dpi, language
        self._is_training, self.told = is_training, told

    def of(self, wanted: Wanted) -> LabelImage:
        """The label's picture; the same label is the same picture, to the dot. Raises Undrawable."""
        from exchange.labels import draw

        drawn = draw(
            wanted.kind,
            wanted.body,
            media=self._media,
            dpi=self._dpi,
            language=self._language or reader_language(),
            serial=wanted.serial,
            copy_no=wanted.copy_no,
            is_training=self._is_training,
        )
        for problem in drawn.problems:
            if problem.code not in PRINTED_ANYWAY:
                raise Undrawable(problem.sentence)
            self.told(problem.sentence)
        return drawn.image
