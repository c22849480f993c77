"""Days, times, zones and counts as the papers say them, in the reader's language."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from domain.catalogue.words import NO_SUPPLIER, TemperatureZone
from domain.common.codes import family_name, masked_phone, phone_tail
from domain.common.sentences import N_, _, ngettext
from exchange.documents.text import clean

_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS: Final = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_ZONES: Final = {TemperatureZone.CHILLED.value: N_("chilled"), TemperatureZone.FROZEN.value: N_("frozen")}

_AT_THE_PICK: Final = N_("missing or spoilt at the pick")
_RULES: Final = {
    "first_paid": N_("who paid first is served first"),
    "pro_rata": N_("everybody gets the same share of what was ordered"),
    "tagged_first": N_("tagged buyers first"),
    "whole_line": N_("whole lines, by who paid first"),
}
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")

DOT: Final = " · "


def day_text(day: date) -> str:
    """“Tue 26 May”, “5月26日 周二”."""
    weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
    return _("{weekday} {day} {month}").format(weekday=weekday, day=day.day, month=month)


def time_text(moment: datetime, same_day_as: datetime) -> str:
    """“20:46” in local time; with its date when that is another day than the given moment's."""
    local = moment.astimezone()
    if local.date() == same_day_as.astimezone().date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d %H:%M")


def clock_text(minute: int) -> str:
    """“07:40” of a minute of the delivery day; one of the day after counts on from midnight."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def span_text(begin: int | None, end: int | None) -> str:
    """“07:00–20:00”; "" where nobody said."""
    return "" if begin is None or end is None else f"{clock_text(begin)}–{clock_text(end)}"


def zone_text(zone: str) -> str:
    """The word for a cold zone, "" for goods that stand at room temperature."""
    return _(_ZONES[zone]) if zone in _ZONES else ""


def supplier_text(supplier: str) -> str:
    """The supplier's name; products without one are said to have none."""
    return _("No supplier yet") if supplier == NO_SUPPLIER else supplier


def pieces_text(count: int) -> str:
    return ngettext("{count} piece", "{count} pieces", count).format(count=number_text(count))


def products_text(count: int) -> str:
    return ngettext("{count} product", "{count} products", count).format(count=number_text(count))


def orders_text(count: int) -> str:
    return ngettext("{count} order", "{count} orders", count).format(count=number_text(count))


def points_text(count: int) -> str:
    return ngettext("{count} point", "{count} points", count).format(count=number_text(count))


def stops_text(count: int) -> str:
    return ngettext("{count} stop", "{count} stops", count).format(count=number_text(count))


def totes_text(count: int) -> str:
    return ngettext("{count} tote", "{count} totes", count).format(count=number_text(count))


def buyers_text(count: int) -> str:
    return ngettext("{count} buyer", "{count} buyers", count).format(count=number_text(count))


def phone_in_groups(phone: str) -> str:
    """“138 0000 0007”, as a person reads it out; any other number as it is."""
    digits = phone.strip()
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if len(digits) == 11 and digits.isdecimal() else digits


def rule_text(rule: str, tags: str) -> str:
    """By which rule a shortage was shared, as a buyer may be told; pieces that went missing at the pick have none."""
    if rule == "tagged_first" and tags:
        return _("buyers tagged {tags} first").format(tags=tags.replace(",", "、"))
    return _(_RULES.get(rule, _AT_THE_PICK))


def number_text(count: int) -> str:
    """Thousands apart by a comma, as money is written."""
    return f"{count:,}"


def person_text(name: str, phone: str) -> str:
    """“王* · 0007”: the family name and the last four digits, never more of either; "" where neither is known."""
    return DOT.join(part for part in (family_name(clean(name)), phone_tail(phone)) if part)


def without_phones(text: str) -> str:
    """The text with every mobile number in it shown by its last four digits alone."""
    return _MOBILE.sub(lambda found: masked_phone(found[0]), text)


def joined(*parts: str) -> str:
    """The parts that say something, a dot between them."""
    return DOT.join(part for part in parts if part.strip())
