"""The scenes of the hall: the wave board, and the picking station from the first crate to the seal.

Played after each other on the hall of hall.py, by scans and weights as a hand would bring them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.pictures.scenes import Scene, Set
from desktop.views.picking.station.controller import StationController
from desktop.views.picking.station.model import Station
from domain.common.sentences import _
from domain.picking.values import PickLine
from domain.totes.queries import totes
from domain.totes.words import ToteState

SETTLES_MS = 700


def _board(players: Set) -> None:
    players.frame.appearance.go("picking")


def _plan(players: Set) -> None:
    _board(players)
    players.frame.picking.plan_wanted.emit()


def _station(players: Set) -> None:
    """The station on the wave that is due first, its first crate still to be scanned."""
    players.frame.settings.station_full_screen = False
    players.parts.picking.resume_station()


def _lead(players: Set) -> StationController:
    lead = players.parts.picking.station
    assert lead is not None
    return lead


def _at(players: Set) -> Station:
    station = _lead(players).station
    assert station is not None
    return station


def _scan(players: Set, code: str) -> None:
    _lead(players).on_scan(code)
    players.wait()


def _free_crate(players: Set) -> str:
    database = players.frame.runner.database
    assert database is not None
    with database.read() as connection:
        return totes(connection, state=ToteState.FREE)[0].code


def _code(players: Set, line: PickLine) -> str:
    codes = _at(players).view.codes
    return next(code for code, product in codes.items() if product == line.product_id and len(code) > 7)


def _standard(players: Set) -> PickLine:
    return next(line for line in _at(players).lines if not line.weighed and line.left > 1)


def _right(players: Set) -> None:
    """Two crates are full, a third is being filled, a scan was right."""
    for _crate in range(3):
        _scan(players, _free_crate(players))
        _scan(players, _code(players, _standard(players)))
        if _crate < 2:
            _lead(players).keys.on_key("next_tote")
            players.wait()
    _scan(players, _code(players, _standard(players)))


def _wrong(players: Set) -> None:
    """A product that another point ordered."""
    here = {line.product_id for line in _at(players).lines}
    codes = _at(players).view.codes
    _scan(players, next(code for code, product in codes.items() if product not in here and len(code) > 7))


def _unreadable(players: Set) -> None:
    code = _code(players, _standard(players))
    _scan(players, code[:6] + "\x1d" + code[6:])


def _weighed(players: Set) -> None:
    """A weighed piece waits, a load within its limits settles on the pan."""
    line = next(each for each in _at(players).lines if each.weighed and each.left)
    players.frame.settings.auto_weight = False
    players.frame.scale.connect_to("practice", "")
    _scan(players, _code(players, line))
    if players.frame.scale.practice:
        players.frame.scale.practice.pan.put(line.nominal_g + line.nominal_g // 90)
    players.pause(SETTLES_MS)


def _weight_right(players: Set) -> None:
    _lead(players).entering.on_entered("")
    players.pause(SETTLES_MS)


def _weight_wrong(players: Set) -> None:
    line = next(each for each in _at(players).lines if each.weighed and each.left)
    if players.frame.scale.practice:
        players.frame.scale.practice.pan.take()
        players.pause(SETTLES_MS)
        players.frame.scale.practice.pan.put(line.nominal_g + line.nominal_g // 4)
    _scan(players, _code(players, line))
    players.pause(SETTLES_MS)
    _lead(players).entering.on_entered("")
    players.pause(SETTLES_MS)


def _key(key: str) -> Callable[[Set], None]:
    return lambda players: _lead(players).keys.on_key(key)


def _sowing(players: Set) -> None:
    """A product is dealt out: one point has its due, the next crate is asked for."""
    players.frame.scale.close()
    _lead(players).keys.on_key("method")
    players.wait()
    line = max(_at(players).lines, key=lambda each: (not each.weighed, each.left))
    _scan(players, _code(players, line))
    crate = _at(players).filling
    _scan(players, crate.code if crate else _free_crate(players))


def _done(players: Set) -> None:
    """Everything of the point is in its crates or short, also what is not on its shelf any more."""
    _lead(players).keys.on_key("method")
    players.wait()
    tried: set[int] = set()
    while (line := _at(players).line) is not None:
        if line.weighed or line.cell_id % 5 == 0 or line.cell_id in tried:
            _lead(players).keys._mark_short(line, line.left, _("Nothing left"))
            players.wait()
        else:
            tried.add(line.cell_id)
            _lead(players).entering.on_entered(str(line.left))
            _scan(players, _code(players, line))


def _seal(players: Set) -> None:
    """The crates wait; the first is on the scale and weighs what it ought to."""
    players.frame.scale.connect_to("practice", "")
    lead = _lead(players)
    lead.keys.on_key("seal")
    players.wait()
    crate = lead.sealing.waiting(_at(players))[0]
    _scan(players, crate.code)
    sheet = lead.sealing.sheet
    assert sheet is not None
    if players.frame.scale.practice:
        players.frame.scale.practice.pan.put(sheet.expected_g + 9)
    players.pause(SETTLES_MS)


def _sealed(players: Set) -> None:
    _lead(players).entering.on_entered("")
    players.pause(SETTLES_MS)


def _leave(players: Set) -> None:
    """Back at the board, with the work of the station in it."""
    players.frame.scale.close()
    players.parts.picking.leave_station()


def press(key: Qt.Key) -> None:
    """A key into what has the focus."""
    target = QApplication.focusWidget()
    if target is not None:
        QApplication.sendEvent(target, QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


PICKING_SCENES = (
    Scene("waves-released", _board),
    Scene("waves-plan", _plan),
    Scene("station", _station),
    Scene("station-right", _right),
    Scene("station-wrong", _wrong),
    Scene("station-unreadable", _unreadable),
    Scene("station-short", _key("short")),
    Scene("station-substitute", _key("substitute")),
    Scene("station-place", _key("place")),
    Scene("station-weigh", _weighed),
    Scene("station-weight-right", _weight_right),
    Scene("station-weight-wrong", _weight_wrong),
    Scene("station-sow", _sowing),
    Scene("station-done", _done),
    Scene("station-seal", _seal),
    Scene("station-sealed", _sealed),
    Scene("waves", _leave),
)
