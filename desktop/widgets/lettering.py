"""The type scale: 12.5 / 14 / 17 / 20 pixels on the desk, 18 to 150 at a station, one family, numbers tabular."""

from __future__ import annotations

import enum

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication


class Size(enum.Enum):
    """Sizes in pixels at 100 %."""

    SMALL = 12.5
    BODY = 14.0
    LARGE = 17.0
    TITLE = 20.0
    FIGURE = 26.0
    STATION_SMALL = 18.0
    STATION = 22.0
    STATION_BIG = 34.0
    STATION_HUGE = 60.0
    STATION_GIANT = 150.0


def register_fonts() -> None:
    """Gives Qt the shipped fonts. Text looks the same on every computer, also where no Chinese font is installed."""
    from exchange import fonts

    for path in fonts.font_files().values():
        QFontDatabase.addApplicationFont(str(path))


def font(size: Size = Size.BODY, *, bold: bool = False, zoom: float = 1.0) -> QFont:
    """A font of the scale, `zoom` times as large. Sizes are set in points so that 12.5 pixels stay 12.5."""
    from exchange.fonts import FAMILIES

    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(zoom * size.value * 72 / QGuiApplication.primaryScreen().logicalDotsPerInchY())
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
