"""Twenty labels that differ: names of every length, ¥ ￥ ℃ 斤, rare characters, four kinds of code by two writers, every
size, both resolutions, all three feeds. Drawn here, so that the languages are tested without the label templates.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import zint
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from devices.label_image import LabelImage, Media, dots
from devices.profiles import MEDIA
from exchange import fonts

SMALLEST_TEXT = 20
UTF8_ECI = 26
LINES = (
    "有机小白菜",
    "五常大米 5kg 装",
    "¥12.50 / ￥12.50",
    "净含量 1.250kg 约2斤半",
    "冷藏 0~4℃ 请当日食用",
    "朱镕记 㐀老板 团长",
    "阳光海岸花园三期东区十七号楼二单元快递柜旁自提点",
    "“特价”第２件半价·限购５",
    'A & B ^XZ "quoted" \\ 100%',
    "重印 1",
)
_ZINT = {"EAN13": "EANX", "CODE128": "CODE128", "QR": "QRCODE", "GS1": "GS1_128"}
_ZXING = {
    "EAN13": zxingcpp.BarcodeFormat.EAN13,
    "CODE128": zxingcpp.BarcodeFormat.Code128,
    "QR": zxingcpp.BarcodeFormat.QRCode,
}
_CODES = (
    ("EAN13", "6901234567892"),
    ("CODE128", "210123400750012504"),
    ("QR", "https://t.example/订单/2026-11-22?n=小白菜"),
    ("GS1", "(01)06901234567892(3103)001250"),
)


@dataclass(frozen=True)
class DrawnLabel:
    """A label for the test: what it is called, its picture, the roll it is for, the codes that must be read from it."""

    name: str
    image: LabelImage
    media: Media
    codes: tuple[str, ...]


@functools.cache
def drawn_labels(widest_mm: int = 100) -> tuple[DrawnLabel, ...]:
    """The twenty, no wider than `widest_mm`."""
    rolls = [media for media in MEDIA.values() if media.width_mm <= widest_mm]
    return tuple(_label(number, rolls[number * 7 % len(rolls)]) for number in range(20))


def packed(picture: Image.Image, dpi: int) -> LabelImage:
    """A grey picture as a label: what is darker than the middle is black."""
    black = picture.point(lambda value: 255 if value < 128 else 0).convert("1")
    return LabelImage(picture.width, picture.height, dpi, black.tobytes())


def shown(label: LabelImage) -> Image.Image:
    """The preview: black 0 on white 255."""
    return Image.frombytes("1", (label.width, label.height), label.bits).convert("L").point(lambda value: 255 - value)


def _label(number: int, media: Media) -> DrawnLabel:
    dpi = 203 if number % 3 else 300
    width, height = dots(media.width_mm, dpi), dots(media.height_mm, dpi)
    picture = Image.new("L", (width, height), 255)
    kind, content = _CODES[number % len(_CODES)]
    code = _code(kind, content, is_zint=number % 8 >= 4, dpi=dpi, room=width)
    top = height - code.height - dots(1, dpi)
    picture.paste(code, ((width - code.width) // 2, top))
    _write(ImageDraw.Draw(picture), number, dpi, width, top)
    name = f"{number:02} {media.name} {dpi} {kind}{' zint' if number % 8 >= 4 else ''}"
    return DrawnLabel(name, packed(picture, dpi), media, (content,))


def _write(pen: ImageDraw.ImageDraw, number: int, dpi: int, width: int, bottom: int) -> None:
    size = SMALLEST_TEXT * dpi // 203 + number % 5 * 2
    face = ImageFont.truetype(str(fonts.font_files()[fonts.BOLD if number % 2 else fonts.REGULAR]), size)
    y = dots(1, dpi)
    for line in range(len(LINES)):
        if y + size * 1.3 > bottom:
            return
        pen.text((dots(1, dpi), y), LINES[(number + line) % len(LINES)], fill=0, font=face)
        y += round(size * 1.3)
    pen.line((0, bottom - 2, width, bottom - 2), fill=0, width=1)


def _code(kind: str, content: str, *, is_zint: bool, dpi: int, room: int) -> Image.Image:
    """The code on whole dots: as many a module as there is room for, never resized after."""
    modules = _by_zint(kind, content) if is_zint or kind == "GS1" else _by_zxing(kind, content)
    is_square = kind == "QR"
    scale = max(1, min((4 if is_square else 3) * dpi // 203, (room - 8) // modules.width))
    height = modules.height * scale if is_square else dots(8, dpi)
    return modules.resize((modules.width * scale, height), Image.Resampling.NEAREST)


def _by_zxing(kind: str, content: str) -> Image.Image:
    """The modules, one dot each."""
    drawn = zxingcpp.create_barcode(content, _ZXING[kind]).to_image(scale=1, add_quiet_zones=True)
    height, width = drawn.shape
    picture = Image.frombytes("L", (width, height), bytes(memoryview(drawn)))
    return picture if kind == "QR" else picture.crop((0, 0, width, 1))


def _by_zint(kind: str, content: str) -> Image.Image:
    """As _by_zxing, by a writer that shares nothing with the reader; with a quiet zone of ten modules."""
    symbol = zint.Symbol()
    symbol.symbology = getattr(zint.Symbology, _ZINT[kind])
    symbol.input_mode = zint.InputMode.GS1PARENS if kind == "GS1" else zint.InputMode.UNICODE
    if kind == "QR":
        symbol.eci = UTF8_ECI
    symbol.encode(content)
    rows = [bytes(row) for row in memoryview(symbol.encoded_data).tolist()[: symbol.rows]]
    quiet, below = 10, 4 if kind == "QR" else 0
    picture = Image.new("L", (symbol.width + 2 * quiet, symbol.rows + 2 * below), 255)
    for y, row in enumerate(rows):
        for x in range(symbol.width):
            if row[x >> 3] >> (x & 7) & 1:
                picture.putpixel((x + quiet, y + below), 0)
    return picture
