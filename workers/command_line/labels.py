"""`labels`: every kind of label as a picture with sample words, the very dots a printer would get; own templates too."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devices.label_image import Media
from domain.common.database import is_address
from domain.common.errors import NotFound
from domain.common.sentences import _, language
from exchange.labels import KINDS, Drawn, draw, media_of, picture_of
from exchange.labels.samples import SERIAL, sample
from workers.command_line.answers import Answer, say
from workers.spooler.pictures import own_templates_in


def write(where: str | Path, wanted: argparse.Namespace) -> Answer:
    """Writes kind-media.png for each label there is a template for; what would not come out right is told."""
    own = wanted.templates or own_templates_in(None if is_address(str(where)) else Path(where))
    if wanted.templates is not None and not wanted.templates.is_dir():
        raise NotFound("folder", str(wanted.templates))
    wanted.out.mkdir(parents=True, exist_ok=True)
    files = [_one(wanted, own, kind, media) for kind, media in _wanted(wanted, own)]
    for file in files:
        for told in file["problems"]:
            say(f"{file['kind']} {file['media']}: {told}")
    lines = [_("{count} pictures in {folder}").format(count=len(files), folder=wanted.out)]
    return Answer({"files": files, "out": str(wanted.out)}, lines, is_well=not any(file["problems"] for file in files))


def _wanted(wanted: argparse.Namespace, own: Path) -> Iterator[tuple[str, str]]:
    """Kind and media: those asked for, else all that are shipped or stand in the own folder."""
    for kind in wanted.kinds or KINDS:
        there = {file.stem for file in (own / kind).glob("*x*.toml")}
        shipped = media_of(kind)
        yield from ((kind, media) for media in wanted.media or (*shipped, *sorted(there - set(shipped))))


def _one(wanted: argparse.Namespace, own: Path, kind: str, media: str) -> dict[str, Any]:
    body = sample(kind, is_long=wanted.long)
    drawn: Drawn = draw(
        kind, body, media=_media(media), dpi=wanted.dpi, language=language(), serial=SERIAL,
        is_training=wanted.is_training, copy_no=wanted.copy, own_templates=own,
    )  # fmt: skip
    path = wanted.out / f"{kind}-{media}.png"
    path.write_bytes(picture_of(drawn.image))
    told = [problem.sentence for problem in drawn.problems]
    return {"kind": kind, "media": media, "path": str(path), "problems": told}


def _media(name: str) -> Media:
    width, _x, height = name.partition("x")
    return Media(name, round(float(width)), round(float(height)))
