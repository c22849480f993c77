"""Labels as pictures of Qt's, dot for dot what the spooler sends; drawn in the pool.

Loads Pillow and the templates when first asked. Next: exchange/labels/labelling.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, qRgb

if TYPE_CHECKING:
    from devices.label_image import LabelImage
    from domain.common.database import Database
    from domain.printing.queries import JobRow

USUAL_DPI, USUAL_MEDIA = 203, "60x40"


@dataclass(frozen=True, slots=True)
class LabelPicture:
    """The label of a job: its dots, its size in mm, and sentences about what is wrong with it."""

    job: int
    image: QImage
    width_mm: int
    height_mm: int
    problems: tuple[str, ...] = ()


def picture(
    job: JobRow, profile_name: str, media_name: str, is_training: bool, database: Database, _progress: object
) -> LabelPicture:
    """The label of a job as the printer of this profile prints it on this roll."""
    from devices.errors import BadProfile
    from devices.profiles import MEDIA, profile
    from domain.common.sentences import language
    from exchange.labels import draw
    from workers.spooler.pictures import data_folder_of, own_templates_of
    from workers.spooler.spooler import OWN_PROFILES

    media = MEDIA.get(media_name, MEDIA[USUAL_MEDIA])
    try:
        dpi = profile(profile_name, data_folder_of(database) / OWN_PROFILES).dpi
    except BadProfile:
        dpi = USUAL_DPI
    drawn = draw(
        job.kind,
        job.body,
        media=media,
        dpi=dpi,
        language=language(),
        serial=job.serial,
        copy_no=job.copy_no,
        is_training=is_training,
        own_templates=own_templates_of(database),
    )
    told = tuple(problem.sentence for problem in drawn.problems)
    return LabelPicture(job.id, as_image(drawn.image), media.width_mm, media.height_mm, told)


def as_image(label: LabelImage) -> QImage:
    """The very dots of a label, black on white; its pixels are copied."""
    image = QImage(label.bits, label.width, label.height, label.row_bytes, QImage.Format.Format_Mono)
    image.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return image.copy()
