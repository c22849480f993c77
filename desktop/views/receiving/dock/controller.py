"""Leads the dock: a scan brings its line in hand, a count takes it in, every refusal is a word, a sound and a way on.

One thing after the other (background/scan_line.py): what a person does next is judged on what is then in the books.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background.change_bus import Follower
from desktop.background.desk import Desk
from desktop.background.scale import LiveWeight, Scale
from desktop.background.scan_line import Wanted
from desktop.background.scan_words import UnfitScan, be_ready, broken_off, judged
from desktop.background.weights import grams_of, scale_face
from desktop.views.receiving.dock import faces, model, questions, verdicts
from desktop.views.receiving.dock.model import Dock, DockRead, Entry
from desktop.views.receiving.dock.taking import Taking
from desktop.views.receiving.dock.typing import count_of, day_of, degrees_of
from desktop.widgets.sounds import Sounds
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict
from domain.catalogue.words import ReadCode
from domain.common.clock import now
from domain.common.codes import OwnKind, own_code
from domain.common.sentences import _
from domain.picking.words import Control
from domain.purchasing import queries
from domain.purchasing.queries import DockScan
from domain.purchasing.words import ScanVerdict

if TYPE_CHECKING:
    from desktop.views.receiving.dock.view import DockView
    from desktop.widgets.numbered_sheet import NumberedSheet
    from desktop.widgets.scanner_gate import ScannerGate

STAGES = frozenset({"purchasing", "stock"})
WEIGHS_S = 1.5
ENTRIES = {"lot": Entry.LOT, "expiry": Entry.EXPIRY, "temperature": Entry.TEMPERATURE, "weight": Entry.WEIGHT}


class DockController(QObject):
    """`left` when the station is put away, `shortage_wanted(product id)` when what is missing shall be shared."""

    left = Signal()
    shortage_wanted = Signal(int)

    def __init__(
        self, view: DockView, desk: Desk, scale: Scale, sounds: Sounds, gate: ScannerGate, sheet: NumberedSheet
    ) -> None:
        super().__init__(view)
        self._view, self._desk, self._scale, self._sounds, self._sheet = view, desk, scale, sounds, sheet
        self.dock = Dock()
        self.taking = Taking(self.dock, desk, scale, sheet, self)
        self._offered: DockScan | None = None
        self._scan_after_read: DockScan | None = None
        gate.give_to(view, self.on_scan, self.on_broken)
        self.follower = Follower(view, STAGES, self.read, desk.bus, self)
        self._keys: dict[str, Callable[[], object]] = {
            "refuse": lambda: self._begin_entry(Entry.REFUSED),
            "share": self._share,
            "unit": self._change_unit,
            "undo": self.taking.undo,
            "all": self.taking.ask_all,
            "finish": self.taking.ask_finish,
        }
        self._controls: dict[str, Callable[[], object]] = {
            Control.NEXT: lambda: self.on_walked("line", 1),
            Control.UNDO: self.taking.undo,
            Control.SHORT: self._share,
            Control.DONE: self.taking.ask_finish,
        }
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.acted.connect(self.on_act)
        view.entered.connect(self.on_entered)
        view.left.connect(self.on_left)
        view.walked.connect(self.on_walked)
        view.line_chosen.connect(self.on_line_chosen)
        view.language_changed.connect(self.show_all)
        self.taking.told.connect(self.on_told)
        self.taking.finished.connect(view.clear_verdict)
        self.taking.unsure.connect(self.read)
        self.taking.acts.waits.connect(self.on_waits)
        self._scale.live_changed.connect(self.on_live)
        self._desk.cycle_switched.connect(self.on_cycle)
        self._desk.actor_changed.connect(self.show_all)

    # Reading -----------------------------------------------------------------------------------

    def open_order(self, order_id: int | None) -> None:
        """This order in hand when the station is shown; None: the next that is awaited."""
        if order_id is not None:
            self.dock.put_order(order_id)
        self._view.clear_verdict()
        self._desk.runner.work(be_ready, answered=lambda _ready: None)
        self.follower.look_again()

    @Slot()
    def on_cycle(self) -> None:
        self.dock = self.taking.dock = Dock()
        self._offered = self.taking.unweighed = self._scan_after_read = None
        self.taking.acts.drop_all()
        self.follower.look_again()

    def read(self) -> None:
        """The orders of the cycle, and the one in hand."""
        if self._desk.code is not None:
            self._desk.read(model.read_dock, self._desk.code, self.dock.order_id, answered=self.on_read)

    def on_read(self, read: DockRead) -> None:
        """Shows it; a line that was scanned for another order is in hand now."""
        self.dock.take(read)
        if self._scan_after_read is not None:
            self.dock.put_scanned(self._scan_after_read)
            self._scan_after_read = None
        self.show_all()

    @Slot()
    def show_all(self) -> None:
        """Everything as it is now."""
        view, dock, actor = self._view, self.dock, self._desk.actor
        view.show_head(faces.head_face(dock, f"{actor.person} · {actor.station}"))
        view.show_pane(faces.pane_face(dock))
        view.show_chips(faces.chips_of(dock))
        view.show_rows(faces.rows_title(dock), faces.rows_of(dock), _("Page Up and Down: other orders"))
        view.show_keys(faces.keys_of(dock), faces.typed_hint(dock))
        view.ask_for(faces.asked(dock))
        self.on_live(self._scale.live)

    @Slot(object)
    def on_live(self, live: LiveWeight) -> None:
        line = self.dock.line
        is_needed = self._scale.is_there and line is not None and bool(line.weighed)
        self._view.show_scale(scale_face(live) if is_needed else None)

    # Scans -------------------------------------------------------------------------------------

    def on_scan(self, raw: str) -> None:
        """A scan, whatever has the focus."""
        found = judged(raw)
        if isinstance(found, UnfitScan):
            self._tell(*verdicts.of_unfit(found))
        elif not self._takes(found.code):
            self._look_up(found.read)

    def _takes(self, code: str) -> bool:
        """True when the scan was a word of the control sheet; it is done."""
        ours = own_code(code)
        if ours is None or ours.kind is not OwnKind.CONTROL or ours.value not in self._controls:
            return False
        self._controls[ours.value]()
        return True

    def on_broken(self, raw: str) -> None:
        """A burst of keys without its end."""
        self._tell(*verdicts.of_unfit(broken_off(raw)))

    def _look_up(self, code: str | ReadCode) -> None:
        self._offered = self.taking.unweighed = None
        said = code.text if isinstance(code, ReadCode) else code
        if self._desk.code is None or not self.taking.acts.put(partial(self._ask_scan, code, said), said):
            self._tell(*verdicts.of_unfit(broken_off(said)))

    def _ask_scan(self, code: str | ReadCode, said: str, _wanted: Wanted) -> None:
        self._desk.runner.read(
            queries.dock_scan,
            self._desk.code,
            code,
            self.dock.scanned_for,
            answered=partial(self.on_scanned, said),
            failed=self.taking.on_failed,
        )

    def on_scanned(self, code: str, scan: DockScan) -> None:
        """What the scan means."""
        self.taking.acts.done()
        self._tell(*verdicts.of_scan(scan, code, self._supplier_of(scan.order_id)))
        if scan.verdict is ScanVerdict.OTHER_SUPPLIER:
            self._offered = scan
        elif scan.line_id is not None and scan.order_id is not None:
            self._take_in_hand(scan)

    def _take_in_hand(self, scan: DockScan) -> None:
        """The scanned line comes to the front, of another order too."""
        if scan.order_id != self.dock.order_id and scan.order_id is not None:
            self.dock.put_order(scan.order_id)
            self._scan_after_read = scan
            self.read()
            return
        self.dock.put_scanned(scan)
        self.show_all()

    def _supplier_of(self, order_id: int | None) -> str:
        orders = self.dock.read.orders if self.dock.read else ()
        return next((row.supplier for row in orders if row.id == order_id), "")

    # Keys --------------------------------------------------------------------------------------

    @Slot(str)
    def on_act(self, key: str) -> None:
        if key in ENTRIES:
            self._begin_entry(ENTRIES[key])
        else:
            self._keys[key]()

    @Slot()
    def on_left(self) -> None:
        """Esc: first out of the field, then out of the line, then out of the station."""
        if self.dock.entry is not Entry.COUNT:
            self._end_entry()
        elif self.dock.line is not None:
            self.dock.put_line(None)
            self._view.clear_verdict()
            self.show_all()
        else:
            self.left.emit()

    @Slot(str, int)
    def on_walked(self, what: str, step: int) -> None:
        self._offered = self.taking.unweighed = None
        self._view.clear_verdict()
        if what == "line":
            self.dock.put_line(self.dock.neighbour(step))
            self.show_all()
            return
        order = self.dock.neighbour_order(step)
        if order is not None:
            self.dock.put_order(order)
            self.read()

    @Slot(int)
    def on_line_chosen(self, line_id: int) -> None:
        self.dock.put_line(line_id)
        self._view.clear_verdict()
        self.show_all()

    def _begin_entry(self, entry: Entry) -> None:
        if self.dock.line is not None:
            self.dock.entry = entry
            self._view.clear_verdict()
            self.show_all()

    def _end_entry(self) -> None:
        self.dock.entry = Entry.COUNT
        self._view.clear_verdict()
        self.show_all()

    def _change_unit(self) -> None:
        self.dock.in_cases = not self.dock.in_cases
        self.show_all()

    # What is typed -----------------------------------------------------------------------------

    @Slot(str)
    def on_entered(self, text: str) -> None:
        if text:
            self._take_typed(text)
        elif self._offered is not None:
            offered, self._offered = self._offered, None
            self._view.clear_verdict()
            self._take_in_hand(offered)
        elif self.taking.unweighed is not None:
            counted, self.taking.unweighed = self.taking.unweighed, None
            self.taking.receive(self.dock.delivered(*counted))
        else:
            self._end_entry()

    def _take_typed(self, text: str) -> None:
        entry = self.dock.entry
        if entry is Entry.COUNT:
            counted = count_of(text, in_cases=self.dock.in_cases) if self.dock.line is not None else None
            self.taking.count(*counted) if counted else self._look_up(text)
        elif entry is Entry.REFUSED:
            self._refuse(text)
        elif self._keep(entry, text):
            self._end_entry()
        else:
            word = Verdict(Tone.WRONG, _("Not taken"), f"“{text}”", faces.typed_hint(self.dock))
            self._tell(word, Sound.WRONG)

    def _keep(self, entry: Entry, text: str) -> bool:
        """Keeps a field; False when the text cannot be one."""
        if entry is Entry.LOT:
            self.dock.remember(lot_code=text)
            return True
        if entry is Entry.EXPIRY:
            day = day_of(text, now().astimezone().date())
            self.dock.remember(expires_on=day) if day else None
            return day is not None
        if entry is Entry.TEMPERATURE:
            tenths = degrees_of(text)
            self.dock.temperature_dc = self.dock.temperature_dc if tenths is None else tenths
            return tenths is not None
        grams = grams_of(text)
        self.dock.remember(weight_g=grams) if grams else None
        return grams is not None

    def _refuse(self, text: str) -> None:
        line = self.dock.line
        if line is None or not text.isdecimal() or not 0 < int(text) <= questions.MOST_REFUSED:
            self._tell(Verdict(Tone.WRONG, _("Not taken"), f"“{text}”", faces.typed_hint(self.dock)), Sound.WRONG)
            return
        refused = int(text)
        questions.ask_refuse(
            self._sheet,
            line,
            refused,
            lambda reason: self.taking.receive(self.dock.delivered(0, 0, refused=refused, reason=reason)),
        )

    def _share(self) -> None:
        short = self.dock.short_lines
        if short:
            self.shortage_wanted.emit(short[0].product_id)

    # What goes wrong ---------------------------------------------------------------------------

    @Slot(str, int)
    def on_waits(self, what: str, behind: int) -> None:
        then = _("It is kept and tried again. Waiting behind it: {count}").format(count=behind)
        self._tell(Verdict(Tone.CAREFUL, _("Books not reached"), what, then), Sound.LOOK)

    @Slot(object, object)
    def on_told(self, verdict: Verdict | None, sound: Sound | None) -> None:
        if verdict is not None:
            self._view.show_verdict(verdict)
        if sound is not None:
            self._sounds.play(sound)

    _tell = on_told
