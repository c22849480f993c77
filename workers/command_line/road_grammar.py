"""The grammar of `road ...`. Next: road.py."""

from __future__ import annotations

import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    """The group with its verbs."""
    group = commands.add_parser("road", help="vans under way: expected times, re-plans", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in (("show", "where the vans are, when they come"), ("late", "stops that come too late")):
        one = verbs.add_parser(verb, help=words, parents=[shared])
        one.add_argument("code")
        one.add_argument("--at", metavar="ISO", help="as of this moment (now)")
    verbs.add_parser("loads", help="packed totes against the vans' limits", parents=[shared]).add_argument("code")
    _replan(verbs, shared)
    for verb, words in (("proposal", "a re-plan as proposed or decided"), ("accept", "a re-plan in force, whole"),
                        ("refuse", "nothing of a re-plan")):  # fmt: skip
        one = verbs.add_parser(verb, help=words, parents=[shared])
        one.add_argument("replan", type=int, metavar="ID")
        if verb == "refuse":
            one.add_argument("--reason", required=True, metavar="WHY")
    taking = verbs.add_parser("take", help="totes taken over by a van", parents=[shared])
    taking.add_argument("code")
    taking.add_argument("van")
    taking.add_argument("totes", nargs="*", metavar="TOTE")
    taking.add_argument("--all", metavar="WHY", help="everything it is to take over, by your name and this reason")


def _replan(verbs: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    asking = verbs.add_parser("replan", help="propose a re-plan for what happened", parents=[shared])
    asking.add_argument("code")
    events = asking.add_subparsers(dest="what", required=True, metavar="WHAT")
    broken = events.add_parser("broken", help="a van drives no further", parents=[shared])
    broken.add_argument("van")
    where = broken.add_mutually_exclusive_group()
    where.add_argument("--place", metavar="POINT", help="its goods are taken over there")
    where.add_argument("--spot", type=_spot, metavar="LAT,LON", help="or there (GCJ-02)")
    late = events.add_parser("late", help="a van is late by so many minutes", parents=[shared])
    late.add_argument("van")
    late.add_argument("minutes", type=_minutes)
    closed = events.add_parser("closed", help="no way between two points (- is the warehouse)", parents=[shared])
    closed.add_argument("one", metavar="POINT")
    closed.add_argument("other", metavar="POINT")
    skip = events.add_parser("skip", help="a stop is left out", parents=[shared])
    skip.add_argument("point")
    skip.add_argument("--reason", required=True, metavar="WHY")
    events.add_parser("extra", help="a point gets its goods after all", parents=[shared]).add_argument("point")
    for event in events.choices.values():
        event.add_argument("--at", metavar="ISO", help="as of this moment (now)")
        event.add_argument("--seconds", type=_seconds, default=3.6, metavar="N", help="how long to search (3.6)")
        event.add_argument("--accept", action="store_true", help="put it in force at once")


def _minutes(text: str) -> int:
    """1 to 600."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes from 1 to 600")
    return int(text)


def _seconds(text: str) -> float:
    """More than nothing, at most a minute: a van waits."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0.1 to 60")
    return seconds


def _spot(text: str) -> tuple[int, int]:
    """Microdegrees of "30.3021,120.1234"."""
    try:
        lat, lon = (round(float(part) * 1e6) for part in text.split(","))
    except ValueError:
        lat = lon = 999_000_000
    if abs(lat) > 90_000_000 or abs(lon) > 180_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no place like 30.3021,120.1234")
    return lat, lon
