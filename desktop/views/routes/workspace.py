"""Joins the routes workspace: the page with its controller, the sheets over the window, and the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.views.routes.answers import AnswersSheet
from desktop.views.routes.asking import Questions
from desktop.views.routes.by_hand import ByHand
from desktop.views.routes.controller import RoutesController
from desktop.views.routes.editing import Editing
from desktop.views.routes.move_sheet import MoveSheet
from desktop.views.routes.plan_acts import PlanActs
from desktop.views.routes.planning import Planning
from desktop.views.routes.replan_sheet import ReplanSheet
from desktop.views.routes.road import Road
from desktop.widgets.choice import ChoiceSheet

if TYPE_CHECKING:
    from desktop.background.desk import Desk
    from desktop.views.routes.view import RoutesView
    from desktop.widgets.reason import ReasonSheet


class RoutesWorkspace(QObject):
    """`way_out(key)` leads to another workspace."""

    way_out = Signal(str)

    def __init__(self, view: RoutesView, desk: Desk, reason: ReasonSheet) -> None:
        super().__init__(view)
        over = view.window()
        self.choice, self.move_sheet = ChoiceSheet(over), MoveSheet(over)
        self.controller = RoutesController(view, desk)
        self.editing = Editing(desk, reason, self.move_sheet, self)
        self.planning = Planning(view, desk)
        self.questions = Questions(desk, AnswersSheet(over), self)
        self.road = Road(view, desk, (ReplanSheet(over), self.choice, reason), self)
        self.hand = ByHand(view, desk, self.controller, (self.editing, self.road))
        self.acts = PlanActs(view, desk, self.controller, (self.editing, self.planning, self.questions), self.choice)
        self.acts.way_out.connect(self.way_out)
