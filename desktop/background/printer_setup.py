"""Setting a label printer up from the window: what is plugged in, which kinds there are, the test print. All in the pool.

The finding and judging is workers/setting_up/printers.py; here its answers become frozen rows for a view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.background.label_pictures import LabelPicture, as_image
from domain.common.sentences import _, language, sentence

if TYPE_CHECKING:
    from devices.drivers.label_printer import LabelPrinterDriver
    from domain.common.database import Database

    Make = Callable[[str, str, str], LabelPrinterDriver]

NETWORK = ("tcp://", "socket://", "rfc2217://")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Something that may be a printer: its name for a person, the address to keep, the profiles it may be."""

    name: str
    address: str
    likely: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrinterKind:
    """A profile: its key, its name for a person, the rolls that fit, whether it can answer at all."""

    key: str
    name: str
    media: tuple[str, ...]
    can_say: bool


@dataclass(frozen=True, slots=True)
class FoundAll:
    """What is plugged in, a sentence about it, and every kind of printer that is known."""

    places: tuple[FoundPlace, ...]
    sentence: str
    kinds: tuple[PrinterKind, ...]


@dataclass(frozen=True, slots=True)
class TriedPrinter:
    """What the test print came to: whether the printer itself says that it works, and the sentence."""

    works: bool
    sentence: str


def find(database: Database, _progress: object) -> FoundAll:
    """Everything the first two steps need."""
    from devices.profiles import profiles
    from workers.setting_up.printers import likely_profiles, places

    found, tried = places()
    all_places = tuple(FoundPlace(each.name, each.address, tuple(likely_profiles(each))) for each in found)
    own = own_profiles(database)
    kinds = tuple(
        PrinterKind(each.name, f"{each.family} · {each.language.upper()} · {each.dpi} dpi" + _told(each.name), each.media,
                    each.status != "none")
        for each in profiles(own if own.is_dir() else None).values()
    )  # fmt: skip
    return FoundAll(all_places, sentence(tried.notice), kinds)


def _told(name: str) -> str:
    """What tells one profile of a family from its brother: “(old)”, “(narrow)”."""
    last = name.rpartition("_")[2]
    return "" if last.isdigit() else f" ({last})"


def own_profiles(database: Database) -> Path:
    """Where a company's own profiles lie."""
    from workers.spooler.pictures import data_folder_of
    from workers.spooler.spooler import OWN_PROFILES

    return data_folder_of(database) / OWN_PROFILES


def address_problem(address: str, _progress: object) -> str:
    """Why an address names no printer; "" when it may."""
    from devices.errors import BadAddress
    from devices.links.addresses import printer_link_to
    from domain.common.errors import Notice

    try:
        printer_link_to(address)
    except BadAddress as error:
        return sentence(Notice.of("bad_address", port=address, wanted=error.wanted))
    return ""


def is_at_this_computer(address: str) -> bool:
    """False for a printer of the network, which any station may reach."""
    return not address.strip().startswith(NETWORK) and "@" not in address.partition("cups:")[2]


def picture(database: Database, profile_name: str, media_name: str, name: str, _progress: object) -> LabelPicture:
    """The test print of a printer called `name`, as it comes out."""
    from devices.profiles import MEDIA, profile
    from exchange.labels.test_print import draw_test_print

    media, kind = MEDIA[media_name], profile(profile_name, own_profiles(database))
    label = draw_test_print(media, kind.dpi, language=language(), printer=name, profile=profile_name)
    return LabelPicture(0, as_image(label), media.width_mm, media.height_mm)


def try_it(
    database: Database, where: tuple[str, str, str], name: str, make: Make | None, _progress: object
) -> TriedPrinter:
    """Prints the test label at `where` (address, profile, roll); `make` gives the driver, None: of the real printer."""
    from devices.registry import printer_at
    from workers.setting_up.printers import try_printing

    own = own_profiles(database)
    driver = make or partial(printer_at, own_profiles=own)
    tried = try_printing(*where, name or _("the printer"), make_printer=driver, own_profiles=own)
    return TriedPrinter(tried.works, sentence(tried.notice))
