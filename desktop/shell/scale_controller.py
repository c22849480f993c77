"""Sets the station's scale up: finds it, weighs once, zeroes and tares it, keeps where it is and until when it is certified.

Next: workers/setting_up/scales.py, which does the finding without a window.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.background.desk import Desk
from desktop.background.scale import PRACTICE, Accepted, Refused, Scale, Use, kinds, places
from desktop.background.weights import kg, scale_face
from desktop.settings import Settings
from desktop.shell.scale_sheet import ScaleSheet
from desktop.shell.window import MainWindow
from devices.certificates import certificate_of
from domain.common.sentences import _, sentence
from workers.setting_up.results import Tried

if TYPE_CHECKING:
    from desktop.background.runner import Task
    from workers.setting_up.scales import Guess

TRIED = Use(is_trade=False)


class ScaleController(QObject):
    """The command “Scale” opens its sheet."""

    def __init__(self, window: MainWindow, desk: Desk, scale: Scale, settings: Settings) -> None:
        super().__init__(window)
        self._desk, self._scale, self._settings = desk, scale, settings
        self.crate_tare_g: Callable[[], int | None] = lambda: None
        self._finding: Task | None = None
        self.sheet = ScaleSheet(window)
        self.use_settings()
        self._add_commands(window)
        self._connect()

    def _add_commands(self, window: MainWindow) -> None:
        add = window.actions_list.add
        add("scale", "window", lambda: _("Scale…"), self.open, icon="settings")
        add(
            "scale_zero", "night", lambda: _("Set the scale to zero"), lambda: self._desk.tell(self._zeroed()), "Ctrl+0"
        )
        add("scale_tare", "night", lambda: _("Tare what lies there"), lambda: self._desk.tell(self._tared()), "Ctrl+9")
        add("scale_crate", "night", lambda: _("Tare the crate in hand"), self.tare_crate, "Ctrl+8")
        add("scale_whole", "night", lambda: _("Clear the tare"), lambda: self._desk.tell(self._cleared()), "Ctrl+7")

    def _connect(self) -> None:
        sheet = self.sheet
        sheet.find_wanted.connect(self.find)
        sheet.weigh_wanted.connect(self.weigh)
        sheet.zero_wanted.connect(self.zero)
        sheet.tare_wanted.connect(self.tare)
        sheet.clear_wanted.connect(self.clear)
        sheet.kept.connect(self.on_kept)
        sheet.closed.connect(self.on_closed)
        self._scale.live_changed.connect(lambda live: sheet.live.show_face(scale_face(live)))

    def use_settings(self) -> None:
        """The certificate and the user's templates, as the settings have them."""
        settings = self._settings
        self._scale.templates = settings.scales_folder
        self._scale.certify(certificate_of(settings.scale_serial, settings.scale_until))

    def open(self) -> None:
        """The sheet with what is set now."""
        settings = self._settings
        self.sheet.show_places([PRACTICE] if self._scale.only_practice else places(), kinds(settings.scales_folder))
        self.sheet.show_chosen(settings.scale_address, settings.scale_kind)
        self.sheet.show_certificate(settings.scale_serial, settings.scale_until)
        self.sheet.live.show_face(scale_face(self._scale.live))
        self.sheet.show_said("")
        self._tell_of_bad_templates()
        self.sheet.open_sheet(self.sheet.place)

    def _tell_of_bad_templates(self) -> None:
        """A template of the user's own that cannot be used is missing among the kinds: say which, and why."""
        from workers.setting_up.scales import bad_templates

        folder = self._settings.scales_folder
        for each in bad_templates(*([folder] if folder else []))[:1]:
            self._tell(each)

    # Trying ------------------------------------------------------------------------------------------

    @Slot(str)
    def find(self, address: str) -> None:
        """Listens and asks on the port, or on every port when none is named; the station lets go of its scale meanwhile."""
        if self._scale.only_practice:
            return
        asked = [address] if address and address != PRACTICE else [each for each in places() if each != PRACTICE]
        self._scale.close()
        self.sheet.show_busy(True)
        self.sheet.show_said(_("Listening, then asking…"))
        self._finding = self._desk.runner.work(
            find_scale, asked, self._settings.scales_folder, answered=self.on_found, failed=self.on_failed
        )

    def on_found(self, found: tuple[str, Guess] | None) -> None:
        """What speaks there, filled in; or why nothing does."""
        self.sheet.show_busy(False)
        if found is None:
            self._tell(Tried.bad("no_ports"))
        else:
            address, guess = found
            line = guess.line
            told = (
                address
                if "://" in address or not guess.kind
                else f"{address} {line.baud} {line.bits}{line.parity}{line.stops}"
            )
            self.sheet.show_chosen(told, guess.kind or self._settings.scale_kind)
            self._tell(guess.tried)
            if guess.kind:
                self._scale.connect_to(told, guess.kind)
                return
        self._scale.connect_to(self._settings.scale_address, self._settings.scale_kind)

    def on_failed(self, error: Exception) -> None:
        """A fault of the program: told as such, the scale of the settings is used again."""
        self.sheet.show_busy(False)
        self._scale.connect_to(self._settings.scale_address, self._settings.scale_kind)
        self._desk.runner.failed.emit(error)

    def weigh(self) -> None:
        """One weight, as a station would take it."""
        self.sheet.show_said(_("Put a piece on it whose weight you know."))
        self._scale.weigh(self._on_weighed, use=TRIED)

    def _on_weighed(self, found: Accepted | Refused) -> None:
        if isinstance(found, Accepted):
            self._tell(Tried.good("weigh_works", weight_grams=found.weight_g))
        else:
            self._tell(Tried.bad(f"weigh_{found.fault.value}"))

    def zero(self) -> None:
        """The empty scale is set to nothing, where it can be told to."""
        self.sheet.show_said(self._zeroed())

    def tare(self) -> None:
        """What lies there counts as nothing."""
        self.sheet.show_said(self._tared())

    def clear(self) -> None:
        """Whole weights again."""
        self.sheet.show_said(self._cleared())

    def tare_crate(self) -> None:
        """The crate in hand is left out by the weight the books have of it."""
        grams = self.crate_tare_g()
        if grams is None:
            self._desk.tell(_("No crate is in hand. Scan one first."))
            return
        self._scale.tare_known(grams)
        self._desk.tell(_("The crate's {tare} kg are left out.").format(tare=kg(grams)))

    def _zeroed(self) -> str:
        return _("Told to zero.") if self._scale.zero() else _("This scale is zeroed by its own key only.")

    def _tared(self) -> str:
        return _("Tared.") if self._scale.tare() else _("There is no steady weight to tare. Wait for the lamp.")

    def _cleared(self) -> str:
        return _("No tare.") if self._scale.clear_tare() else _("This tare is cleared by the scale's own key only.")

    def _tell(self, tried: Tried) -> None:
        self.sheet.show_said(sentence(tried.notice), "right" if tried.works else "wrong")

    # Keeping -----------------------------------------------------------------------------------------

    @Slot(str, str, str, str)
    def on_kept(self, address: str, kind: str, serial: str, until: str) -> None:
        if until and certificate_of(serial, until).until is None:
            self.sheet.complain_of_day()
            return
        settings = self._settings
        settings.scale_serial, settings.scale_until = serial, until
        settings.scale_address, settings.scale_kind = address, kind
        settings.save()
        self.use_settings()
        self.sheet.close_sheet()

    @Slot()
    def on_closed(self) -> None:
        """However it was closed: the station weighs as the settings say."""
        self._scale.stop_weighing()
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None
            self.sheet.show_busy(False)
        self._scale.connect_to(self._settings.scale_address, self._settings.scale_kind)


def find_scale(addresses: list[str], folder: Path | None, progress: object) -> tuple[str, Guess] | None:
    """The first address where a scale speaks, else what the last one said; None when there is none to try."""
    from workers.setting_up.scales import guess_scale

    found = None
    for address in addresses:
        found = address, guess_scale(address, *([folder] if folder else []))
        if found[1].kind:
            break
    return found
