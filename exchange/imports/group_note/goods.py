"""The goods a 接龙 offers: letter, name, spec and price, several to a line. Next: entries.py.

A 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.imports import cells
from exchange.imports.columns import LONGEST
from exchange.imports.fields import Field
from exchange.imports.group_note.numerals import NUMBER, UNIT


@dataclass(frozen=True, slots=True)
class Good:
    """One thing on offer. `letter` is "" for goods known by name alone; `price_fen` None where none is said."""

    letter: str
    name: str
    spec: str
    price_fen: int | None = None

    def short_names(self) -> set[str]:
        """The ends of the name that may stand for it, two characters or more: 葡萄 for 巨峰葡萄."""
        whole = re.split(r"[(（【\[]", self.name)[0].strip()
        return (
            {whole[start:] for start in range(1, len(whole) - 1)}
            if re.fullmatch(r"[\u3400-\u9fff]{3,}", whole)
            else set()
        )

    @property
    def spec_number(self) -> int | None:
        """The whole number the spec begins with: 30 of 30枚, None when it begins with none."""
        found = re.match(r"约?(\d+)(?![\d.])", self.spec)
        return int(found.group(1)) if found else None


_LETTER = re.compile(
    r"""(?:^|(?<=[\s;；,，、|]))
    (?:[【\[(](?P<boxed>[A-Za-z]\d?)[】\])]\s* | (?P<plain>[A-Za-z]\d?)(?:\s*[.、:：=)）-]\s*|\s+))
    (?=[^\s\d+xX×*A-Za-z] | [A-Za-z]{2} | \d+\s*[A-Za-z\u4e00-\u9fff])""",
    re.VERBOSE,
)
_PRICE = re.compile(
    r"[¥$€£]\s*(?P<first>\d{1,6}(?:\.\d{1,2})?)(?:\s*元)?(?:\s*/\s*\S+)?|(?P<second>\d{1,6}(?:\.\d{1,2})?)\s*(?:元|块)(?:\s*(?:/|一|每)\s*\S+)?"
    r"|(?P<third>\d{1,6}(?:\.\d{1,2})?)\s*/\s*(?:份|斤|盒|箱|袋|个|件|包|瓶)"
)
_BARE_PRICE = re.compile(r"(?<=\s)(\d{1,5}(?:\.\d{1,2})?)$")
_AMOUNT = re.compile(rf"{NUMBER}\s*{UNIT}|\d", re.ASCII)
_SPEC = re.compile(rf"^(?P<name>.*?[^\d\s约.])\s*(?P<spec>[(（]?约?\d[\d.]*\s*{UNIT}\S*(?:\s*[/*xX×]\s*\S+)?)$")


def goods_in(line: str) -> list[Good]:
    """The goods of one line, empty when the line offers none."""
    text = cells.narrow(line)
    starts = list(_LETTER.finditer(text))
    if not starts or starts[0].start() != 0:
        return []
    ends = [start.start() for start in starts[1:]] + [len(text)]
    pieces = [
        ((start["boxed"] or start["plain"]).upper(), text[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    ]
    return [good for letter, piece in pieces if (good := _good(letter, piece))]


def named_goods(names: Sequence[str]) -> list[Good]:
    """Goods known from elsewhere, each as “name spec” (the products of the cycle); they are matched by name."""
    return [good for name in names if (good := _named(cells.clean_text(name)[0]))]


def _named(text: str) -> Good | None:
    head, _, tail = text.rpartition(" ")
    if head and _AMOUNT.search(tail):
        return Good("", head[: LONGEST[Field.PRODUCT]], tail[: LONGEST[Field.SPEC]])
    return Good("", text[: LONGEST[Field.PRODUCT]], "") if text else None


def _good(letter: str, piece: str) -> Good | None:
    piece = piece.strip()
    price = _PRICE.search(piece)
    bare = None if price or not _SPEC.match(_BARE_PRICE.sub("", piece).strip()) else _BARE_PRICE.search(piece)
    price = price or bare
    named = f"{piece[: price.start()]} {piece[price.end() :]}" if price else piece
    named = cells.clean_text(named)[0].strip(" ,，;；、|-")
    if not named:
        return None
    spec = _SPEC.match(named)
    name, said = (spec["name"].strip(" (（-"), spec["spec"].strip()) if spec else (named, "")
    if said[:1] in ("(", "（"):
        said = said.strip("()（） ")
    amount = cells.fen(next(filter(None, price.groups()), "")) if price else None
    return Good(
        letter,
        name[: LONGEST[Field.PRODUCT]],
        said[: LONGEST[Field.SPEC]],
        amount if isinstance(amount, int) else None,
    )
