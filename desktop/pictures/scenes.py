"""The scenes, in the order in which one night plays them; each is a name and what is done on the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desktop.app import Frame
from desktop.background import order_files
from desktop.parts import Parts
from desktop.pictures.stage import Stage
from desktop.widgets.sheet import Sheet
from domain.common.clock import now
from domain.common.sentences import _
from domain.cutoff.operations import reopen
from domain.ordering.operations import set_planned_cutoff

CUTOFF_IN = timedelta(hours=1, minutes=12, seconds=30)


@dataclass(frozen=True, slots=True)
class Set:
    """What a scene plays on."""

    frame: Frame
    parts: Parts
    stage: Stage
    wait: Callable[[], None]
    pause: Callable[[int], None]

    def go(self, key: str) -> None:
        """A page of the orders workspace."""
        self.parts.ways.go(key)
        self.wait()

    def clear(self) -> None:
        """Sheets and news are gone before the next scene."""
        for sheet in self.frame.window.findChildren(Sheet):
            sheet.close_sheet()
        self.frame.window.toast.hide()


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    play: Callable[[Set], None]


def _today(players: Set) -> None:
    players.frame.appearance.go("today")


def _open_cycle(players: Set) -> None:
    players.parts.shell.open_cycle_sheet()
    players.frame.window.cycle_sheet.title.setText(_("Midweek fruit"))


def _orders(players: Set) -> None:
    players.go("orders")
    players.parts.orders.table.select_none()


def _inspector(players: Set) -> None:
    players.go("orders")
    model = players.parts.orders.table.model
    place = max(range(min(60, len(model.rows))), key=lambda at: model.rows[at].lines)
    players.parts.orders.table.select(place)


def _reveal(players: Set) -> None:
    _inspector(players)
    players.wait()
    players.parts.orders.table.acts.on_act("reveal")


def _search(players: Set) -> None:
    players.go("orders")
    rows = players.parts.orders.table.model.rows
    players.parts.orders.show_words(rows[0].point if rows else "")
    players.wait()


def _import_preview(players: Set) -> None:
    players.parts.orders.show_words("")
    players.parts.ways.import_files([players.stage.props.good])


def _import_problems(players: Set) -> None:
    players.parts.ways.import_files([players.stage.props.troubled])


def _mapping(players: Set) -> None:
    players.parts.ways.import_files([players.stage.props.foreign])
    players.wait()
    if players.parts.orders.mapping:
        for field, heading in players.stage.props.ties.items():
            players.parts.orders.mapping.on_tied(field, heading)


def _paste(players: Set) -> None:
    players.go("paste")
    if players.parts.orders.paste:
        players.parts.orders.paste.show_text(players.stage.props.note)


def _held(players: Set) -> None:
    """The troubled file is really taken, drafts off: what is not clear is held."""
    if players.parts.orders.paste:
        players.parts.orders.paste.show_text("")
    read = order_files.read_file(players.stage.props.troubled, "", "", lambda _done, _total: None)
    code = players.parts.desk.code or ""
    players.parts.desk.change(order_files.take, [read.file], code)
    players.wait()
    players.go("held")
    if players.parts.orders.held:
        players.parts.orders.held.select(0)


def _held_entry(players: Set) -> None:
    if players.parts.orders.held:
        players.parts.orders.held.on_entry(0)


def _reopen(players: Set) -> None:
    """Tonight's cycle takes orders again, with its cutoff planned for later."""
    desk = players.parts.desk
    desk.change(reopen, desk.code, _("Cut off too early"))
    players.wait()
    desk.change(set_planned_cutoff, desk.code, now() + CUTOFF_IN)
    players.wait()
    _today(players)


def _page(key: str) -> Callable[[Set], None]:
    return lambda players: players.go(key)


def _late(players: Set) -> None:
    players.go("late")
    if players.parts.orders.late:
        players.parts.orders.late.select(0)


def _papers(players: Set) -> None:
    players.go("papers")
    players.wait()
    if players.parts.orders.papers:
        players.parts.orders.papers.look_at("pick")


def _drafts(players: Set) -> None:
    """The good file is really taken, with drafts for what is new in it."""
    read = order_files.read_file(players.stage.props.good, "", "", lambda _done, _total: None)
    players.parts.desk.change(order_files.take, [read.file], players.parts.desk.code or "", create_missing=True)
    players.wait()
    players.go("drafts")


def _undo(players: Set) -> None:
    """An order is cancelled; the news at the foot offers to take it back."""
    players.parts.orders.show_words("")
    players.go("orders")
    players.parts.orders.table.select(4)
    players.wait()
    players.parts.orders.table.acts.cancel(_("Paid twice"))


def _palette(players: Set) -> None:
    _orders(players)
    rows = players.parts.orders.table.model.rows
    players.frame.window.palette_sheet.open_palette(rows[0].phone[-4:] if rows else "")


def _keys(players: Set) -> None:
    players.frame.window.keys.open_keys()


def _settings(players: Set) -> None:
    players.frame.appearance.open_settings()


EMPTY_SCENES = (
    Scene("today-empty", _today),
    Scene("open-cycle", _open_cycle),
    Scene("orders-none", _orders),
)
NIGHT_SCENES = (
    Scene("today-cut", _today),
    Scene("cutoff-done", _page("cutoff")),
    Scene("late", _late),
    Scene("papers", _papers),
    Scene("orders-cut", _inspector),
    Scene("today", _reopen),
    Scene("orders", _orders),
    Scene("orders-inspector", _inspector),
    Scene("reveal-phone", _reveal),
    Scene("orders-search", _search),
    Scene("import-preview", _import_preview),
    Scene("import-problems", _import_problems),
    Scene("mapping", _mapping),
    Scene("paste", _paste),
    Scene("held", _held),
    Scene("held-entry", _held_entry),
    Scene("cutoff", _page("cutoff")),
    Scene("today-to-settle", _today),
    Scene("drafts", _drafts),
    Scene("undo", _undo),
    Scene("palette", _palette),
    Scene("shortcuts", _keys),
    Scene("settings", _settings),
)
