"""Looks at drawn labels as others see them: codes by zxing-cpp, dots by Pillow."""

from __future__ import annotations

import io
from typing import Any

import zxingcpp
from PIL import Image

from devices.label_image import LabelImage, Media
from exchange.labels import Drawn, draw, picture_of
from exchange.labels.samples import SERIAL, sample


def media(name: str) -> Media:
    """A roll of the size."""
    width, height = name.split("x")
    return Media(name, int(width), int(height))


def drawn(kind: str, size: str = "60x40", *, dpi: int = 203, language: str = "zh_CN", **more: Any) -> Drawn:
    """The sample of the kind, drawn; `words` change it, what else is given goes to draw."""
    body = {**sample(kind, is_long=more.pop("is_long", False)), **more.pop("words", {})}
    return draw(kind, body, media=media(size), dpi=dpi, language=language, serial=SERIAL, **more)


def picture(label: LabelImage) -> Image.Image:
    """The label as a grey picture, read back from its PNG."""
    return Image.open(io.BytesIO(picture_of(label))).convert("L")


def codes(label: LabelImage) -> set[str]:
    """What zxing-cpp reads on the label."""
    return {code.text for code in zxingcpp.read_barcodes(picture(label))}


def ink(label: LabelImage) -> Image.Image:
    """The dots of the label, black ones set."""
    return Image.frombytes("1", (label.width, label.height), label.bits)
