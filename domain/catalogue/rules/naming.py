"""Which names are one product: the key names are compared by, and the spec that files hide inside a name.

Platforms repeat the spec in brackets behind the name. Next: weights.py, which reads the weight out of it.
"""

from __future__ import annotations

import re

from domain.common.names import folded, key_within_limits

_CLOSERS, _OPENERS = ")）】]］", "(（【[［"
_CHINESE_DIGITS = "〇零一二三四五六七八九十百千两双半单整"
_MEASURES = (
    "斤公千克两吨磅个只枚颗粒条根块片包袋盒箱件提桶瓶罐听杯份板排串束把朵头尾副套对双筐篮打升毫"
    "張张卷支棵株捆扎挂层板框组桌人大小中规装"
)
_AMOUNT = re.compile(
    rf"(?:\d|[{_CHINESE_DIGITS}])[^()]{{0,6}}?(?:[{_MEASURES}]|k?g\b|m?l\b|k?g|m?l|lb|oz|cm|mm|寸)", re.IGNORECASE
)
_PER = re.compile(r"(?:每|/|一)(?:箱|盒|袋|份|个|斤|包|件|瓶)")


def product_key(name: str, spec: str) -> str:
    """The key two spellings of one product share: the folded name with its spec in brackets, written once.

    ("西瓜（一箱）", ""), ("西瓜", "一箱") and ("西瓜(一箱)", "一箱") have one key; another spec is another product.
    """
    head, tail = folded(name), folded(spec)
    if not tail or head.endswith(f"({tail})"):
        return key_within_limits(head)
    return key_within_limits(f"{head}({tail})")


def same_spec(one: str, other: str) -> bool:
    """True when the two specs read the same."""
    return folded(one) == folded(other)


def split_name(name: str, spec: str) -> tuple[str, str]:
    """(name, spec) as a product shows them: the bracket behind the name becomes the spec when it says an amount.

    A given spec stays; the bracket goes only when it repeats it. “苹果(红富士)” is a kind, not a spec, and stays whole.
    """
    head, bracket = _last_bracket(name.strip())
    if not head or not bracket:
        return name.strip(), spec.strip()
    if spec.strip():
        return (head, spec.strip()) if same_spec(bracket, spec) else (name.strip(), spec.strip())
    return (head, bracket) if says_amount(bracket) else (name.strip(), "")


def says_amount(text: str) -> bool:
    """True when the text holds a number with a unit or measure word: 半箱六盒, 1份十个, 500g, 5斤装."""
    plain = folded(text)
    return bool(_AMOUNT.search(plain) or _PER.search(plain))


def _last_bracket(name: str) -> tuple[str, str]:
    """(what stands before, what stands in) the bracket that ends the name; nested ones are counted. ("", "") if none."""
    if not name or name[-1] not in _CLOSERS:
        return "", ""
    depth = 0
    for at in range(len(name) - 1, -1, -1):
        depth += name[at] in _CLOSERS
        depth -= name[at] in _OPENERS
        if depth == 0:
            return name[:at].strip(), name[at + 1 : -1].strip()
    return "", ""
