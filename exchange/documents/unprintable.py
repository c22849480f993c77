"""Characters that no shipped font has, named before anything is printed: they will be drawn as 〓."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.common.codes import family_name
from domain.common.sentences import _
from domain.cutoff.words import HandoverRow, PickRow, PurchaseRow
from exchange import fonts
from exchange.documents.kinds import PaperSet
from exchange.documents.text import clean
from exchange.documents.wording import joined


class Unprintable(NamedTuple):
    """Where a text stands, the text, and its characters that cannot be drawn, each once."""

    where: str
    text: str
    characters: str


def characters_not_printable(papers: PaperSet) -> list[Unprintable]:
    """Every text of the papers with characters no font has; each text once, where it stands first."""
    found: list[Unprintable] = []
    seen: set[str] = set()
    for where, text in _texts(papers):
        if text in seen:
            continue
        seen.add(text)
        missing = fonts.missing_characters(clean(text))
        if missing:
            found.append(Unprintable(where, text, "".join(missing)))
    return found


def _texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    head = papers.head
    for text in (head.company, head.cycle, head.title, head.cut_by):
        yield _("every paper"), text
    for row in head.amendments:
        for text in (row.point, row.product, row.order, row.person, row.reason):
            yield joined(_("amendment {number}").format(number=row.number)), text
    yield from _purchase_texts(papers)
    yield from _point_texts(papers)
    yield from _sum_texts(papers)
    yield from _night_texts(papers)


def _purchase_texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    for sheet in papers.purchase:
        where = joined(_("Purchase order"), sheet.supplier)
        yield where, sheet.supplier
        yield where, family_name(clean(sheet.contact))
        yield from _product_texts(where, sheet.rows)
    for sow in papers.sow:
        where = joined(_("Sow list"), sow.product)
        for text in (sow.product, sow.spec, sow.category, sow.code, sow.unit, *(row.point for row in sow.rows)):
            yield where, text


def _point_texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    for pick in papers.pick:
        where = joined(_("Pick list"), pick.point)
        yield where, pick.point
        yield where, family_name(clean(pick.leader))
        yield from _product_texts(where, pick.rows)
    for sheet in papers.handover:
        where = joined(_("Handover sheet"), sheet.point)
        for text in (sheet.point, sheet.address, family_name(clean(sheet.leader))):
            yield where, text
        yield from _product_texts(where, sheet.goods)
        for row in sheet.rows:
            yield from _buyer_texts(where, row)


def _buyer_texts(where: str, row: HandoverRow) -> Iterator[tuple[str, str]]:
    for text in (family_name(clean(row.name)), row.slot, row.note, row.pickup_code):
        yield joined(where, row.pickup_code), text
    for item in row.items:
        yield where, item.product
        yield where, item.spec


def _product_texts(where: str, rows: tuple[PurchaseRow, ...] | tuple[PickRow, ...]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for text in (row.product, row.spec, row.category, row.code, row.unit):
            yield where, text


def _sum_texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    if papers.sums is None:
        return
    where = _("Day's sums")
    sums = papers.sums
    for names in (sums.suppliers, sums.points, sums.products, sums.chain_heads):
        for row in names:
            yield where, row[0]


def _night_texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    """The papers of the night: count sheets, tote slips, load lists, run sheets, shortage notices."""
    for count in papers.count:
        where = joined(_("Count sheet"), count.warehouse)
        yield where, count.warehouse
        for line in count.rows:
            for text in (line.bin, line.product, line.code, line.lot, line.unit):
                yield where, text
    yield from _tote_texts(papers)
    for load in papers.load:
        where = joined(_("Load list"), load.load.van)
        for text in (load.load.van, load.load.plate, load.load.driver, load.load.over_by, load.load.over_reason):
            yield where, text
        for stop in load.load.stops:
            yield where, stop.point
            yield from ((where, crate.left_behind) for crate in stop.crates)
    for run in papers.run:
        where = joined(_("Run sheet"), run.van)
        for door in run.stops:
            for text in (door.point, door.address, family_name(clean(door.leader)), door.phone):
                yield where, text
    for notice in papers.shortage:
        where = joined(_("Shortage notice"), notice.point)
        yield where, notice.point
        for row in notice.rows:
            for text in (row.product, row.spec, row.unit, row.tags, row.pickup_code, family_name(clean(row.name))):
                yield where, text


def _tote_texts(papers: PaperSet) -> Iterator[tuple[str, str]]:
    for tote in papers.totes:
        where = joined(_("Tote contents"), tote.code)
        for text in (tote.point, tote.van, tote.sealed_by):
            yield where, text
        for line in tote.lines:
            for text in (line.product, line.spec, line.unit, line.instead_of):
                yield where, text
