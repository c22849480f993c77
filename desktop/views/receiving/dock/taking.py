"""Takes goods in: counts with their weight, refusals, whole orders, and back again; each through the line of acts.

What comes of it is told as verdict and sound; what a person may decide is asked. controller.py leads the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.background.desk import Desk
from desktop.background.scale import Accepted, Refused, Scale
from desktop.background.scan_line import ScanLine, Wanted
from desktop.background.weights import fault_words
from desktop.views.receiving.dock import faces, questions, verdicts
from desktop.views.receiving.dock.model import Dock, Entry
from desktop.views.receiving.words import line_name
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _
from domain.purchasing import operations
from domain.purchasing.words import Delivered, OverDelivered, WeightInDoubt

if TYPE_CHECKING:
    from desktop.widgets.numbered_sheet import NumberedSheet

WEIGHS_S = 1.5


class Taking(QObject):
    """`told(Verdict or None, Sound or None)`; `finished` when nothing more comes of the order; `unsure` when what is
    shown may be old."""

    told = Signal(object, object)
    finished = Signal()
    unsure = Signal()

    def __init__(self, dock: Dock, desk: Desk, scale: Scale, sheet: NumberedSheet, parent: QObject) -> None:
        super().__init__(parent)
        self.dock = dock
        self._desk, self._scale, self._sheet = desk, scale, sheet
        self.acts = ScanLine(self)
        self.unweighed: tuple[int, int] | None = None

    def _tell(self, verdict: Verdict | None, sound: Sound | None) -> None:
        self.told.emit(verdict, sound)

    def count(self, cases: int, pieces: int) -> None:
        """The count stands; a weighed product is asked for its weight first, where there is a scale."""
        line = self.dock.line
        if line is not None and line.weighed and self._scale.is_there and not self.dock.fields.weight_g:
            self._tell(Verdict(Tone.RUNNING, _("Weighing"), _("Hands off the scale"), ""), None)
            self._scale.weigh(partial(self._on_weighed, cases, pieces), within_s=WEIGHS_S)
        else:
            self.receive(self.dock.delivered(cases, pieces))

    def _on_weighed(self, cases: int, pieces: int, found: Accepted | Refused) -> None:
        if isinstance(found, Accepted):
            self.receive(replace(self.dock.delivered(cases, pieces), weight_g=found.weight_g))
            return
        word, what, _then = fault_words(found.fault)
        self.unweighed = (cases, pieces)
        self._tell(Verdict(Tone.CAREFUL, word, what, _("Enter takes it without a weight, F7 types one.")), Sound.LOOK)

    def receive(self, delivered: Delivered) -> None:
        line = self.dock.line
        if line is not None:
            self.acts.put(partial(self._begin_receive, line.id, delivered), line_name(line))

    def _begin_receive(self, line_id: int, delivered: Delivered, wanted: Wanted) -> None:
        self._desk.change(
            operations.receive,
            line_id,
            delivered,
            command_id=wanted.command_id,
            answered=partial(self.on_received, line_id),
            failed=partial(self.on_not_received, line_id, delivered),
            initiator=self,
        )

    def on_received(self, line_id: int, done: Done) -> None:
        """It is in the books: told, heard; the weight was for this once."""
        self.acts.done()
        self.unweighed, self.dock.entry = None, Entry.COUNT
        line = next((each for each in self.dock.lines if each.id == line_id), None)
        self.dock.remember(weight_g=None)
        if line is None:
            return
        what, then = faces.received_words(done.answer, line)
        warnings = verdicts.warnings_of(done.answer)
        is_all = not done.answer["remaining"] and done.answer["accepted"]
        tone, word = (Tone.CAREFUL, _("Taken, but look")) if warnings else (Tone.RIGHT, _("Taken"))
        sound = Sound.LOOK if warnings else Sound.DONE if is_all else Sound.RIGHT
        self._tell(Verdict(tone, word, what, warnings[0] if warnings else then), sound)

    def on_not_received(self, line_id: int, delivered: Delivered, error: Exception) -> None:
        """Nothing was counted: a question where a person may decide, else the reason."""
        if self.acts.failed(error):
            return
        self.acts.done()
        line = next((each for each in self.dock.lines if each.id == line_id), None)
        if isinstance(error, OverDelivered) and line is not None:
            self._tell(self._asked(line_name(line)), Sound.LOOK)
            person = self._desk.actor.person
            questions.ask_over(self._sheet, error, delivered, line, person, self.receive)
        elif isinstance(error, WeightInDoubt) and line is not None:
            self._tell(self._asked(line_name(line)), Sound.LOOK)
            questions.ask_weight(self._sheet, error, delivered, self.receive)
        else:
            self.fail(error)

    @staticmethod
    def _asked(what: str) -> Verdict:
        return Verdict(Tone.CAREFUL, _("Really?"), what, _("Nothing was counted yet."))

    # The whole order ---------------------------------------------------------------------------

    def ask_all(self) -> None:
        head = self.dock.head
        if head is not None:
            questions.ask_all(self._sheet, head, self.dock.short_lines, lambda _yes: self._take_all(head.id))

    def _take_all(self, order_id: int) -> None:
        self._act(operations.receive_all, order_id, answered=self.on_all)

    def on_all(self, done: Done) -> None:
        """The rest of the order is in."""
        self.acts.done()
        self.dock.put_line(None)
        what = _("{pieces} pieces in {lines} lines").format(pieces=done.answer["pieces"], lines=done.answer["lines"])
        self._tell(Verdict(Tone.RIGHT, _("All taken"), what, _("The order is done.")), Sound.DONE)

    def ask_finish(self) -> None:
        head = self.dock.head
        if head is None:
            return
        if self.dock.short_lines:
            questions.ask_finish(self._sheet, head, self.dock.short_lines, lambda _yes: self._finish(head.id))
        else:
            self._finish(head.id)

    def _finish(self, order_id: int) -> None:
        self._act(operations.finish_receipt, order_id, answered=self.on_finished)

    def on_finished(self, done: Done) -> None:
        """Nothing more comes: what is short stands on the screen."""
        self.acts.done()
        self.dock.put_line(None)
        short = done.answer["short"]
        self.finished.emit()
        self._tell(None, Sound.LOOK if short else Sound.DONE)

    def undo(self) -> None:
        last = self.dock.last_receipt
        if last is not None:
            self._act(operations.take_back_receipt, last.id, answered=self.on_undone)

    def on_undone(self, done: Done) -> None:
        """A counter entry stands against it."""
        self.acts.done()
        self._scale.forgive()
        count = int(done.answer["accepted"]) or int(done.answer["refused"])
        what = f"{done.answer['product']} × {count}"
        self._tell(Verdict(Tone.RUNNING, _("Taken back"), what, _("It counts as not received.")), Sound.LOOK)

    def _act(
        self, operation: Callable[..., Any], subject: int, *, answered: Callable[[Done], object], **named: Any
    ) -> None:
        def begin(wanted: Wanted) -> None:
            self._desk.change(
                operation,
                subject,
                command_id=wanted.command_id,
                answered=answered,
                failed=self.on_failed,
                initiator=self,
                **named,
            )

        self.acts.put(begin, "")

    def on_failed(self, error: Exception) -> None:
        """A thing that was not done."""
        if not self.acts.failed(error):
            self.acts.done()
            self.fail(error)

    def fail(self, error: Exception) -> None:
        """Told as what it is; then everything is read again."""
        if isinstance(error, DomainError):
            self._tell(*verdicts.of_refusal(error, _("Not taken")))
        else:
            self._desk.runner.failed.emit(error)
        self.unsure.emit()
