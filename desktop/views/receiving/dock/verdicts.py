"""What a scan at the dock and a refusal come to, for the eye and the ear: tone, a word, what, what to do, a sound."""

from __future__ import annotations

from desktop.background.scan_words import UnfitScan, parted
from desktop.views.receiving.dock.faces import cases_text
from desktop.views.receiving.words import supplier_name
from desktop.widgets.tokens import Tone
from desktop.widgets.tones import Sound
from desktop.widgets.verdict_band import Verdict
from domain.common.errors import DomainError, Notice
from domain.common.sentences import _, sentence
from domain.purchasing.queries import DockScan
from domain.purchasing.words import ScanVerdict

Told = tuple[Verdict, Sound]


def of_scan(scan: DockScan, code: str, supplier: str) -> Told:
    """A scan that was looked up; `supplier` is whose order the line is of."""
    if scan.verdict is ScanVerdict.RIGHT:
        left = cases_text(scan.remaining, scan.case_size, "")
        then = _("Still to come: {count}").format(count=left)
        return Verdict(Tone.RIGHT, _("This one"), scan.product, then), Sound.RIGHT
    if scan.verdict is ScanVerdict.ALL_HERE:
        return Verdict(
            Tone.CAREFUL, _("All here"), scan.product, _("More came? Type how many, Enter asks who allows it.")
        ), Sound.LOOK
    if scan.verdict is ScanVerdict.OTHER_SUPPLIER:
        what = _("{product} is of {supplier}").format(product=scan.product, supplier=supplier_name(supplier))
        return Verdict(
            Tone.CAREFUL, _("Other order"), what, _("Enter takes order {order} in hand.").format(order=scan.order)
        ), Sound.LOOK
    if scan.verdict is ScanVerdict.NOT_ORDERED:
        return Verdict(
            Tone.WRONG, _("Not ordered"), scan.product, _("Nobody ordered it this cycle. Send it back or ask.")
        ), Sound.WRONG
    return Verdict(
        Tone.WRONG, _("Unknown"), code, _("No product has this code. Choose the line with the arrows.")
    ), Sound.UNKNOWN


def of_unfit(unfit: UnfitScan) -> Told:
    """A scan that is no code at all."""
    return Verdict(Tone.WRONG, unfit.word, unfit.what, unfit.then), Sound.UNKNOWN


def of_refusal(error: DomainError, word: str) -> Told:
    """What was not done, and why."""
    what, then = parted(sentence(error))
    return Verdict(Tone.WRONG, word, what, then), Sound.WRONG


def warnings_of(answer: dict[str, object]) -> tuple[str, ...]:
    """The sentences of an answer's warnings."""
    found = answer.get("warnings")
    pairs = found if isinstance(found, list) else []
    return tuple(sentence(Notice.of(str(code), **dict(facts))) for code, facts in pairs)
