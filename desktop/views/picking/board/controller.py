"""Leads the wave board: plans, releases, pauses, checks and closes waves, takes over what came late, opens the station."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.views.picking.board import model
from desktop.views.picking.board.model import Board
from desktop.views.picking.station.faces import method_word
from desktop.views.picking.station.model import due_first
from desktop.widgets import figures
from desktop.widgets.tokens import Tone
from domain.common.clock import now
from domain.common.command import Done
from domain.common.sentences import _, ngettext
from domain.picking import operations
from domain.picking.values import PointRow, WaveRow
from domain.picking.words import PickMethod

if TYPE_CHECKING:
    from desktop.views.picking.board.plan_sheet import PlanSheet
    from desktop.views.picking.board.view import BoardView
    from desktop.widgets.choice import ChoiceSheet
    from desktop.widgets.reason import ReasonSheet

STAGES = frozenset({"cutoff", "stock", "purchasing", "routing", "totes", "picking", "packing"})


class BoardController(QObject):
    """`way_out(key)` leads elsewhere; `station_wanted(wave_id, method)` opens the station on a wave."""

    way_out = Signal(str)
    station_wanted = Signal(int, str)

    def __init__(self, view: BoardView, desk: Desk, reason: ReasonSheet, choice: ChoiceSheet, plan: PlanSheet) -> None:
        super().__init__(view)
        self._view, self._desk, self._reason, self._choice, self._plan = view, desk, reason, choice, plan
        self.board: Board | None = None
        self.waves, self.points = model.waves_model(), model.points_model()
        self._wave_id: int | None = None
        self._code = desk.code
        view.set_models(self.waves, self.points)
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.acted.connect(self.on_act)
        view.next_wanted.connect(self.on_next)
        view.plan_wanted.connect(self._plan.open_plan)
        view.station_wanted.connect(self.on_station)
        view.behind_wanted.connect(self.on_behind)
        view.way_out.connect(self.on_way_out)
        view.chosen.connect(self.on_chosen)
        view.language_changed.connect(self.on_language)
        self._plan.wished.connect(self.on_plan)
        self._desk.cycle_switched.connect(self.on_cycle)

    # Reading -------------------------------------------------------------------------------------

    @Slot()
    def on_cycle(self) -> None:
        """Another night, or this one went a step on."""
        if self._desk.code != self._code:
            self._code, self.board, self._wave_id = self._desk.code, None, None
        self.follower.look_again()

    def read(self) -> None:
        """The waves of the cycle on the desk; before the cutoff there are none to come."""
        cycle = self._desk.cycle
        if cycle is None:
            said = _("A wave is cut from what was ordered: open a cycle and take its orders in first.")
            self._view.show_empty(_("No cycle yet"), said, _("To the orders"), "orders")
        elif self._desk.snapshot is None:
            said = _("Waves are cut from the frozen demand. Cut off first, then plan them.")
            self._view.show_empty(_("Not cut off yet"), said, _("To the cutoff"), "cutoff")
        else:
            self._desk.read(model.read_board, cycle.code, cycle.id, answered=self.on_board)

    def on_board(self, board: Board) -> None:
        """Shows it; the chosen wave stays chosen."""
        self.board = board
        if not board.waves:
            said = _("Cut tonight's points into waves, van by van; then release them to the stations.")
            self._view.show_empty(_("No waves yet"), said, _("Plan the waves…"), "plan")
            return
        self.waves.show_rows(board.waves)
        kept = next((at for at, row in enumerate(board.waves) if row.id == self._wave_id), None)
        first = due_first(board.waves)
        at = kept if kept is not None else board.waves.index(first) if first else 0
        self._view.table.choose([at], at)
        self._show()
        self._view.show_page("board")

    def _show(self) -> None:
        board, view = self.board, self._view
        if board is None:
            return
        view.show_figures(model.figures_of(board))
        view.show_behind(model.behind_said(board.behind))
        runs = any(model.can_of(row).station or model.can_of(row).release for row in board.waves)
        view.show_warning(
            ""
            if board.has_stock or not runs
            else _("Nothing is in stock for this cycle yet: goods that were not received cannot be picked.")
        )
        waiting = model.planned(board)
        if waiting:
            word = ngettext("Release {count} wave", "Release all {count} waves", waiting).format(count=waiting)
            view.show_next(word, enabled=True)
        else:
            view.show_next(_("To the station"), enabled=due_first(board.waves) is not None)

    def chosen(self) -> WaveRow | None:
        """The wave that is chosen in the table."""
        rows = self._view.table.selected_rows()
        return self.waves.rows[rows[0]] if rows and rows[0] < len(self.waves.rows) else None

    @Slot()
    def on_chosen(self) -> None:
        row = self.chosen()
        self._wave_id = row.id if row else None
        title = f"{_('Points of {wave}').format(wave=row.name)} · {method_word(row.method)}" if row else ""
        hint = ""
        if row is not None and model.is_late(row, now()):
            hint = _("{wave}: its van leaves at {clock}, {left} are missing.").format(
                wave=row.name, clock=model.due_text(row), left=figures.pieces(row.left)
            )
        self._view.show_chosen(hint, title, model.can_of(row))
        if row is not None:
            self._desk.read(model.read_points, row.id, answered=lambda points: self._on_points(row.id, points))

    def _on_points(self, wave_id: int, points: tuple[PointRow, ...]) -> None:
        if wave_id == self._wave_id:
            self.points.show_rows(points)

    def select(self, place: int) -> None:
        """Chooses the wave at a place, as a click would."""
        self._view.table.choose([place], place)

    # Acts ----------------------------------------------------------------------------------------

    @Slot(int, str)
    def on_plan(self, size: int, method: str) -> None:
        """Cuts the night into waves."""

        def told(answer: dict[str, Any]) -> str:
            said = ngettext(
                "{count} wave planned for {points}.", "{count} waves planned for {points}.", answer["waves"]
            )
            return said.format(count=answer["waves"], points=figures.points(int(answer["points"])))

        self._do(
            operations.plan_waves, self._desk.code, points_per_wave=size or None, method=PickMethod(method), told=told
        )

    @Slot()
    def on_next(self) -> None:
        """The one next step: release what is planned, else go and pick."""
        board = self.board
        if board is None:
            return
        if model.planned(board):
            self._do(operations.release_all, self._desk.code, told=_released)
            return
        first = due_first(board.waves)
        if first is not None:
            self.station_wanted.emit(first.id, first.method)

    @Slot()
    def on_station(self) -> None:
        """The station, on the chosen wave."""
        row = self.chosen()
        if row is not None and model.can_of(row).station:
            self.station_wanted.emit(row.id, row.method)

    @Slot(str)
    def on_act(self, key: str) -> None:
        """A button about the chosen wave."""
        row = self.chosen()
        if row is None or not getattr(model.can_of(row), key):
            return
        if key == "release":
            self._do(operations.release_wave, row.id, told=_released)
        elif key == "pause":
            self._ask_pause(row)
        elif key == "close":
            self._ask_close(row)
        else:
            acts = {
                "take_back": (operations.take_back_wave, _("{wave} is planned again.")),
                "resume": (operations.resume_wave, _("{wave} is picked again.")),
                "check": (operations.check_wave, _("{wave} is being checked.")),
            }
            operation, said = acts[key]
            self._do(operation, row.id, told=lambda _answer: said.format(wave=row.name))

    def _ask_pause(self, row: WaveRow) -> None:
        self._reason.ask(
            _("Pause {wave}?").format(wave=row.name),
            _("No scan of this wave counts until it is resumed."),
            _("Pause"),
            (_("Waiting for goods"), _("Break"), _("Something is wrong")),
            lambda reason: self._do(
                operations.pause_wave, row.id, reason, told=lambda _answer: _("{wave} is paused.").format(wave=row.name)
            ),
        )

    def _ask_close(self, row: WaveRow) -> None:
        """It cannot be undone, so it says the consequence in numbers."""
        said = _(
            "{done} pieces are accounted for, {short} of them short. Every buyer's line gets its outcome and its final price; nothing of this wave can be picked or undone after that."
        )
        self._choice.ask(
            _("Close {wave}?").format(wave=row.name),
            said.format(done=figures.count(row.done), short=figures.count(row.short)),
            ((_("Close the wave"), lambda: self._close(row)),),
        )

    def _close(self, row: WaveRow) -> None:
        def told(answer: dict[str, Any]) -> str:
            return _("{wave} is closed: {lines}, {short} short, worth {amount}.").format(
                wave=row.name,
                lines=figures.lines(int(answer["lines"])),
                short=answer["short"],
                amount=figures.yuan(int(answer["final_fen"])),
            )

        self._do(operations.close_wave, row.id, told=told)

    @Slot()
    def on_behind(self) -> None:
        """What came after the release: seen line by line, then taken over."""
        if self.board is not None and self.board.behind:
            self._choice.ask(
                _("Take over what came after the release?"),
                model.behind_list(self.board.behind),
                ((_("Take it over"), self._take_behind),),
            )

    def _take_behind(self) -> None:
        def told(answer: dict[str, Any]) -> str:
            back = sum(int(each[2]) for each in answer["take_back"])
            said = _("Taken over.")
            return (
                said + " " + _("{count} pieces have to come out again: undo them at the station.").format(count=back)
                if back
                else said
            )

        if self.board is None:
            return
        if any(row.add or row.cancel or row.take_back for row in self.board.behind):
            self._do(operations.take_amendments, self._desk.code, told=told)
        if any(row.short for row in self.board.behind):
            self._do(operations.take_shortage, self._desk.code, told=told)

    def _do(self, operation: Callable[..., Any], *arguments: Any, told: Callable[[Any], str], **named: Any) -> None:
        def on_done(done: Done) -> None:
            self._desk.tell(told(done.answer), Tone.RIGHT)
            self.read()

        self._desk.change(operation, *arguments, answered=on_done, initiator=self, **named)

    @Slot(str)
    def on_way_out(self, key: str) -> None:
        if key == "plan":
            self._plan.open_plan()
        else:
            self.way_out.emit(key)

    @Slot()
    def on_language(self) -> None:
        self.waves.say_again()
        self.points.say_again()
        if self.board is not None:
            self._show()
            self.on_chosen()
        elif self._view.isVisible():
            self.read()


def _released(answer: dict[str, Any]) -> str:
    said = ngettext(
        "{count} wave released: {lines}, {pieces}.", "{count} waves released: {lines}, {pieces}.", int(answer["waves"])
    )
    words = said.format(
        count=answer["waves"],
        lines=figures.lines(int(answer["cells"])),
        pieces=figures.pieces(int(answer["pieces"])),
    )
    return words + (
        " " + _("{count} are short from the start.").format(count=answer["short"]) if answer.get("short") else ""
    )
