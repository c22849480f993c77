"""The dock in words: what its parts show of a moment. Nothing is counted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.background.weights import kg
from desktop.views.receiving.dock.model import Dock, Entry
from desktop.views.receiving.dock.parts import ChipFace, LineFace, RowFace
from desktop.views.receiving.words import line_name, supplier_name
from desktop.widgets import figures
from desktop.widgets.key_bar import StationKey
from desktop.widgets.station_head import HeadFace
from desktop.widgets.tokens import Tone
from desktop.widgets.word_pane import WordFace
from domain.catalogue.words import TemperatureZone
from domain.common.sentences import _, ngettext
from domain.purchasing.rules.receiving import degrees_text

if TYPE_CHECKING:
    from domain.purchasing.queries import OrderLine

NOTHING = "—"


def cases_text(pieces: int, case_size: int, unit: str) -> str:
    """“4 cases + 3 份”: pieces as cases where they come in cases."""
    cases, rest = divmod(pieces, case_size)
    if case_size == 1 or not cases:
        return f"{figures.count(pieces)} {unit}".strip()
    said = ngettext("{count} case", "{count} cases", cases).format(count=figures.count(cases))
    return f"{said} + {rest} {unit}".strip() if rest else said


def head_face(dock: Dock, person: str) -> HeadFace:
    """Which supplier, which order, how far, who."""
    head = dock.head
    if head is None:
        return HeadFace(place=_("Receiving"), person=person)
    open_lines = sum(1 for line in dock.lines if line.remaining)
    return HeadFace(
        place=supplier_name(head.supplier),
        method=head.number,
        line=_("{open} of {all} lines to come").format(open=open_lines, all=len(dock.lines)),
        done=min(head.received, head.ordered),
        total=head.ordered,
        person=person,
    )


def pane_face(dock: Dock) -> LineFace | WordFace:
    """The line in hand, or why there is none."""
    if dock.line is not None:
        return _line_face(dock, dock.line)
    if dock.read is None or not dock.read.orders:
        return WordFace(
            Tone.PLAIN, _("Nothing is awaited"), _("Orders to suppliers are made on the desk. Esc leads there.")
        )
    if dock.is_finished:
        return _finished_face(dock)
    if not dock.short_lines:
        return WordFace(Tone.RIGHT, _("All is here"), _("F10 finishes the order; Page Down takes the next supplier."))
    return WordFace(
        Tone.PLAIN,
        _("Scan the first box"),
        _("Or choose a line with the arrow keys. F9 takes everything as it was ordered."),
    )


def _line_face(dock: Dock, line: OrderLine) -> LineFace:
    marks = [_("{count} in a case").format(count=line.case_size)] if line.case_size > 1 else []
    marks += [_("weighed")] if line.weighed else []
    marks += [_("chilled")] if line.zone == TemperatureZone.CHILLED else []
    marks += [_("frozen")] if line.zone == TemperatureZone.FROZEN else []
    about = " · ".join(part for part in (line.spec, *marks) if part)
    left, unit = line.remaining, line.unit
    ordered = cases_text(line.ordered, line.case_size, unit)
    if dock.in_cases:
        cases, rest = divmod(left, line.case_size)
        words = _("cases to come / of {ordered}").format(ordered=ordered)
        words = f"+ {rest} {unit} · {words}" if rest else words
        left = cases
    else:
        words = _("{unit} to come / of {ordered}").format(unit=unit, ordered=ordered)
    below = [
        _("received {received} of {ordered} {unit}").format(received=line.received, ordered=line.ordered, unit=unit)
    ]
    below += [_("refused {count}").format(count=line.refused)] if line.refused else []
    below += [_("allowed beyond the order: {count}").format(count=line.over_allowed)] if line.over_allowed else []
    return LineFace(
        name=line.product,
        about=about,
        number=figures.count(left),
        unit=words,
        below=" · ".join(below),
        tone=Tone.RIGHT if line.remaining == 0 else Tone.PLAIN,
    )


def _finished_face(dock: Dock) -> WordFace:
    short, head = dock.short_lines, dock.head
    name = supplier_name(head.supplier) if head else ""
    if not short:
        return WordFace(
            Tone.RIGHT, _("{supplier} is done").format(supplier=name), _("All came. Page Down takes the next supplier.")
        )
    rows = tuple(
        (line_name(line), _("{count} short").format(count=f"{figures.count(line.remaining)} {line.unit}"))
        for line in short
    )
    return WordFace(
        Tone.CAREFUL,
        _("{supplier} came short").format(supplier=name),
        _("Nothing more comes. F2 shares what is missing; a scan takes it in after all."),
        rows,
    )


def chips_of(dock: Dock) -> tuple[ChipFace, ...]:
    """What is remembered of the goods in hand."""
    fields, line = dock.fields, dock.line
    warm = f"{degrees_text(dock.temperature_dc)} ℃" if dock.temperature_dc is not None else NOTHING
    day = fields.expires_on.isoformat() if fields.expires_on else NOTHING
    weight = f"{kg(fields.weight_g)} kg" if fields.weight_g else NOTHING
    wanted = Tone.CAREFUL if line is not None and line.shelf_life_days is not None and day == NOTHING else Tone.PLAIN
    faces = (
        ChipFace("lot", "F4", _("Lot"), fields.lot_code or NOTHING, dock.entry is Entry.LOT),
        ChipFace("expiry", "F5", _("Best before"), day, dock.entry is Entry.EXPIRY, wanted),
        ChipFace("temperature", "F6", _("Temperature"), warm, dock.entry is Entry.TEMPERATURE),
        ChipFace("weight", "F7", _("Weight"), weight, dock.entry is Entry.WEIGHT),
    )
    return faces if line is not None else ()


def rows_of(dock: Dock) -> tuple[RowFace, ...]:
    """The lines of the order."""
    return tuple(
        RowFace(
            line.id, line_name(line), f"{line.received} / {line.ordered}", _tone_of(line, dock), line.id == dock.line_id
        )
        for line in dock.lines
    )


def _tone_of(line: OrderLine, dock: Dock) -> Tone:
    if line.remaining == 0:
        return Tone.RIGHT
    if dock.is_finished:
        return Tone.WRONG
    return Tone.CAREFUL if line.received or line.refused else Tone.PLAIN


def rows_title(dock: Dock) -> str:
    """“3 suppliers to come · 0525-P2”."""
    orders = dock.read.orders if dock.read else ()
    waiting = [row for row in orders if row.remaining and row.state != "received"]
    return _("{count} orders still open").format(count=len(waiting)) if orders else ""


def keys_of(dock: Dock) -> tuple[StationKey, ...]:
    """What can be pressed now."""
    line, has_order = dock.line, dock.head is not None
    if dock.is_finished and line is None and dock.short_lines:
        first = StationKey("share", "F2", _("Share the shortage"), first=True)
    else:
        first = StationKey("refuse", "F2", _("Refuse"), enabled=line is not None)
    counts = _("Pieces") if dock.in_cases else _("Cases")
    open_ = has_order and not dock.is_finished
    return (
        first,
        StationKey("unit", "F3", counts, enabled=line is not None and line.case_size > 1),
        StationKey("undo", "F8", _("Undo"), enabled=dock.last_receipt is not None),
        StationKey("all", "F9", _("All as ordered"), enabled=open_ and bool(dock.short_lines)),
        StationKey("finish", "F10", _("Finish"), enabled=open_, first=open_ and not dock.short_lines),
    )


def typed_hint(dock: Dock) -> str:
    """What may be typed now."""
    counted = _("Cases or code, Enter") if dock.in_cases else _("Pieces or code, Enter")
    return {
        Entry.COUNT: counted if dock.line is not None else _("Code, Enter"),
        Entry.REFUSED: _("How many pieces?"),
        Entry.LOT: _("Lot on the box"),
        Entry.EXPIRY: _("0601 or +5 days"),
        Entry.TEMPERATURE: _("4.5 or -18"),
        Entry.WEIGHT: _("kg: 12.5, or grams"),
    }[dock.entry]


def asked(dock: Dock) -> str:
    """What the band asks for while it has no verdict."""
    line = dock.line
    if line is None:
        return _("Scan a box")
    if dock.entry is Entry.REFUSED:
        return _("How many pieces of {product} go back?").format(product=line_name(line))
    if dock.entry is not Entry.COUNT:
        return _("Type it, Enter; Esc leaves it as it was")
    if line.remaining == 0:
        return _("All of it is here. Scan the next box")
    return _("How many came? Enter takes them")


def received_words(answer: dict[str, object], line: OrderLine) -> tuple[str, str]:
    """What was taken, and what is still to come."""
    accepted, refused = int(str(answer["accepted"])), int(str(answer["refused"]))
    parts = [f"{line_name(line)} × {cases_text(accepted, line.case_size, line.unit)}"] if accepted else []
    parts += [_("{product}: {count} refused").format(product=line_name(line), count=refused)] if refused else []
    left = int(str(answer["remaining"]))
    then = _("Still to come: {count}").format(count=cases_text(left, line.case_size, line.unit)) if left else ""
    return " · ".join(parts), then or _("All of it is here.")
