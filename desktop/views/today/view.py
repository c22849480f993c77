"""Today's page."""

from __future__ import annotations

from desktop.widgets.screen import Screen


class TodayView(Screen):
    """The night at a glance."""
