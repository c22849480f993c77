"""Leads the sharing of one shortage: reads what each rule would do while one chooses, and makes the chosen one so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background.desk import Desk
from desktop.background.runner import Task
from desktop.views.receiving.sharing import model
from desktop.views.receiving.sharing.model import Looked
from domain.common.command import Done
from domain.common.errors import DomainError
from domain.common.sentences import _, sentence
from domain.purchasing import operations
from domain.purchasing.words import ShortageRule

if TYPE_CHECKING:
    from desktop.views.receiving.sharing.sheet import ShareSheet

PAUSE_MS = 250


class ShareController(QObject):
    """One sheet for every product that is short."""

    def __init__(self, sheet: ShareSheet, desk: Desk) -> None:
        super().__init__(sheet)
        self._sheet, self._desk = sheet, desk
        self.rows = model.share_model()
        self.product_id = 0
        self.rule = ShortageRule.FIRST_PAID
        self.tags: tuple[str, ...] = ()
        self.looked: Looked | None = None
        self._asked: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        sheet.set_model(self.rows)
        sheet.rule_chosen.connect(self.on_rule)
        sheet.tags_changed.connect(self.on_tags)
        sheet.share_wanted.connect(self.share)
        sheet.lift_wanted.connect(self.lift)

    def open_for(self, product_id: int) -> None:
        """Opens the sheet for a product: with the rule in force, or the first one."""
        self.product_id, self.looked = product_id, None
        self.rows.show_rows(())
        for rule, button in self._sheet.rules.items():
            button.say(model.rule_word(ShortageRule(rule)), model.rule_said(ShortageRule(rule)))
        if self._desk.code is not None:
            self._desk.read(model.read_sharing, self._desk.code, product_id, answered=self.on_sharing)

    def on_sharing(self, rule: ShortageRule | None) -> None:
        """The rule in force, if there is one."""
        self.rule = rule or ShortageRule.FIRST_PAID
        self._sheet.mark(self.rule.value)
        self._sheet.complain("")
        self._sheet.open_sheet(self._sheet.rules[self.rule.value])
        self._look()

    @Slot(str)
    def on_rule(self, rule: str) -> None:
        self.rule = ShortageRule(rule)
        self._look()

    @Slot(str)
    def on_tags(self, text: str) -> None:
        self.tags = tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())
        self._pause.start()

    def _look(self) -> None:
        if self._desk.code is None:
            return
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._desk.runner.read(
            model.read_looked,
            self._desk.code,
            self.product_id,
            self.rule,
            self.tags,
            answered=self.on_looked,
            failed=self.on_not_looked,
        )

    def on_looked(self, looked: Looked) -> None:
        """What the rule would do, by name."""
        self.looked = looked
        self._sheet.complain("")
        self._sheet.show_head(
            model.title(looked),
            model.said(looked),
            with_tags=self.rule is ShortageRule.TAGGED_FIRST,
            can_lift=looked.short.shared is not None,
        )
        self.rows.show_rows(model.ordered(looked.preview))
        self._sheet.show_preview(model.figures_of(looked.preview), model.share_word(looked), can_share=True)

    def on_not_looked(self, error: Exception) -> None:
        """The rule cannot be tried like this: no marks yet, enough after all."""
        if not isinstance(error, DomainError):
            self._desk.runner.failed.emit(error)
            return
        self.rows.show_rows(())
        self._sheet.tags_field.setVisible(self.rule is ShortageRule.TAGGED_FIRST)
        self._sheet.show_preview((), _("Share it"), can_share=False)
        self._sheet.complain(sentence(error))

    @Slot()
    def share(self) -> None:
        """Makes it so."""
        if self._desk.code is None:
            return
        self._desk.change(
            operations.share_shortage,
            self._desk.code,
            self.product_id,
            self.rule,
            tags=self.tags,
            answered=self.on_shared,
            failed=self.on_refused,
            initiator=self,
        )

    def on_shared(self, done: Done) -> None:
        """It holds: pick lists follow it."""
        self._sheet.close_sheet()
        answer = done.answer
        self._desk.tell(
            _("{product}: {given} of {wanted} given out, {lines} lines go short.").format(
                product=answer["product"], given=answer["given"], wanted=answer["wanted"], lines=answer["short_lines"]
            )
        )

    @Slot()
    def lift(self) -> None:
        """There is enough after all."""
        self._desk.change(
            operations.lift_shortage,
            self._desk.code,
            self.product_id,
            answered=self.on_lifted,
            failed=self.on_refused,
            initiator=self,
        )

    def on_lifted(self, done: Done) -> None:
        """Nobody goes short of it any more."""
        self._sheet.close_sheet()
        self._desk.tell(_("{product}: nobody goes short of it any more.").format(product=done.answer["product"]))

    def on_refused(self, error: Exception) -> None:
        """It stays as it was, and the sheet says why."""
        if isinstance(error, DomainError):
            self._sheet.complain(sentence(error))
        else:
            self._desk.runner.failed.emit(error)
