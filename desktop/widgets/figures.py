"""Numbers, days and times as people read them on the screen, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.common.money import yuan_text
from domain.common.sentences import _, ngettext


def count(number: int) -> str:
    """“2,014”."""
    return f"{number:,}"


def orders(number: int) -> str:
    """“2,014 orders”."""
    return ngettext("{count} order", "{count} orders", number).format(count=count(number))


def pieces(number: int) -> str:
    """“3,106 pieces”."""
    return ngettext("{count} piece", "{count} pieces", number).format(count=count(number))


def lines(number: int) -> str:
    """“119 lines”."""
    return ngettext("{count} line", "{count} lines", number).format(count=count(number))


def points(number: int) -> str:
    """“60 points”."""
    return ngettext("{count} point", "{count} points", number).format(count=count(number))


def products(number: int) -> str:
    """“20 products”."""
    return ngettext("{count} product", "{count} products", number).format(count=count(number))


def suppliers(number: int) -> str:
    """“12 suppliers”."""
    return ngettext("{count} supplier", "{count} suppliers", number).format(count=count(number))


def crates(number: int) -> str:
    """“4 crates”."""
    return ngettext("{count} crate", "{count} crates", number).format(count=count(number))


def labels(number: int) -> str:
    """“42 labels”."""
    return ngettext("{count} label", "{count} labels", number).format(count=count(number))


def pages(number: int) -> str:
    """“60 pages”."""
    return ngettext("{count} page", "{count} pages", number).format(count=count(number))


def rows(number: int) -> str:
    """“3 rows”."""
    return ngettext("{count} row", "{count} rows", number).format(count=count(number))


def yuan(fen: int) -> str:
    """“¥9,047.40”."""
    return f"¥{yuan_text(fen)}"


def day(moment: date) -> str:
    """“周二 5月26日”, “Tue 26 May”."""
    weekdays = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return _("{weekday} {day} {month}").format(
        weekday=weekdays[moment.weekday()], day=moment.day, month=_months()[moment.month - 1]
    )


def _months() -> tuple[str, ...]:
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"))
    return (*first, _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))


def clock(moment: datetime) -> str:
    """“20:00” in local time."""
    return moment.astimezone().strftime("%H:%M")


def day_and_clock(moment: datetime) -> str:
    """“周二 5月26日 20:00”."""
    return f"{day(moment.astimezone().date())} {clock(moment)}"


def age(length: timedelta) -> str:
    """“just now”, “61 min”, “3 h 05 min”: how long something waits, to the minute."""
    minutes = max(0, int(length.total_seconds())) // 60
    if minutes < 1:
        return _("just now")
    return _("{minutes} min").format(minutes=minutes) if minutes < 120 else span(length)


def span(length: timedelta) -> str:
    """“1 h 12 min”, “4 min 05 s”, “2 days”; always positive."""
    seconds = abs(int(length.total_seconds()))
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds % 3600 // 60
    if days >= 2:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{minutes:02d}")
    if minutes >= 10:
        return _("{minutes} min").format(minutes=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=f"{seconds % 60:02d}")
