"""The shipped faces in one PDF: how wide a text is, which glyphs draw it, and the subset that is embedded.

reportlab cuts a TrueType face into subsets of 255 characters and walks every string in Python to do so;
a name of three characters can need three fonts. Here a face is embedded once, with two-byte codes
(ISO 32000-1, 9.7: a Type0 font over a CIDFontType2), so a text is one table look-up and one operator.
Texts are cleaned by text.py and cut into faces by exchange.fonts. Next: page.py, which draws them.
"""

from __future__ import annotations

import functools
import threading
from typing import Any, Final, NamedTuple

from exchange import fonts
from exchange.documents.text import clean

EMOJI_SIZE: Final = 0.8
"""Emoji are drawn this much smaller: their face is built on a wider square than the Han faces."""

_CACHED_TEXTS: Final = 20_000
_one_subset_at_a_time = threading.Lock()


class Part(NamedTuple):
    """A piece of a text in one face: the font's name in the PDF, its size to the text's, two-byte codes in hex."""

    font: str
    scale: float
    codes: str


class Shaped(NamedTuple):
    """A text ready to be drawn: its parts from left to right, its width at size 1, and what it was shaped from."""

    parts: tuple[Part, ...]
    width: float
    text: str
    bold: bool


@functools.cache
def reportlab_font(name: str) -> Any:
    """The parsed face, known to reportlab by its PostScript name; read once per process (0.1 s)."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(fonts.font_files()[name]), shapable=False)
    registerFont(font)
    return font


class Typefaces:
    """The faces of one PDF. Texts come back shaped, and are remembered while the document grows."""

    def __init__(self) -> None:
        self._faces: dict[str, EmbeddedFace] = {}
        self._shaped: dict[tuple[str, bool], Shaped] = {}

    def shape(self, text: str, bold: bool = False) -> Shaped:
        """The cleaned text as glyphs. The same text comes from memory."""
        known = self._shaped.get((text, bold))
        if known is None:
            if len(self._shaped) >= _CACHED_TEXTS:
                self._shaped.clear()
            known = self._shaped[text, bold] = self._shape(clean(text), bold)
        return known

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide the text is at this size, in points."""
        return self.shape(text, bold).width * size

    def embedded(self) -> list[EmbeddedFace]:
        """The faces used so far, in the order of their first use."""
        return list(self._faces.values())

    def _shape(self, text: str, bold: bool) -> Shaped:
        parts: list[Part] = []
        width = 0.0
        for name, piece in fonts.runs(text, bold):
            face = self._faces.get(name) or self._embed(name)
            scale = EMOJI_SIZE if name == fonts.EMOJI else 1.0
            parts.append(Part(face.key, scale, "".join(map(face.codes.__getitem__, piece))))
            width += sum(map(face.widths.__getitem__, piece)) * scale
        return Shaped(tuple(parts), width / 1000, text, bold)

    def _embed(self, name: str) -> EmbeddedFace:
        face = self._faces[name] = EmbeddedFace(f"T{len(self._faces) + 1}", reportlab_font(name).face)
        return face


class _Widths(dict[str, float]):
    """Advance of a character in thousandths of the size, looked up in the face once."""

    def __init__(self, face: Any) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        width = self[character] = float(self._face.getCharWidth(ord(character)))
        return width


class _Codes(dict[str, str]):
    """Two bytes (four hex digits) for each character, given out in the order of first use; 0 stays .notdef."""

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code


class EmbeddedFace:
    """One face in one PDF: the codes given out so far, and how reportlab's document writes it at the end.

    `addObjects` is what reportlab calls on each of a document's delayed fonts when it is saved.
    """

    def __init__(self, key: str, face: Any) -> None:
        self.key = key
        self.codes = _Codes()
        self.widths = _Widths(face)
        self._face = face

    def addObjects(self, document: Any) -> None:  # noqa: N802 - reportlab's name
        """Puts the Type0 font, its descendant, the subset of the outlines and the way back to Unicode into the PDF."""
        from reportlab.pdfbase import pdfdoc

        name = f"{_subset_tag(self.key)}+{self._face.name.decode('ascii')}"
        characters = list(self.codes)
        to_unicode = pdfdoc.PDFStream(content=_to_unicode(characters))
        font = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(name),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([self._descendant(document, name, characters)]),
            "ToUnicode": document.Reference(to_unicode, f"{self.key} to Unicode"),
        }
        reference = document.Reference(pdfdoc.PDFDictionary(font), f"{self.key} font")
        document.idToObject["BasicFonts"].dict[self.key] = reference

    def _descendant(self, document: Any, name: str, characters: list[str]) -> Any:
        from reportlab.pdfbase import pdfdoc

        widths = [round(self.widths[character]) for character in characters]
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        glyphs = pdfdoc.PDFStream(content=_glyph_numbers(self._face, characters))
        font = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(name),
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": self._descriptor(document, name, characters),
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            "CIDToGIDMap": document.Reference(glyphs, f"{self.key} glyphs"),
        }
        return document.Reference(pdfdoc.PDFDictionary(font), f"{self.key} descendant")

    def _descriptor(self, document: Any, name: str, characters: list[str]) -> Any:
        from reportlab.pdfbase import pdfdoc

        face = self._face
        with _one_subset_at_a_time:  # the parsed face keeps its reading position
            outlines = face.makeSubset(list(map(ord, characters)))
        file = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Length1": len(outlines)}), outlines)
        descriptor = {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(name),
            "Flags": 4,  # symbolic: the codes are ours
            "FontBBox": pdfdoc.PDFArray([round(edge) for edge in face.bbox]),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.capHeight),
            "StemV": face.stemV,
            "FontFile2": document.Reference(file, f"{self.key} outlines"),
        }
        return document.Reference(pdfdoc.PDFDictionary(descriptor), f"{self.key} descriptor")


def _subset_tag(key: str) -> str:
    """Six capitals before the name of a subset (ISO 32000-1, 9.6.4), one tag for each face of the document."""
    return "DAYBR" + chr(ord("A") + int(key[1:]) - 1)


def _glyph_numbers(face: Any, characters: list[str]) -> bytes:
    """The glyph of each code in the subset, two bytes each: makeSubset numbers glyphs in the order of first use."""
    numbers = {0: 0}
    found = bytearray(2)
    for character in characters:
        glyph = face.charToGlyph.get(ord(character), 0)
        found += numbers.setdefault(glyph, len(numbers)).to_bytes(2, "big")
    return bytes(found)


def _to_unicode(characters: list[str]) -> str:
    """The CMap by which a reader finds and copies the text; a block holds at most 100 pairs (Adobe note 5014)."""
    pairs = [f"<{code:04X}> <{each.encode('utf-16-be').hex().upper()}>" for code, each in enumerate(characters, 1)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
