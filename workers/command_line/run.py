"""Runs one command: opens the company, calls the operation, prints the answer or the refusal's sentence."""

from __future__ import annotations

import argparse
import getpass
import os
import platform
from collections.abc import Callable
from pathlib import Path

from domain.common.database import Database, is_address, open_database
from domain.common.errors import DomainError, FolderInUse
from domain.common.people import Actor, Role
from domain.common.sentences import DEFAULT_LANGUAGE, use_language
from workers.command_line import (
    answers,
    cycles,
    keeping,
    label_asking,
    orders,
    papers,
    people,
    printers,
    purchasing,
    road,
    routes,
    scans,
    stock,
    tables,
    travel,
    ways,
)
from workers.command_line.answers import Answer

Command = Callable[[Database, Actor, argparse.Namespace], Answer]

COMMANDS: dict[tuple[str, str | None], Command] = {
    ("cycle", "open"): cycles.open_one,
    ("cycle", "cutoff"): cycles.cut,
    ("cycle", "show"): cycles.show,
    ("orders", "import"): orders.import_files,
    ("orders", "paste"): orders.paste,
    ("documents", None): papers.write,
    ("catalogue", "import"): tables.import_catalogue,
    ("catalogue", "export"): tables.export_catalogue,
    ("places", "import"): tables.import_places,
    ("places", "export"): tables.export_places,
    ("bins", "import"): tables.import_bins,
    ("bins", "export"): tables.export_bins,
    ("stock", "show"): stock.show,
    ("stock", "allocate"): stock.allocate,
    ("stock", "slots"): stock.slots,
    ("receive", None): purchasing.receive,
    ("shortage", None): purchasing.shortage,
    ("routes", "plan"): routes.plan,
    ("routes", "finish"): routes.finish,
    ("routes", "undo"): routes.undo,
    ("travel", "show"): travel.show,
    ("travel", "use-roads"): travel.use_roads,
    ("travel", "use-service"): travel.use_service,
    ("travel", "use-estimate"): travel.use_estimate,
    ("travel", "pace"): travel.pace,
    ("travel", "fill"): travel.fill,
    ("travel", "forget"): travel.forget,
    ("routes", "ways-out"): ways.out,
    ("routes", "what-if"): ways.ask,
    ("road", "show"): road.show,
    ("road", "late"): road.late,
    ("road", "loads"): road.loads,
    ("road", "replan"): road.replan,
    ("road", "proposal"): road.show_replan,
    ("road", "accept"): road.accept,
    ("road", "refuse"): road.refuse,
    ("road", "take"): road.take,
    ("scan", None): scans.read,
    ("printers", "list"): printers.show,
    ("printers", "add"): printers.add,
    ("printers", "pause"): printers.pause,
    ("printers", "resume"): printers.resume,
    ("printers", "settle"): printers.settle,
    ("printers", "serve"): printers.serve,
    **{("print", kind): label_asking.ask for kind in label_asking.KINDS},
    ("people", "list"): people.show,
    ("people", "add"): people.add,
    ("people", "leave"): people.leave,
    ("check", None): keeping.check_all,
    ("backup", None): keeping.backup,
}
LOOKING_ONLY = {
    ("people", "list"),
    ("cycle", "show"),
    ("check", None),
    ("catalogue", "export"),
    ("places", "export"),
    ("bins", "export"),
    ("stock", "show"),
    ("travel", "show"),
    ("scan", None),
    ("routes", "ways-out"),
    ("routes", "what-if"),
    ("backup", None),
}


def run_command(wanted: argparse.Namespace) -> int:
    """Does the command and prints; the exit code."""
    use_language(wanted.lang or os.environ.get("DAYBREAK_LANG", DEFAULT_LANGUAGE))
    try:
        answer = _run(wanted)
    except DomainError as refusal:
        return answers.print_refusal(refusal, as_json=wanted.json)
    return answers.print_answer(answer, as_json=wanted.json)


def _run(wanted: argparse.Namespace) -> Answer:
    if wanted.command == "demo":
        from workers.command_line.demonstration import demo

        return demo(wanted)
    if wanted.command == "scale":
        from workers.command_line.scales import scale

        return scale(wanted)
    where = data_place(wanted.data)
    if wanted.command == "restore":
        return keeping.restore(where, wanted)
    if wanted.command == "labels":
        from workers.command_line import labels

        return labels.write(where, wanted)
    key = (wanted.command, getattr(wanted, "verb", None))
    with _open(where, looking=key in LOOKING_ONLY) as database:
        return COMMANDS[key](database, actor(), wanted)


def _open(where: str | Path, *, looking: bool) -> Database:
    """The company; while another process holds the folder, commands that only look still may."""
    try:
        return open_database(where, who="main.py")
    except FolderInUse:
        if not looking:
            raise
        return open_database(where, read_only=True)


def data_place(asked: str | None) -> str | Path:
    """Where the data live: as asked, as DAYBREAK_DATA says, or the user's own data folder."""
    where = asked or os.environ.get("DAYBREAK_DATA")
    if where:
        return where if is_address(where) else Path(where)
    import platformdirs

    return Path(platformdirs.user_data_dir("Daybreak", appauthor=False))


def actor() -> Actor:
    """Who sits at this keyboard, as the trail names them (DAYBREAK_PERSON, DAYBREAK_STATION, else the system's)."""
    try:
        person = os.environ.get("DAYBREAK_PERSON") or getpass.getuser()
    except (KeyError, OSError):
        person = "?"
    station = os.environ.get("DAYBREAK_STATION") or platform.node() or "?"
    return Actor(person[:40], station[:40], Role.MANAGER)
