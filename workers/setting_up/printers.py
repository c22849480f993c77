"""Setting up a label printer: what is plugged in, which profile it may be, and a test print that ends in a sentence.

The test print is no job of the queue: it has no serial and nothing is booked. Next: results.py,
domain/common/sentences/setting_up_printers.py, exchange/labels/test_print.py for what is on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from devices.drivers.label_printer import LabelPrinterDriver
from devices.drivers.proof import PrintFault
from devices.errors import BadAddress, BadProfile, NotBegun
from devices.links.ports_found import FoundPort, found_ports
from devices.profiles import MEDIA, Profile, profile, profiles
from devices.readings import Evidence, Printed
from devices.registry import printer_at
from domain.common.sentences import language
from workers.setting_up.results import Tried
from workers.spooler.telling import health_notice

MakePrinter = Callable[[str, str, str], LabelPrinterDriver]
_WORD = re.compile(r"[A-Za-z]{2,}[-A-Za-z0-9]*")


def places() -> tuple[list[FoundPort], Tried]:
    """What a printer may be behind (ports, device files, queues of the system), and a sentence about it."""
    found = found_ports()
    names = ", ".join(each.name for each in found)
    return found, Tried.good("places_found", places=names) if found else Tried.bad("no_places")


def likely_profiles(found: FoundPort) -> list[str]:
    """The profiles whose model or maker the port's name has, the likeliest first; empty when it says nothing."""
    said = {word.lower() for word in _WORD.findall(found.name)}
    scored = [(_likeness(each, said), name) for name, each in profiles().items()]
    return [name for score, name in sorted(scored, key=lambda one: -one[0]) if score]


def _likeness(each: Profile, said: set[str]) -> int:
    """2 for a model, 1 for the maker alone."""
    models = {word.lower() for model in each.models for word in _WORD.findall(model) if any(map(str.isdigit, word))}
    return 2 if models & said else int(each.family.split()[0].lower() in said)


def try_printing(
    address: str,
    profile_name: str,
    media_name: str,
    name: str,
    *,
    make_printer: MakePrinter = printer_at,
    own_profiles: Path | None = None,
) -> Tried:
    """Prints one test label on the printer at `address`, called `name`; works only when it said itself that it is out.

    `own_profiles`: the company's folder of profiles, which `make_printer` knows too.
    """
    from exchange.labels.test_print import draw_test_print

    try:
        kind = profile(profile_name, own_profiles)
        printer = make_printer(address, profile_name, media_name)
    except BadAddress as error:
        return Tried.bad("bad_address", port=address, wanted=error.wanted)
    except BadProfile as error:
        return Tried.bad("bad_profile", place=error.place, field=error.field, given=error.given, wanted=error.wanted)
    label = draw_test_print(MEDIA[media_name], kind.dpi, language=language(), printer=name, profile=profile_name)
    try:
        return _told(printer.print_label(label, lambda: None), name, kind)
    except NotBegun as refused:
        return Tried(False, health_notice(name, address, refused.health), refused.health.detail)
    finally:
        printer.close()


def _told(printed: Printed, name: str, kind: Profile) -> Tried:
    fault, _colon, detail = (part.strip() for part in printed.fault.partition(":"))
    if printed.evidence is Evidence.CONFIRMED:
        return Tried.good("test_print_works", printer=name)
    if fault == PrintFault.STOPPED:
        return Tried.bad(f"printer_has_{detail.split(',')[0]}", printer=name)
    if fault in (PrintFault.WIRE_BROKE, PrintFault.SILENT):
        return Tried.bad(f"test_print_{fault}", printer=name, detail=detail, seen=detail)
    return Tried.bad("test_print_sent", printer=name, profile=kind.name)
