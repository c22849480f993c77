"""How people write the words of our tables: yes and no, temperature zones, states, datums. Read by every name,
written by the first of the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.common.sentences import _
from domain.common.sentences.marking import N_
from exchange.imports.headings import heading_name

YES = ("yes", "y", "true", "1", "是", "有", "对", "√", "✓", "启用", "使用中", "在用", "称重", "称重品", "计重")
NO = ("no", "n", "false", "0", "否", "无", "没有", "不", "×", "✗", "停用", "不称重", "标品", "计件")

CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ambient": (N_("ambient"), ("常温", "室温", "干货", "dry")),
    "chilled": (N_("chilled"), ("冷藏", "保鲜", "chill", "cool")),
    "frozen": (N_("frozen"), ("冷冻", "冻品", "freeze")),
    "dock": (N_("dock"), ("收货区", "收货位", "待上架", "receiving")),
    "shelf": (N_("shelf"), ("货架", "拣货位", "拣货区", "货位", "rack")),
    "quarantine": (N_("quarantine"), ("隔离", "隔离区", "待处理", "不良品", "残次品", "hold")),
    "draft": (N_("to complete"), ("草稿", "待完善", "draft", "新建")),
    "active": (N_("in use"), ("启用", "在售", "正常", "上架", "营业", "营业中", "active", "on sale")),
    "retired": (N_("retired"), ("停用", "停售", "下架", "撤点", "已停用", "retired", "inactive")),
    "WGS-84": ("WGS-84", ("WGS84", "GPS", "EPSG:4326", "谷歌", "OSM", "OpenStreetMap")),
    "GCJ-02": ("GCJ-02", ("GCJ02", "高德", "腾讯", "微信", "火星", "火星坐标", "AMap", "Tencent")),
    "BD-09": ("BD-09", ("BD09", "BD09LL", "百度", "Baidu")),
}
"""The stored word: the English text that is translated for files, and other ways to write it."""


def flag_of(text: str) -> bool | None:
    """Yes or no, None when the text is neither."""
    name = heading_name(text)
    if name in _known(YES) or name == heading_name(_("yes")):
        return True
    return False if name in _known(NO) or name == heading_name(_("no")) else None


def flag_text(value: bool) -> str:
    """Yes or no in the reader's language."""
    return _("yes") if value else _("no")


def choice_of(text: str, choices: tuple[str, ...]) -> str | None:
    """The stored word of what is written, None when it is none of the choices."""
    name = heading_name(text)
    for choice in choices:
        english, others = CHOICES.get(choice, (choice, ()))
        if name in _known((choice, english, _(english), *others)):
            return choice
    return None


def choice_text(choice: str) -> str:
    """The word for files, in the reader's language."""
    return _(CHOICES[choice][0]) if choice in CHOICES else choice


def _known(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(heading_name(text) for text in texts)
