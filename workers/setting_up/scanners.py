"""Setting up a scanner and the codes of the shop's scales: scan a real label, see how it would be read, then save it.

`test_scan` says what one scan comes to with the table that is in force; `readings_of` how each pattern would read a
scale's label, `fitting` which of them say what is printed on it, and `with_pattern` puts the chosen one into the table.
Next: results.py, domain/common/sentences/setting_up_scanners.py, devices/drivers/wedge.py for the learning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from devices.drivers.wedge import LearnFault, Learnt, WedgeLearner
from devices.languages.scan_content import shown
from domain.catalogue.queries import ScannedProduct, in_store_patterns, scanned_product
from domain.catalogue.rules.in_store import form_of, is_in_store_form, read_in_store
from domain.catalogue.words import InStorePattern, InStoreReading, ReadCode
from domain.common.codes import OwnKind, own_code
from domain.common.money import yuan_text
from domain.common.quantity import weight_text
from domain.printing.rules import is_serial
from workers.scan_reading import read_scan
from workers.setting_up.results import Tried

CANDIDATES = (
    InStorePattern("P2 I5 W5 C"),
    InStorePattern("P2 I5 E5 C"),
    InStorePattern("P2 I5 W5 C", weight_decimals=2),
    InStorePattern("P2 I5 E5 C", amount_decimals=1),
    InStorePattern("P2 I5 E5 W5 C"),
    InStorePattern("P2 I5 W5 E5 C"),
    InStorePattern("P2 I5 E5 W5 C", weight_decimals=2),
    InStorePattern("P2 I5 W5 E5 C", weight_decimals=2),
)
"""What scales of the trade can be set to, the most usual first; others are typed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern and what it makes of the label."""

    pattern: InStorePattern
    reading: InStoreReading


@dataclass(frozen=True, slots=True)
class ScanTrial:
    """What a test scan came to: the sentence, the code, and for a scale's label how each pattern would read it."""

    tried: Tried
    code: ReadCode
    product: str = ""
    candidates: tuple[Candidate, ...] = ()


def test_scan(connection: Connection, raw: str) -> ScanTrial:
    """The reading of one scan by the one door of scans, with the table that is in force."""
    code = read_scan(raw)
    if code.fault:
        return ScanTrial(Tried.bad(f"scan_test_{code.fault}", shown_code=shown(code.text), seen=shown(raw)), code)
    found = scanned_product(connection, code)
    if not code.is_gs1 and is_in_store_form(code.text):
        return _scales_label(connection, code, found)
    return ScanTrial(_tried(code, found, raw), code, _named(found))


test_scan.__test__ = False  # type: ignore[attr-defined]
"""Its name is the trade's; no test of pytest's."""


def broken_scan(raw: str) -> Tried:
    """A burst of keys, or bytes on a wire, without their end."""
    return Tried.bad("scan_test_broken_off", shown_code=shown(raw), seen=shown(raw))


def _tried(code: ReadCode, found: ScannedProduct | None, raw: str) -> Tried:
    seen = shown(raw)
    ours = own_code(code.text)
    if ours is not None and ours.kind is not OwnKind.CONTROL:
        return Tried.good("scan_test_own", own=ours.kind.value, shown_code=ours.text, seen=seen)
    if ours is not None:
        return Tried.good("scan_test_control", word=ours.value, seen=seen)
    if is_serial(code.text.upper()):
        return Tried.good("scan_test_own", own="label", shown_code=code.text, seen=seen)
    if code.is_gs1:
        facts = _label_facts(code)
        return Tried.good("scan_test_gs1", shown_code=code.gtin or shown(code.text), facts=facts, seen=seen)
    if found is not None:
        return Tried.good("scan_test_product", shown_code=code.text, product=_named(found), seen=seen)
    return Tried.good("scan_test_unknown", shown_code=shown(code.text), seen=seen)


def _label_facts(code: ReadCode) -> str:
    facts = [weight_text(code.weight_g)] if code.weight_g is not None else []
    facts += [code.lot] if code.lot else []
    facts += [code.expires_on.isoformat()] if code.expires_on else []
    return " · ".join(facts) or "-"


def _named(found: ScannedProduct | None) -> str:
    return f"{found.name} {found.spec}".strip() if found else ""


# A scale's label ----------------------------------------------------------------------------------------


def _scales_label(connection: Connection, code: ReadCode, found: ScannedProduct | None) -> ScanTrial:
    candidates = readings_of(code.text, in_store_patterns(connection))
    reading = read_in_store(code.text, in_store_patterns(connection))
    if reading is None:
        return ScanTrial(Tried.bad("scan_test_no_pattern", shown_code=code.text), code, _named(found), candidates)
    facts = {"shown_code": code.text, "facts": reading_text(reading), "item": reading.item}
    if found is None:
        return ScanTrial(Tried.bad("scan_test_no_item", **facts), code, "", candidates)
    tried = Tried.good("scan_test_scale", product=_named(found), **facts)
    return ScanTrial(tried, code, _named(found), candidates)


def reading_text(reading: InStoreReading) -> str:
    """“1.250 kg · ¥12.50”: what to compare with the print on the label."""
    parts = [weight_text(reading.weight_g)] if reading.weight_g is not None else []
    parts += [f"¥{yuan_text(reading.amount_fen)}"] if reading.amount_fen is not None else []
    return " · ".join(parts)


def readings_of(code: str, own: Sequence[InStorePattern] = ()) -> tuple[Candidate, ...]:
    """How every pattern would read a label, those in force first; none for a code with a wrong check digit."""
    found: list[Candidate] = []
    for pattern in (*own, *CANDIDATES):
        reading = read_in_store(code, (pattern,))
        if reading is not None and all(reading_text(one.reading) != reading_text(reading) for one in found):
            found.append(Candidate(pattern, reading))
    return tuple(found)


def fitting(
    candidates: Iterable[Candidate], *, weight_g: int | None = None, amount_fen: int | None = None
) -> tuple[Candidate, ...]:
    """Those that say what a person reads on the label; what the person does not name is not compared."""
    return tuple(
        one
        for one in candidates
        if weight_g in (None, one.reading.weight_g) and amount_fen in (None, one.reading.amount_fen)
    )


def with_pattern(
    patterns: Sequence[InStorePattern], chosen: InStorePattern, code: str, *, only_prefix: bool
) -> tuple[InStorePattern, ...]:
    """The table with the chosen pattern before the others; of those that read the same labels it takes the place.

    `only_prefix`: for labels that begin as `code` does; else for every label of its length.
    """
    made = replace(chosen, prefixes=(code[:2],) if only_prefix else ())
    length = len(code)

    def is_replaced(one: InStorePattern) -> bool:
        form = form_of(one.form)
        same_length = form is not None and form.digits == length
        return same_length and (not only_prefix or one.prefixes == made.prefixes)

    return (made, *(one for one in patterns if not is_replaced(one)))


# How fast it types --------------------------------------------------------------------------------------


def learnt(learner: WedgeLearner) -> tuple[Learnt | None, Tried]:
    """What the scans so far taught, and the sentence: how many are still to come, that it works, or why it does not."""
    outcome = learner.outcome()
    if outcome is None:
        return None, Tried.bad("learn_more_scans", done=learner.done)
    if isinstance(outcome, LearnFault):
        return None, Tried.bad(f"learn_{outcome.value}")
    slowest, gap = round(outcome.slowest_s * 1000), round(outcome.timing.gap_s * 1000)
    code = "learn_works" if outcome.timing.has_end else "learn_works_without_end"
    return outcome, Tried.good(code, slowest_ms=slowest, gap_ms=gap, seen=shown(outcome.code))
