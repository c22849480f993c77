"""Which scales can be talked to, by the name in the station's settings, and a driver for one of them; and the language
that a printer's profile names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.drivers.believing import ScaleLimits
from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.proof import Waits
from devices.drivers.scale import ScaleDriver
from devices.errors import BadAddress, BadProfile
from devices.languages.cpcl import Cpcl
from devices.languages.escpos import EscPos
from devices.languages.scale_plain import Plain
from devices.languages.scale_st_gs import StGs
from devices.languages.toledo_continuous import ToledoContinuous
from devices.languages.tspl import Tspl
from devices.languages.zpl import Zpl
from devices.links.addresses import link_to, printer_link_to
from devices.links.serial_line import LineSettings
from devices.ports import Language, PrinterLanguage
from devices.profiles import MEDIA, Profile, profile


ONE_WAY = ("cups:", "windows:", "file:")
"""Addresses that only take."""
ANSWERS_IN_TURN = frozenset({"escpos", "cpcl"})
"""Languages whose answer itself says that all before it is done."""


@dataclass(frozen=True, slots=True)
class ScaleKind:
    """A family of scales: how people call it, its parser, and the line most of them are set to."""

    name: str
    language: Callable[[], Language]
    line: LineSettings


SCALES: dict[str, ScaleKind] = {
    "st_gs": ScaleKind("ST,GS (CAS, A&D)", StGs, LineSettings()),
    "toledo": ScaleKind("Toledo", ToledoContinuous, LineSettings(9600, 7, "E", 1)),
    "toledo_sum": ScaleKind(
        "Toledo + CHK", lambda: ToledoContinuous(has_check_sum=True), LineSettings(9600, 7, "E", 1)
    ),
    "plain_kg": ScaleKind("1.250 kg", lambda: Plain("kg"), LineSettings()),
}


def scale_at(address: str, kind: str, limits: ScaleLimits | None = None) -> ScaleDriver:
    """A driver for the scale at `address`, not started. BadAddress when address or kind name nothing."""
    if kind not in SCALES:
        raise BadAddress(kind, ", ".join(SCALES))
    family = SCALES[kind]
    return ScaleDriver(link_to(address, family.line), family.language, limits=limits)


def printer_at(address: str, profile_name: str, media_name: str, *, waits: Waits | None = None) -> LabelPrinterDriver:
    """A driver for the label printer at `address`, not connected. BadAddress, BadProfile when one of the three names
    nothing, or the roll is too wide for the head.

    The system's own queues and plain files answer nothing, whatever the profile says its printer could.
    """
    kind = profile(profile_name)
    if media_name not in kind.media:
        raise BadProfile(profile_name, "media", media_name, ", ".join(kind.media))
    if address.strip().startswith(ONE_WAY):
        kind = replace(kind, status="none")
    link = printer_link_to(address, kind.line)
    in_turn = kind.language in ANSWERS_IN_TURN
    return LabelPrinterDriver(link, language_of(kind), MEDIA[media_name], in_turn=in_turn, waits=waits)


def language_of(profile: Profile) -> PrinterLanguage:
    """What a printer of this profile speaks, asked as far as it answers."""
    match profile.language:
        case "tspl":
            return Tspl(profile.status)
        case "escpos":
            return EscPos(profile.status, has_cutter=profile.has_cutter)
        case "cpcl":
            return Cpcl(profile.status)
        case "zpl" | "zpl_z64":
            return Zpl(profile.status, is_packed=profile.language == "zpl_z64")
    raise BadAddress(profile.language, "tspl, escpos, zpl, zpl_z64, cpcl")
