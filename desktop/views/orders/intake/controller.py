"""Leads an import: read in the pool, tried out on the database thread, shown, then taken. Nothing is written before that.

A file nobody knows goes to the mapping page and comes back with its profile.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import order_files
from desktop.background.desk import Desk
from desktop.background.order_files import ReadFile, Taken
from desktop.background.runner import Task
from desktop.views.orders.intake import model
from desktop.views.orders.intake.model import Intake, UnknownNames
from desktop.views.orders.intake.unmatched import rows_of
from domain.catalogue.operations import map_product
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.ordering.queries import column_profiles
from domain.ordering.words import NO_POINT, CycleState, ImportAnswer
from domain.places.operations import map_point

if TYPE_CHECKING:
    from desktop.views.orders.intake.view import IntakeView


class IntakeController(QObject):
    """`shown` wants the page in front, `done` leads back to the table, `unknown_form(path)` asks for the mapping page."""

    shown = Signal()
    done = Signal()
    unknown_form = Signal(object)
    files_wanted = Signal()

    def __init__(self, view: IntakeView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk
        self.intake = Intake()
        self._task: Task | None = None
        self._starts_when_open: list[Path] = []
        self.notices = {key: model.notice_model() for key in ("problems", "held", "warnings")}
        self.checks, self.rows = model.check_model(), model.sample_model()
        view.set_models({**self.notices, "checks": self.checks, "rows": self.rows})
        view.show_empty()
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.taken.connect(self.on_take)
        view.left.connect(self.on_left)
        view.cancelled.connect(self.on_left)
        view.more_files_wanted.connect(self.files_wanted)
        view.encoding_chosen.connect(self.on_encoding)
        view.drafts_toggled.connect(self.on_drafts)
        view.point_chosen.connect(self.on_point)
        view.mapping_wanted.connect(self.on_mapping_wanted)
        view.matching.matched.connect(self.on_matched)
        view.language_changed.connect(self.on_language)
        self._desk.cycle_switched.connect(self.on_cycle)

    # Reading -----------------------------------------------------------------------------------

    def start(self, paths: Sequence[Path]) -> None:
        """Begins with these files; without an open cycle the form for one comes first, and the files wait."""
        if self._desk.cycle is None:
            self._starts_when_open = list(paths)
            self._desk.cycle_wanted.emit()
            return
        self._stop()
        self.intake = Intake(paths=list(paths), waiting=list(paths))
        self._view.show_refusal("", "")
        self._view.show_source(model.title_of(self.intake), "")
        self.shown.emit()
        self._read_next()

    @Slot()
    def on_cycle(self) -> None:
        if self._desk.cycle is not None and self._starts_when_open:
            paths, self._starts_when_open = self._starts_when_open, []
            self.start(paths)
        elif self.intake.answer is not None and self._view.isVisible():
            self._try_out()

    def _read_next(self) -> None:
        if not self.intake.waiting:
            self._after_reading()
            return
        path = self.intake.waiting.pop(0)
        sentence = _("Reading {file}").format(file=path.name)
        self._view.show_reading(sentence, 0, 0)
        self._task = self._desk.runner.work(
            order_files.read_file,
            path,
            self.intake.profiles.get(path, ""),
            self.intake.encodings.get(path, ""),
            answered=self.on_read,
            failed=lambda error: self.on_not_read(path, error),
            progressed=lambda done, total: self._view.show_reading(sentence, done, total),
        )

    def on_read(self, read: ReadFile) -> None:
        """One file is understood; the next one."""
        self.intake.read.append(read)
        self._read_next()

    def on_not_read(self, path: Path, error: Exception) -> None:
        """One file was refused; the others go on. One that nobody knows is tried with the columns tied before."""
        if order_files.is_unknown_form(error) and path not in self.intake.tried:
            self.intake.tried.add(path)
            self._desk.read(column_profiles, answered=lambda saved: self._read_by_profiles(path, saved))
            return
        if not isinstance(error, DomainError):
            self._desk.runner.failed.emit(error)
        self.intake.refused.append((path, error))
        self._read_next()

    def _read_by_profiles(self, path: Path, saved: dict[str, str]) -> None:
        self._task = self._desk.runner.work(
            order_files.read_by_profiles,
            path,
            tuple(saved.values()),
            self.intake.encodings.get(path, ""),
            answered=self.on_read,
            failed=lambda error: self.on_not_read(path, error),
        )

    def _after_reading(self) -> None:
        intake = self.intake
        self._view.show_source(model.title_of(intake), intake.read[0].encoding if len(intake.read) == 1 else "")
        self._say_refusals()
        if intake.read:
            self._desk.read(model.read_unknown, intake.files, answered=self.on_unknown)
        elif intake.refused and order_files.is_unknown_form(intake.refused[0][1]):
            self.unknown_form.emit(intake.refused[0][0])
        else:
            self._view.show_outcome((), model.take_word(_nothing()), can_take=False)
            self._view.body.hide()

    def _say_refusals(self) -> None:
        said = [sentence(error) for _path, error in self.intake.refused if isinstance(error, DomainError)]
        can_tie = any(order_files.is_unknown_form(error) for _path, error in self.intake.refused)
        self._view.show_refusal("\n".join(said), _("Tie the columns") if can_tie else "")
        troubled = [path for path, error in self.intake.refused if order_files.is_encoding_trouble(error)]
        if troubled and not self.intake.read:
            self._view.show_source(troubled[0].name, self.intake.encodings.get(troubled[0], "utf-8"))

    # Trying out --------------------------------------------------------------------------------

    def on_unknown(self, unknown: UnknownNames) -> None:
        """What names nobody knows; then try the files out."""
        self.intake.unknown = unknown
        self._try_out()

    def _try_out(self) -> None:
        self._view.show_reading(_("Comparing with the books"), 0, 0)
        self._take(dry_run=True)

    def _take(self, *, dry_run: bool) -> None:
        code = self._desk.code
        if code is None:
            return
        change = self._desk.runner.change if dry_run else self._desk.change
        first = (self._desk.actor,) if dry_run else ()
        self._task = change(
            order_files.take,
            *first,
            self.intake.files,
            code,
            point=self.intake.point or None,
            create_missing=self.intake.make_drafts,
            dry_run=dry_run,
            answered=self.on_tried if dry_run else self.on_taken,
            failed=self.on_not_taken,
        )

    def on_tried(self, taken: Taken) -> None:
        """Shows what would happen."""
        self.intake.answer = taken.answer
        self._show()

    def _show(self) -> None:
        answer, unknown = self.intake.answer, self.intake.unknown
        if answer is None or unknown is None:
            return
        for key, rows in (("problems", answer.problems), ("held", answer.held), ("warnings", answer.warnings)):
            self.notices[key].show_rows(rows)
        self.checks.show_rows(answer.cross_check)
        self.rows.show_rows(model.sample_rows(self.intake.files))
        self._view.matching.show_names(rows_of(unknown))
        self._view.show_points(self._points(unknown), self.intake.point)
        self._view.show_unknown(
            model.unknown_sentence(unknown) if unknown.count else "", make_drafts=self.intake.make_drafts
        )
        self._view.show_state(self._cycle_word())
        self._view.show_outcome(
            model.figures_of(answer),
            model.take_word(answer),
            can_take=bool(answer.new or answer.changed or answer.held),
        )
        self._view.show_counts(
            {
                "problems": len(answer.problems),
                "held": len(answer.held),
                "warnings": len(answer.warnings),
                "checks": len(answer.cross_check),
                "unknown": unknown.count,
                "rows": len(self.rows.rows),
            }
        )

    def _points(self, unknown: UnknownNames) -> list[tuple[str, str]]:
        if not self.intake.lacks_points:
            return []
        return [("", _("settle later")), *((name, name) for _id, name in unknown.point_choices if name != NO_POINT)]

    def _cycle_word(self) -> str:
        cycle = self._desk.cycle
        if cycle is None or cycle.state in (CycleState.OPEN, CycleState.DRAFT):
            return ""
        return _(
            "Cycle {cycle} is cut off. New orders go to the next open cycle or wait in the late list; nothing of the snapshot changes by itself."
        ).format(cycle=cycle.code)

    # Choices -----------------------------------------------------------------------------------

    @Slot(str)
    def on_encoding(self, encoding: str) -> None:
        for path in self.intake.paths:
            self.intake.encodings[path] = encoding
        self._again()

    def use_profile(self, path: Path, profile: str) -> None:
        """The mapping page tied the columns of a file: read it with that."""
        self.intake.profiles[path] = profile
        if path not in self.intake.paths:
            self.intake.paths.append(path)
        self._again()

    def _again(self) -> None:
        kept = self.intake
        self.intake = Intake(list(kept.paths), list(kept.paths), encodings=kept.encodings, profiles=kept.profiles)
        self.shown.emit()
        self._read_next()

    @Slot(bool)
    def on_drafts(self, make: bool) -> None:
        self.intake.make_drafts = make
        self._try_out()

    @Slot(str)
    def on_point(self, name: str) -> None:
        self.intake.point = name
        self._try_out()

    @Slot()
    def on_mapping_wanted(self) -> None:
        paths = [path for path, error in self.intake.refused if order_files.is_unknown_form(error)]
        if paths:
            self.unknown_form.emit(paths[0])

    @Slot(object, int)
    def on_matched(self, key: tuple[str, str, str, str], identity: int) -> None:
        kind, channel, name, spec = key
        if kind == "product":
            self._desk.change(map_product, channel, name, spec, identity, answered=lambda _done: self._match_again())
        else:
            self._desk.change(map_point, channel, name, identity, answered=lambda _done: self._match_again())

    def _match_again(self) -> None:
        self._desk.read(model.read_unknown, self.intake.files, answered=self.on_unknown)

    # The end -----------------------------------------------------------------------------------

    @Slot()
    def on_take(self) -> None:
        self._view.show_reading(_("Taking the orders"), 0, 0)
        self._take(dry_run=False)

    def on_taken(self, taken: Taken) -> None:
        """Told at the foot of the window; back to the table."""
        self._desk.tell(model.taken_sentence(taken.answer))
        self.intake = Intake()
        self._view.show_empty()
        self.done.emit()

    def on_not_taken(self, error: Exception) -> None:
        """Nothing was taken: the outcome stands again, with the reason above it."""
        if isinstance(error, DomainError):
            self._view.show_refusal(sentence(error), "")
        else:
            self._desk.runner.failed.emit(error)
        self._show()

    @Slot()
    def on_left(self) -> None:
        self._stop()
        self.intake = Intake()
        self._view.show_empty()
        self.done.emit()

    def _stop(self) -> None:
        if self._task and not self._task.is_done:
            self._task.cancel()

    @Slot()
    def on_language(self) -> None:
        for notices in self.notices.values():
            notices.say_again()
        self.checks.say_again()
        self.rows.say_again()
        self._show()


def _nothing() -> ImportAnswer:
    return ImportAnswer("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
