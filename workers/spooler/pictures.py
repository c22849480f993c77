"""The picture of a label, drawn by exchange/labels for a printer's roll and head. Next: sender.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.label_image import LabelImage, Media
from domain.common.database import Database
from domain.common.sentences import language as reader_language


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
    """Draws for one printer. `told` hears of what was wrong with words that were printed all the same;
    `own_templates`: a folder of templates that win over the shipped ones.
    """

    def __init__(
        self,
        media: Media,
        dpi: int,
        *,
        language: str | None = None,
        is_training: bool = False,
        own_templates: Path | None = None,
        told: Callable[[str], object] = lambda _sentence: None,
    ) -> None:
        self._media, self._dpi, self._language = media, dpi, language
        self._is_training, self._own_templates, self.told = is_training, own_templates, told

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
            own_templates=self._own_templates,
        )
        for problem in drawn.problems:
            if problem.is_in_the_way:
                raise Undrawable(problem.sentence)
            self.told(problem.sentence)
        return drawn.image


def own_templates_of(database: Database) -> Path:
    """Where a company's own label templates lie."""
    return own_templates_in(data_folder_of(database))


def data_folder_of(database: Database) -> Path:
    """Where a company's own files lie: in its data folder, for a server's company in this station's own."""
    return _stations_own() if database.path is None else database.path.parent


def own_templates_in(data_folder: Path | None) -> Path:
    """The folder of own templates in a data folder; None is this station's own."""
    from exchange.labels import own_folder

    return own_folder(data_folder or _stations_own())


def _stations_own() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("Daybreak", appauthor=False))
