"""Leads the trial of a scanner: its scans go to the sheet alone, readings are kept in the books, its speed on this desk.

The judging is workers/setting_up/scanners.py; the keys come through the gate. Next: scanner_sheet.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.shell.faults import sentence_of
from desktop.shell.scanner_sheet import ScannerSheet
from devices.drivers.wedge import PAUSE_S, WedgeLearner
from domain.catalogue.operations import set_in_store_patterns
from domain.catalogue.queries import in_store_patterns
from domain.catalogue.words import InStorePattern
from domain.common.command import Done
from domain.common.sentences import _, sentence
from workers.setting_up.results import Tried
from workers.setting_up.scanners import Candidate, ScanTrial, broken_scan, learnt, reading_text, test_scan, with_pattern

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.settings import Settings
    from desktop.shell.window import MainWindow
    from desktop.widgets.scanner_gate import ScannerGate


class ScannerController(QObject):
    """Made when the books are open."""

    def __init__(self, window: MainWindow, desk: Desk, settings: Settings, gate: ScannerGate) -> None:
        super().__init__(window)
        self._desk, self._settings, self._gate = desk, settings, gate
        self.sheet = ScannerSheet(window)
        self._trial: ScanTrial | None = None
        self._learner: WedgeLearner | None = None
        self._silence = QTimer(self, singleShot=True, interval=round(PAUSE_S * 1000))
        gate.give_to(self.sheet, self.on_scan, self.on_broken, before_all=True)
        gate.learning.connect(self.on_key)
        self._silence.timeout.connect(self.on_silence)
        self.sheet.learn_wanted.connect(self.on_learn)
        self.sheet.kept.connect(self.on_keep)
        self.sheet.closed.connect(self.on_closed)
        # Behind the keeping of the settings: the scanner that was just chosen is tried.
        window.settings.try_scanner.clicked.connect(lambda: self.sheet.open_sheet())
        window.actions_list.add(
            "try_scanner", "window", lambda: _("Try the scanner…"), self.sheet.open_sheet, icon="tag"
        )

    # A scan --------------------------------------------------------------------------------------

    def on_scan(self, raw: str) -> None:
        """A label was scanned while the sheet is open."""
        self._desk.read(test_scan, raw, answered=self.on_trial)

    def on_broken(self, raw: str) -> None:
        """Half of one."""
        self._tell(broken_scan(raw))

    def on_trial(self, trial: ScanTrial) -> None:
        """What it is read as."""
        self._trial = trial
        self._tell(trial.tried)
        self.sheet.show_readings([_said(one) for one in trial.candidates], trial.code.text[:2])

    @Slot(int, str, bool)
    def on_keep(self, at: int, typed: str, only_prefix: bool) -> None:
        """The reading that agrees with the print on the label is the shop's from now on."""
        trial = self._trial
        if trial is not None and trial.candidates:
            chosen = InStorePattern(typed) if typed else trial.candidates[at].pattern
            self._desk.read(
                in_store_patterns, answered=lambda known: self._keep(known, chosen, trial.code.text, only_prefix)
            )

    def _keep(self, known: tuple[InStorePattern, ...], chosen: InStorePattern, code: str, only_prefix: bool) -> None:
        table = with_pattern(known, chosen, code, only_prefix=only_prefix)
        self._desk.change(
            set_in_store_patterns, table, answered=lambda done: self._on_kept(done, code), failed=self._on_refused
        )

    def _on_kept(self, done: Done, code: str) -> None:
        self._desk.tell(_("Labels are read as {forms} from now on.").format(forms=", ".join(done.answer["patterns"])))
        self.on_scan(code)

    def _on_refused(self, error: Exception) -> None:
        self.sheet.show_said(sentence_of(error), "", "wrong")

    def _tell(self, tried: Tried) -> None:
        self.sheet.show_said(sentence(tried.notice), tried.seen, "right" if tried.works else "careful")

    # How fast it types ---------------------------------------------------------------------------

    @Slot()
    def on_learn(self) -> None:
        """The next three scans are measured."""
        self._learner = WedgeLearner()
        self._gate.learn(self._learner)
        self.sheet.show_readings((), "")
        self._show_learning()

    @Slot(object)
    def on_key(self, _learner: WedgeLearner) -> None:
        """One more key."""
        self._silence.start()
        self._show_learning()

    @Slot()
    def on_silence(self) -> None:
        """A code that nothing ends is over."""
        if self._learner is not None:
            self._learner.pause()
            self._show_learning()

    def _show_learning(self) -> None:
        if self._learner is None:
            return
        found, tried = learnt(self._learner)
        self._tell(tried)
        if self._learner.outcome() is None:
            return
        self._end_learning()
        if found is not None:
            settings, timing = self._settings, found.timing
            settings.wedge_gap_ms, settings.wedge_prefix = round(timing.gap_s * 1000), timing.prefix
            settings.wedge_end = timing.has_end
            settings.save()
            self._gate.use(timing)

    @Slot()
    def on_closed(self) -> None:
        """Nobody tries it any more."""
        self._trial = None
        self._end_learning()

    def _end_learning(self) -> None:
        self._silence.stop()
        if self._learner is not None:
            self._learner = None
            self._gate.learn(None)


def _said(candidate: Candidate) -> str:
    pattern = candidate.pattern
    return f"{reading_text(candidate.reading)}    {pattern.form}" + (
        f"  ({', '.join(pattern.prefixes)})" if pattern.prefixes else ""
    )
