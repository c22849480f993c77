"""Which scales can be talked to, by the name in the station's settings, and a driver for one of them; and the language
that a printer's profile names.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from devices.drivers.believing import ScaleLimits
from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.proof import Waits
from devices.drivers.scale import ScaleDriver
from devices.errors import BadAddress, BadProfile
from devices.languages.cpcl import Cpcl
from devices.languages.escpos import EscPos
from devices.languages.tspl import Tspl
from devices.languages.zpl import Zpl
from devices.links.addresses import link_to, printer_link_to
from devices.ports import PrinterLanguage
from devices.profiles import MEDIA, Profile, profile
from devices.scale_kinds import SCALES as SCALES
from devices.scale_kinds import scale_kinds

ONE_WAY = ("cups:", "windows:", "file:")
"""Addresses that only take."""
ANSWERS_IN_TURN = frozenset({"escpos", "cpcl"})
"""Languages whose answer itself says that all before it is done."""


def scale_at(address: str, kind: str, limits: ScaleLimits | None = None, folder: Path | None = None) -> ScaleDriver:
    """A driver for the scale at `address`, not started; `folder` holds the user's templates. BadAddress otherwise."""
    kinds = SCALES if kind in SCALES else scale_kinds(*([folder] if folder else []))
    if kind not in kinds:
        raise BadAddress(kind, ", ".join(kinds))
    family = kinds[kind]
    return ScaleDriver(
        link_to(address, family.line), family.language, commands=family.commands, limits=limits or family.limits
    )


def printer_at(
    address: str, profile_name: str, media_name: str, *, waits: Waits | None = None, own_profiles: Path | None = None
) -> LabelPrinterDriver:
    """A driver for the label printer at `address`, not connected; `own_profiles` is the user's folder of them. BadAddress,
    BadProfile when one of the three names nothing, or the roll is too wide for the head.

    The system's own queues and plain files answer nothing, whatever the profile says its printer could.
    """
    kind = profile(profile_name, own_profiles)
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
            return Tspl(profile.status, native_text=profile.native_text)
        case "escpos":
            return EscPos(profile.status, has_cutter=profile.has_cutter)
        case "cpcl":
            return Cpcl(profile.status, native_text=profile.native_text)
        case "zpl" | "zpl_z64":
            return Zpl(profile.status, is_packed=profile.language == "zpl_z64")
    raise BadAddress(profile.language, "tspl, escpos, zpl, zpl_z64, cpcl")
