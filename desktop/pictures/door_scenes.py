"""The scenes of both doors: goods come in at the dock, a shortage is shared, crates go out on the vans.

Played after each other, the dock on a copy of the night, the gate on the company of gate.py.
"""

from __future__ import annotations

from desktop.pictures.scenes import Scene, Set
from desktop.views.dispatch.loading.controller import LoadingController
from desktop.views.receiving.dock.controller import DockController
from domain.purchasing.queries import OrderLine

SETTLES_MS = 700


# The dock ------------------------------------------------------------------------------------------


def _desk(players: Set) -> None:
    players.frame.appearance.go("receiving")


def _make(players: Set) -> None:
    _desk(players)
    players.parts.receiving.desk.make()
    players.wait()
    players.frame.window.toast.hide()


def _lead(players: Set) -> DockController:
    return players.parts.receiving.dock


def _line(players: Set, *, weighed: bool) -> OrderLine:
    return next(line for line in _lead(players).dock.lines if bool(line.weighed) is weighed and line.case_size > 1)


def _dock(players: Set) -> None:
    players.parts.receiving.open_dock()
    players.wait()
    while all(line.weighed for line in _lead(players).dock.lines):
        _lead(players).on_walked("order", 1)
        players.wait()


def _scanned(players: Set) -> None:
    line = _line(players, weighed=False)
    _lead(players).on_scan(line.barcode or line.code)


def _typed(players: Set, key: str, text: str) -> None:
    _lead(players).on_act(key)
    _lead(players).on_entered(text)


def _taken(players: Set) -> None:
    """Best-before, temperature and lot are typed, the first case is in."""
    for key, text in (("expiry", "+9"), ("temperature", "4.5"), ("lot", "L0525A")):
        _typed(players, key, text)
    _lead(players).on_entered("1")


def _glued(players: Set) -> None:
    line = _line(players, weighed=False)
    _lead(players).on_scan((line.barcode or "6901234567892") * 2)


def _over(players: Set) -> None:
    _lead(players).on_entered("40")


def _refuse(players: Set) -> None:
    _typed(players, "refuse", "3")


def _weighed(players: Set) -> None:
    """A weighed product stands on the scale."""
    while not any(line.weighed and line.case_size > 1 for line in _lead(players).dock.lines):
        _lead(players).on_walked("order", 1)
        players.wait()
    line = _line(players, weighed=True)
    players.frame.scale.connect_to("practice", "")
    _lead(players).on_scan(line.barcode or line.code)
    players.wait()
    if players.frame.scale.practice:
        players.frame.scale.practice.pan.put(min(14_900, line.case_size * line.weight_g + 120))
    players.pause(SETTLES_MS)


def _finish(players: Set) -> None:
    players.frame.scale.close()
    _lead(players).dock.put_line(_line(players, weighed=True).id)
    _lead(players).on_entered("1")
    players.wait()
    _lead(players).on_act("finish")


def _short(players: Set) -> None:
    _finish(players)
    players.wait()
    players.parts.receiving.questions.choose("yes")


def _share(players: Set) -> None:
    _lead(players).on_act("share")


def _desk_short(players: Set) -> None:
    _desk(players)


RECEIVING_SCENES = (
    Scene("receiving-empty", _desk),
    Scene("receiving", _make),
    Scene("dock", _dock),
    Scene("dock-scanned", _scanned),
    Scene("dock-taken", _taken),
    Scene("dock-glued", _glued),
    Scene("dock-over", _over),
    Scene("dock-refuse", _refuse),
    Scene("dock-weighed", _weighed),
    Scene("dock-finish", _finish),
    Scene("dock-short", _short),
    Scene("shortage", _share),
    Scene("receiving-short", _desk_short),
)


# The gate ------------------------------------------------------------------------------------------


def _board(players: Set) -> None:
    players.frame.appearance.go("dispatch")


def _gate(players: Set) -> LoadingController:
    return players.parts.dispatch.loading


def _van(players: Set) -> None:
    _board(players)
    players.wait()
    gate = players.parts.dispatch.board.gate
    assert gate is not None
    players.parts.dispatch.open_van(gate.vans[0].route_id)


def _opened(players: Set) -> None:
    _gate(players).on_entered("")


def _missing(players: Set) -> list[str]:
    return [crate.code for crate, _stop in _gate(players).gate.missing]


def _right(players: Set) -> None:
    """Two crates of the last drop are on it."""
    for code in _missing(players)[:2]:
        _gate(players).on_scan(code)
        players.wait()


def _early(players: Set) -> None:
    _gate(players).on_scan(_missing(players)[-1])


def _wrong(players: Set) -> None:
    """A crate of the second van."""
    gate = players.parts.dispatch.board.gate
    assert gate is not None
    _gate(players).on_scan(next(crate.code for van in gate.vans[1:] for stop in van.stops for crate in stop.crates))


def _behind(players: Set) -> None:
    _gate(players).on_key("behind")


def _full(players: Set) -> None:
    """All but one are on it, the last one stays by name."""
    codes = _missing(players)
    for code in codes[:-1]:
        _gate(players).on_scan(code)
        players.wait()
    _gate(players).on_key("behind")
    for choice in (codes[-1], players.parts.dispatch.questions):
        sheet = players.parts.dispatch.questions
        sheet.choose(choice if isinstance(choice, str) else next(iter(sheet.buttons)))
        players.wait()


def _depart(players: Set) -> None:
    _gate(players).on_key("depart")


def _gone(players: Set) -> None:
    _depart(players)
    sheet = players.parts.dispatch.questions
    sheet.choose(next(iter(sheet.buttons)))


GATE_SCENES = (
    Scene("vans", _board),
    Scene("van", _van),
    Scene("van-opened", _opened),
    Scene("van-right", _right),
    Scene("van-early", _early),
    Scene("van-wrong", _wrong),
    Scene("van-behind", _behind),
    Scene("van-full", _full),
    Scene("van-depart", _depart),
    Scene("van-gone", _gone),
    Scene("vans-left", _board),
)
