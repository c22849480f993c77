"""Every kind of scale the program can talk to, by its name in the settings: parser, line, commands, what tells of it.

A kind written down by a person stands among them (scale_templates/). Next: registry.py, languages/.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.drivers.believing import ScaleLimits
from devices.languages import dibal, kern, mt_sics, nci, ohaus, scale_checked, toledo_8217
from devices.languages.scale_bcd import PackedDecimals
from devices.languages.scale_commands import SPEAKS_ALONE, ScaleCommands
from devices.languages.scale_con3 import Con3
from devices.languages.scale_plain import Plain
from devices.languages.scale_st_gs import StGs
from devices.languages.toledo_continuous import ToledoContinuous
from devices.links.serial_line import LineSettings
from devices.ports import Language
from devices.scale_templates import TemplateProblem, templates

_USUAL = ScaleLimits()


@dataclass(frozen=True, slots=True)
class ScaleKind:
    """A family of scales: how people call it, its parser, the line most of them are set to, what may be said to it.

    `is_confirmed`: a document of a maker shows its frames. `is_template`: a person wrote it down.
    """

    name: str
    language: Callable[[], Language]
    line: LineSettings
    commands: ScaleCommands = SPEAKS_ALONE
    is_confirmed: bool = True
    is_template: bool = False
    limits: ScaleLimits = _USUAL


_8N1, _7E1 = LineSettings(), LineSettings(9600, 7, "E", 1)
_AND = ScaleCommands(request=b"Q\r\n", zero=b"Z\r\n", tare=b"T\r\n")
_DINI = ScaleCommands(request=b"READ\r\n", zero=b"Z\r\n", tare=b"T\r\n", clear_tare=b"C\r\n")
_KERN_ST = ScaleCommands(request=b"W", zero=b"Z", tare=b"T")

SCALES: dict[str, ScaleKind] = {
    "st_gs": ScaleKind("ST,GS (CAS, A&D)", StGs, _8N1),
    "and": ScaleKind("A&D (Q)", StGs, LineSettings(2400, 7, "E", 1), _AND),
    "dini": ScaleKind("Dini Argeo (READ)", StGs, _8N1, _DINI),
    "toledo": ScaleKind("Toledo", ToledoContinuous, _7E1),
    "toledo_sum": ScaleKind("Toledo + CHK", lambda: ToledoContinuous(has_check_sum=True), _7E1),
    "toledo_8217": ScaleKind("Toledo 8217 (kg)", toledo_8217.Toledo8217, _7E1, toledo_8217.COMMANDS),
    "mt_sics": ScaleKind("Mettler-Toledo MT-SICS", mt_sics.MtSics, _8N1, mt_sics.COMMANDS),
    "nci": ScaleKind("NCI (Avery Weigh-Tronix, Brecknell, Adam)", nci.Nci, _7E1, nci.COMMANDS),
    "ohaus": ScaleKind("OHAUS", ohaus.Ohaus, _8N1, ohaus.COMMANDS),
    "os2": ScaleKind("OS2 (Aclas 顶尖)", scale_checked.os2, _8N1, scale_checked.OS2_COMMANDS),
    "os2_asked": ScaleKind("OS2, ENQ (Aclas 顶尖)", scale_checked.os2, _8N1, scale_checked.OS2_ASKED),
    "acs": ScaleKind("ACS, ENQ (CAS SW, AP)", scale_checked.acs, _8N1, scale_checked.ACS_COMMANDS),
    "bcd": ScaleKind("FF BCD (友声 Yousheng, JCS)", PackedDecimals, _8N1, limits=ScaleLimits(flagged_frames=3)),
    "con3": ScaleKind("Con3 (BWS, T-Scale)", Con3, _8N1),
    "kern": ScaleKind("KERN (w)", kern.Kern, _8N1, kern.COMMANDS),
    "kern_kcp": ScaleKind("KERN KCP", mt_sics.MtSics, _8N1, mt_sics.COMMANDS),
    "kern_st": ScaleKind("KERN ST,GS (W)", StGs, _8N1, _KERN_ST),
    "dibal": ScaleKind("Dibal Dialog 06", dibal.Dibal, LineSettings(9600, 7, "E", 1), dibal.COMMANDS),
    "plain_kg": ScaleKind("1.250 kg", lambda: Plain("kg"), _8N1),
}


def scale_kinds(*folders: Path) -> dict[str, ScaleKind]:
    """The built-in kinds, then the shipped templates and those of the folders."""
    return {**SCALES, **_of_templates(*folders)}


def template_problems(*folders: Path) -> list[TemplateProblem]:
    """The files of the folders that are no templates, and why."""
    return templates(*folders)[1]


def _of_templates(*folders: Path) -> dict[str, ScaleKind]:
    found, _problems = templates(*folders)
    return {
        key: ScaleKind(each.name, each.language, each.line, each.commands, each.is_confirmed, is_template=True)
        for key, each in found.items()
        if key not in SCALES
    }
