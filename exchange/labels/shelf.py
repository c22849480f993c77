"""Finds the template for a label: the user's own in the data folder first, then the shipped one, then the next smaller.

Files are kind/media.toml, as in templates/ here. A file is read again when it changed on disk. Next: drawing.py.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final, NamedTuple

from domain.common.sentences import _
from exchange.labels.checking import TemplateRefused, read_template
from exchange.labels.problems import NO_TEMPLATE, OTHER_TEMPLATE, TEMPLATE_WRONG, LabelProblem
from exchange.labels.templates import Template

SHIPPED: Final = Path(__file__).with_name("templates")
OWN: Final = "labels"
"""The folder of own templates inside the data folder."""


class Found(NamedTuple):
    """The template to draw with, None when there is none at all, and what is to be said about it."""

    template: Template | None
    problems: tuple[LabelProblem, ...] = ()


def own_folder(data_folder: Path) -> Path:
    """Where a company that keeps its data here puts its own templates."""
    return data_folder / OWN


def template_for(kind: str, media: str, own: Path | None = None) -> Found:
    """The template of the kind for a media such as "60x40". An own one that is wrong is told, and the shipped one used."""
    problems: tuple[LabelProblem, ...] = ()
    if own is not None:
        template, problems = _from_file(own / kind / f"{media}.toml")
        if template is not None:
            return Found(template)
    shipped, _none = _from_file(SHIPPED / kind / f"{media}.toml")
    if shipped is not None:
        return Found(shipped, problems)
    return _next_smaller(kind, media, problems)


def media_of(kind: str) -> tuple[str, ...]:
    """The media there are shipped templates for, the smallest first."""
    return tuple(sorted((file.stem for file in (SHIPPED / kind).glob("*.toml")), key=_area))


def _next_smaller(kind: str, media: str, problems: tuple[LabelProblem, ...]) -> Found:
    width, height = size_of(media)
    fitting = [name for name in media_of(kind) if size_of(name)[0] <= width and size_of(name)[1] <= height]
    if not fitting:
        return Found(None, (*problems, LabelProblem(NO_TEMPLATE, text=kind, detail=media, is_in_the_way=True)))
    used = fitting[-1]
    template, _none = _from_file(SHIPPED / kind / f"{used}.toml")
    return Found(template, (*problems, LabelProblem(OTHER_TEMPLATE, text=used, detail=media)))


def size_of(media: str) -> tuple[float, float]:
    """Width and height in mm of a name such as "60x40"."""
    width, _x, height = media.partition("x")
    return float(width), float(height)


def _area(media: str) -> float:
    width, height = size_of(media)
    return width * height


def _from_file(path: Path) -> tuple[Template | None, tuple[LabelProblem, ...]]:
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None, ()
    return _read(path, changed)


@functools.lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> tuple[Template | None, tuple[LabelProblem, ...]]:
    name = f"{path.parent.name}/{path.name}"
    try:
        template = read_template(path.read_text(encoding="utf-8-sig"), name)
    except TemplateRefused as refused:
        return None, refused.problems
    except (OSError, UnicodeDecodeError) as unreadable:
        detail = _("the file cannot be read ({why}). Save it as UTF-8").format(why=unreadable)
        return None, (LabelProblem(TEMPLATE_WRONG, "", "", detail, name),)
    if (template.kind, template.media) != (path.parent.name, path.stem):
        detail = _("it says {kind} {media}; put it where its name says so").format(
            kind=template.kind, media=template.media
        )
        return None, (LabelProblem(TEMPLATE_WRONG, "kind", "", detail, name),)
    return template, ()
