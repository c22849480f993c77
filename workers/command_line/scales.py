"""`scale`: the kinds there are, what speaks on a port, one test weighing, whether a template is right. No books are opened."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from domain.common.sentences import _, sentence
from workers.command_line.answers import Answer
from workers.setting_up.results import Tried


def scale(wanted: argparse.Namespace) -> Answer:
    """Does the verb; what does not work is exit code 1."""
    verbs: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "kinds": kinds,
        "find": find,
        "weigh": weigh,
        "template": template,
    }
    return verbs[wanted.verb](wanted)


def kinds(_wanted: argparse.Namespace) -> Answer:
    """Every kind, with the line it is usually set to."""
    from devices.scale_kinds import scale_kinds

    rows = [
        {
            "kind": key,
            "name": kind.name,
            "line": f"{kind.line.baud} {kind.line.bits}{kind.line.parity}{kind.line.stops}",
            "asked": bool(kind.commands.request),
            "confirmed": kind.is_confirmed,
        }
        for key, kind in scale_kinds().items()
    ]
    lines = ["{kind:12} {line:10} {name}".format(**row) for row in rows]
    honest = _("Simulator-tested: until a scale of your kind was tried here, trust the test weighing alone.")
    return Answer({"kinds": rows}, [*lines, honest])


def find(wanted: argparse.Namespace) -> Answer:
    """Listens and asks on the ports named, or on all."""
    from workers.setting_up.scales import guess_scale, ports

    found, told = ports()
    addresses = wanted.ports or [each.address for each in found]
    if not addresses:
        return _tried(told)
    guesses = [(address, guess_scale(address)) for address in addresses]
    body = [
        {"port": address, "kind": guess.kind, "works": guess.tried.works, "seen": guess.tried.seen}
        for address, guess in guesses
    ]
    lines = [sentence(guess.tried.notice) for _address, guess in guesses]
    return Answer({"ports": body}, lines, any(guess.kind for _address, guess in guesses))


def weigh(wanted: argparse.Namespace) -> Answer:
    """One weight, as a station would take it."""
    from devices.errors import BadAddress
    from devices.registry import scale_at
    from workers.setting_up.scales import try_weighing

    try:
        driver = scale_at(wanted.port, wanted.kind)
    except BadAddress as error:
        return _tried(Tried.bad("bad_address", port=error.given, wanted=error.wanted))
    try:
        return _tried(try_weighing(driver, wanted.grams))
    finally:
        driver.close()


def template(wanted: argparse.Namespace) -> Answer:
    """Whether a file describes a scale."""
    from workers.setting_up.scales import check_template

    return _tried(check_template(wanted.file))


def _tried(tried: Tried) -> Answer:
    words = sentence(tried.notice)
    return Answer({"works": tried.works, "sentence": words, "seen": tried.seen}, [words], tried.works)
