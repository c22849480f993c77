"""A print job to its picture, with the marks every copy must carry; and the same picture as a PNG for the screen.

Next: drawing.py.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from devices.label_image import LabelImage, Media, dots
from domain.common.sentences import _, in_language
from exchange.labels.checking import TemplateRefused, read_template
from exchange.labels.drawing import Canvas
from exchange.labels.problems import NO_KIND, LabelProblem
from exchange.labels.shelf import template_for
from exchange.labels.templates import Template, TextField
from exchange.labels.wording import DOT, KINDS, words_of

TRAINING: Final = ("培训", "TRAINING")
"""On each label printed in training, in both languages: nobody may take it for a real one."""


class Drawn(NamedTuple):
    """A label as it will come out, and what is wrong with it; an empty `problems` means it may be printed."""

    image: LabelImage
    problems: tuple[LabelProblem, ...]


def draw(
    kind: str,
    body: Mapping[str, Any],
    *,
    media: Media,
    dpi: int,
    language: str,
    serial: str,
    copy_no: int = 1,
    is_training: bool = False,
    own_templates: Path | None = None,
) -> Drawn:
    """The label of a job of `kind` (a JobKind's value) on `media`. `own_templates`: a folder that wins over the shipped.

    The same arguments always give the same dots. Never raises on words; what is wrong is in `problems`.
    """
    with in_language(language):
        if kind not in KINDS:
            return Drawn(_blank(media, dpi), (LabelProblem(NO_KIND, text=kind, is_in_the_way=True),))
        # A roll's name may say more than its size (“60x40-mark”); a template is for a size.
        found = template_for(kind, f"{media.width_mm}x{media.height_mm}", own_templates)
        if found.template is None:
            return Drawn(_blank(media, dpi), found.problems)
        drawn = _drawn(found.template, body, media, dpi, serial, copy_no, is_training)
        return Drawn(drawn.image, (*found.problems, *drawn.problems))


def _drawn(
    template: Template, body: Mapping[str, Any], media: Media, dpi: int, serial: str, copy_no: int, is_training: bool
) -> Drawn:
    marks = marks_of(body, copy_no, is_training)
    words = {"": {**words_of(template.kind, body, serial), "marks": DOT.join(marks)}}
    canvas = Canvas(template, dots(media.width_mm, dpi), dots(media.height_mm, dpi), dpi)
    for field in template.fields:
        spoken = field.language if isinstance(field, TextField) else ""
        if spoken not in words:
            with in_language(spoken):
                words[spoken] = {**words_of(template.kind, body, serial), "marks": DOT.join(marks)}
        canvas.draw(field, words[spoken])
    canvas.marks(template.marks, marks)
    if is_training:
        canvas.stripes()
    return Drawn(canvas.finished(), tuple(canvas.problems))


def marks_of(body: Mapping[str, Any], copy_no: int, is_training: bool) -> list[str]:
    """What a clerk must see before all else: not real, printed before, weighed by hand."""
    marks = [*TRAINING] if is_training else []
    if copy_no > 1:
        marks.append(_("reprint {count}").format(count=copy_no - 1))
    if body.get("is_manual") is True:
        marks.append(_("manual weight"))
    return marks


def _blank(media: Media, dpi: int) -> LabelImage:
    width, height = dots(media.width_mm, dpi), dots(media.height_mm, dpi)
    return LabelImage(width, height, dpi, bytes((width + 7) // 8 * height))


def preview(
    text: str, body: Mapping[str, Any], *, dpi: int, language: str, serial: str, file: str = ""
) -> tuple[bytes, tuple[LabelProblem, ...]]:
    """A template that is being written, as the PNG of its label, and its problems; b"" while it cannot be drawn at all."""
    with in_language(language):
        try:
            template = read_template(text, file)
        except TemplateRefused as refused:
            return b"", refused.problems
        media = Media(template.media, round(template.width_mm), round(template.height_mm))
        drawn = _drawn(template, body, media, dpi, serial, 1, False)
    return picture_of(drawn.image), drawn.problems


def picture_of(label: LabelImage) -> bytes:
    """The very dots of the label as a PNG of one bit a dot, black on white, with its resolution."""
    from PIL import Image, ImageChops

    dark = Image.frombytes("1", (label.width, label.height), label.bits)
    stream = io.BytesIO()
    ImageChops.invert(dark).save(stream, "PNG", dpi=(label.dpi, label.dpi))
    return stream.getvalue()
