"""The questions of the gate: which crate stays and why, which comes off, what is allowed beyond a limit, and leaving,
with its consequence in numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from desktop.views.dispatch.words import crate_said
from desktop.widgets import figures
from desktop.widgets.numbered_sheet import Choice
from domain.common.quantity import volume_text, weight_text
from domain.common.sentences import _, ngettext
from domain.dispatch.rules import READY

if TYPE_CHECKING:
    from desktop.views.dispatch.loading.model import AtGate
    from desktop.widgets.numbered_sheet import NumberedSheet
    from domain.dispatch.words import LoadCrate, LoadList, LoadStop

MOST_NAMED = 4

Then = Callable[[str], object]
Named = tuple["LoadCrate", "LoadStop"]


def ask_behind(sheet: NumberedSheet, missing: Sequence[Named], then: Then) -> None:
    """Which crate stays here."""
    choices = [
        Choice(crate.code, crate_said(crate, stop.point), "" if crate.state in READY else _("not sealed"))
        for crate, stop in missing
    ]
    sheet.ask(_("Which crate stays here?"), _("Its point gets it later, or its buyers their money."), choices, then)


def ask_behind_reason(sheet: NumberedSheet, code: str, then: Then) -> None:
    """Why it stays."""
    words = (_("No room"), _("Not packed in time"), _("Not found"), _("Damaged"), _("The manager decided"))
    said = _("The name and the reason stand on the manifest.")
    sheet.ask(_("Why does {tote} stay?").format(tote=code), said, [Choice(word, word) for word in words], then)


def ask_off(sheet: NumberedSheet, loaded: Sequence[Named], then: Then) -> None:
    """Which crate comes off again; those at the door first."""
    choices = [Choice(crate.code, crate_said(crate, stop.point)) for crate, stop in loaded]
    sheet.ask(_("Which crate comes off?"), _("It stands at the gate again and may be loaded anew."), choices, then)


def ask_off_reason(sheet: NumberedSheet, code: str, then: Then) -> None:
    """Why it comes off."""
    words = (_("Wrong place on the van"), _("Too heavy"), _("Damaged"), _("Goes with another van"), _("Other reason"))
    sheet.ask(_("Why does {tote} come off?").format(tote=code), "", [Choice(word, word) for word in words], then)


def over_said(standing: dict[str, Any]) -> str:
    """“412 kg, allowed 400 kg”: every limit that all crates together would exceed."""
    shown: dict[str, tuple[str, Callable[[int], str]]] = {
        "weight": ("weight_g", weight_text),
        "volume": ("volume_ml", volume_text),
        "totes": ("totes", str),
    }
    parts = []
    for limit in standing["over"]:
        name, text = shown[limit]
        parts.append(
            _("{value}, allowed {allowed}").format(value=text(standing[name]), allowed=text(standing[f"max_{name}"]))
        )
    return "; ".join(parts)


def beyond(standing: dict[str, Any]) -> dict[str, int]:
    """How much would have to be allowed beyond each limit, by the name the operation knows it under."""
    names = ("weight_g", "volume_ml", "totes")
    return {name: max(0, int(standing[name]) - int(standing[f"max_{name}"])) for name in names}


def ask_more(sheet: NumberedSheet, standing: dict[str, Any], person: str, then: Then) -> None:
    """Who allows more, and why; or nothing is needed."""
    van = standing["van"]
    if not standing["over"]:
        said = _("With all its crates {van} stays within weight, volume and number.").format(van=van)
        sheet.ask(_("Nothing has to be allowed"), said, [], then)
        return
    words = (_("The road is short and level"), _("The van carries it, asked at the workshop"), _("The manager decided"))
    title = _("Allow {van} more?").format(van=van)
    said = _("With all its crates: {over}. {person} answers for it by name.").format(
        over=over_said(standing), person=person
    )
    sheet.ask(title, said, [Choice(word, word) for word in words], then)


def ask_depart(sheet: NumberedSheet, gate: AtGate, van: LoadList, then: Then) -> None:
    """The van leaves: what is on it, what stays, what nobody picked. Nothing can be loaded after that."""
    title = _("{van} leaves?").format(van=van.van)
    said = _("{count} crates, {weight}, {points}.").format(
        count=figures.count(van.totes), weight=weight_text(van.weight_g), points=figures.points(len(van.stops))
    )
    if gate.missing:
        named = "、".join(crate_said(crate, stop.point) for crate, stop in gate.missing[:MOST_NAMED])
        named += "…" if len(gate.missing) > MOST_NAMED else ""
        said += " " + _("Not on it: {named}. Load them, or F2 leaves them behind with a reason.").format(named=named)
        sheet.ask(
            title,
            said,
            [Choice("no", _("Not yet, {count} are missing").format(count=len(gate.missing)))],
            lambda _key: None,
        )
        return
    if gate.left_behind:
        said += " " + ngettext(
            "{count} stays here by name.", "{count} stay here by name.", len(gate.left_behind)
        ).format(count=len(gate.left_behind))
    said += " " + _("Nothing can be changed on it after that.")
    if van.to_pick:
        said += " " + _("{pieces} for it are not picked; say why it leaves all the same.").format(
            pieces=figures.pieces(van.to_pick)
        )
        words = (_("They come with the next van"), _("They will not come, refunded"), _("The manager decided"))
        sheet.ask(title, said, [Choice(word, word) for word in words], then)
        return
    sheet.ask(title, said, [Choice("", _("Let {van} leave").format(van=van.van))], then)
