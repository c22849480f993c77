"""A scale always writes a weight in the same form; a frame that lost or won a byte has another one.

Languages without a check sum keep to the form that came twice running, and change it only when a new one stays.
"""

from __future__ import annotations

TO_LEARN = 2
TO_CHANGE = 10


class Layout:
    """The form of one connection: length, places behind the point, unit."""

    def __init__(self) -> None:
        self._kept: object = None
        self._new: object = None
        self._times = 0

    def fits(self, form: object) -> bool:
        """True when a frame of this form may be believed."""
        if form == self._kept:
            self._times = 0
            return True
        self._times = self._times + 1 if form == self._new else 1
        self._new = form
        if self._times < (TO_LEARN if self._kept is None else TO_CHANGE):
            return False
        self._kept, self._times = form, 0
        return True
