"""The grammar of the command line, one function per group of commands. Global options may stand anywhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from domain.common.sentences import LANGUAGES
from domain.dispatch.words import PALLET_TOTES
from workers.command_line import road_grammar

SHORTAGE_RULES = ("first_paid", "pro_rata", "tagged_first", "whole_line")
PAPERS = ("purchase", "pick", "sow", "run", "load", "handover", "sums")
QUESTIONS = ("one_van_less", "wider_window", "earlier_start", "with_couriers", "without_couriers")
LABELS = (
    *("tote_label", "item_label", "bag_label", "bin_label"),
    *("pickup_slip", "pallet_label", "badge", "control_sheet"),
)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The wanted command and its options; `command` is None for the desktop. Wrong usage ends with exit code 2."""
    wanted = _parser().parse_args(arguments)
    for name, default in (("data", None), ("lang", None), ("json", False)):
        if not hasattr(wanted, name):
            setattr(wanted, name, default)
    return wanted


def _parser() -> argparse.ArgumentParser:
    shared = _global_options()
    parser = argparse.ArgumentParser(prog="main.py", description="Daybreak 晨配", parents=[shared])
    parser.add_argument("--training", action="store_true", help="open the window on books and devices for practising")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _cycle(commands, shared)
    _orders(commands, shared)
    _papers(commands, shared)
    _tables(commands, shared)
    _stock(commands, shared)
    _purchasing(commands, shared)
    _routes(commands, shared)
    road_grammar.add(commands, shared)
    _travel(commands, shared)
    _printers(commands, shared)
    _printing(commands, shared)
    _people(commands, shared)
    _keeping(commands, shared)
    commands.add_parser("scan", help="what a scanned code is", parents=[shared]).add_argument("code")
    _scale(commands, shared)
    _showing(commands, shared)
    return parser


def _global_options() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--data", metavar="WHERE", help="a folder (SQLite) or a postgresql:// address")
    shared.add_argument("--lang", choices=LANGUAGES, help="language of sentences and papers")
    shared.add_argument("--json", action="store_true", help="one JSON object on the output")
    return shared


def _cycle(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("cycle", help="open, show, cut off", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    opening = verbs.add_parser("open", help="open a cycle", parents=[shared])
    opening.add_argument("code")
    opening.add_argument("--cutoff", required=True, metavar="ISO", help="planned cutoff, 2026-05-25T20:00+08:00")
    opening.add_argument("--delivery", required=True, metavar="DATE", help="delivery day, 2026-05-26")
    for verb, words in (("cutoff", "freeze the cycle's demand"), ("show", "sums so far, by point and product")):
        verbs.add_parser(verb, help=words, parents=[shared]).add_argument("code")


def _orders(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("orders", help="import order files, paste 接龙", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    importing = verbs.add_parser("import", help="import order files", parents=[shared])
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--profile", metavar="NAME", help="a saved column profile")
    importing.add_argument("--all-or-nothing", action="store_true", help="take nothing when a row cannot be taken")
    pasting = verbs.add_parser("paste", help="take 接龙 text from a file or - for the input", parents=[shared])
    pasting.add_argument("file", metavar="FILE|-")
    for verb in (importing, pasting):
        verb.add_argument("--cycle", required=True, metavar="CODE")
        verb.add_argument("--point", metavar="NAME", help="pickup point of orders that name none")
        verb.add_argument("--create-missing", action="store_true", help="make drafts of unknown products and points")
        verb.add_argument("--dry-run", action="store_true", help="tell what would happen, change nothing")


def _papers(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    papers = commands.add_parser("documents", help="write the papers of a cut cycle", parents=[shared])
    papers.add_argument("code")
    papers.add_argument("--out", required=True, type=Path, metavar="DIR")
    papers.add_argument("--only", metavar=",".join(PAPERS), help="only these kinds")
    papers.add_argument("--expected", action="store_true", help="count sheets say what the books expect")
    labels = commands.add_parser("labels", help="a picture of each label, as the printer gets it", parents=[shared])
    labels.add_argument("--out", required=True, type=Path, metavar="DIR")
    labels.add_argument("--kinds", type=_label_kinds, metavar=",".join(LABELS), help="only these kinds")
    labels.add_argument("--media", type=_media, metavar="60x40,…", help="only these sizes, in mm")
    labels.add_argument("--dpi", type=int, choices=(203, 300), default=203)
    labels.add_argument("--long", action="store_true", help="with the longest words a night has")
    labels.add_argument("--training", dest="is_training", action="store_true", help="as printed in training")
    labels.add_argument("--copy", type=int, default=1, metavar="N", help="as the N-th print of the same label")
    labels.add_argument(
        "--templates", type=Path, metavar="DIR", help="own templates (usual: labels in the data folder)"
    )


def _label_kinds(text: str) -> tuple[str, ...]:
    """The kinds of "a,b"."""
    kinds = tuple(part.strip() for part in text.split(",") if part.strip())
    if unknown := set(kinds) - set(LABELS):
        raise argparse.ArgumentTypeError(f"no label {', '.join(sorted(unknown))}; there are {', '.join(LABELS)}")
    return kinds


def _media(text: str) -> tuple[str, ...]:
    """The sizes of "60x40,100x150", 10 to 300 mm."""
    found = []
    for part in filter(None, (part.strip() for part in text.lower().split(","))):
        width, _x, height = part.partition("x")
        if not all(side.isascii() and side.isdigit() and 10 <= int(side) <= 300 for side in (width, height)):
            raise argparse.ArgumentTypeError(f"{part!r} is no size in mm like 60x40")
        found.append(f"{int(width)}x{int(height)}")
    return tuple(found)


def _tables(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    groups = {"catalogue": "products and suppliers", "places": "points, vans, drivers, warehouses", "bins": "bins"}
    for name, words in groups.items():
        group = commands.add_parser(name, help=words, parents=[shared])
        verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
        for verb in ("import", "export"):
            verbs.add_parser(verb, parents=[shared]).add_argument("file", type=Path)


def _stock(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("stock", help="what lies there, promises to a cycle, shelves", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    showing = verbs.add_parser("show", help="stock by product, what runs low, what ends soon", parents=[shared])
    showing.add_argument("--days", type=int, default=3, metavar="N", help="what ends within so many days (3)")
    promising = verbs.add_parser("allocate", help="promise stock to a cut cycle, first expired first", parents=[shared])
    promising.add_argument("code")
    placing = verbs.add_parser("slots", help="propose a shelf for every product", parents=[shared])
    placing.add_argument("--seconds", type=_seconds, metavar="N", default=4.5, help="how long to search")
    placing.add_argument("--refills", type=int, metavar="N", default=1, help="how often a shelf is filled in a night")
    placing.add_argument("--accept", action="store_true", help="pick from these shelves from now on")


def _routes(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("routes", help="plan the vans' routes", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    planning = verbs.add_parser("plan", help="a plan of the delivery day, in force at once", parents=[shared])
    finishing = verbs.add_parser("finish", help="plan anew what is not pinned", parents=[shared])
    for verb in (planning, finishing):
        verb.add_argument("code")
        verb.add_argument("--seconds", type=_seconds, metavar="N", default=10.0, help="how long to search")
    taking_back = verbs.add_parser("undo", help="take the last change by hand back", parents=[shared])
    taking_back.add_argument("code")
    _ways(verbs, shared)


def _ways(verbs: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    out = verbs.add_parser("ways-out", help="why a day does not fit, and what it would cost to", parents=[shared])
    asking = verbs.add_parser("what-if", help="the day with a van less, other hours, couriers", parents=[shared])
    for verb in (out, asking):
        verb.add_argument("code")
        verb.add_argument("--seconds", type=_seconds, metavar="N", default=3.0, help="how long each search may take")
    asking.add_argument("--ask", action="append", choices=QUESTIONS, help="this question alone; may be repeated")
    asking.add_argument("--minutes", type=_minutes, metavar="N", default=30, help="by how much hours move")


def _minutes(text: str) -> int:
    """From 1 to 600."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes from 1 to 600")
    return int(text)


def _travel(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("travel", help="where travel times come from", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("show", help="the source, legs known, roads, pace of the hours", parents=[shared])
    roads = verbs.add_parser("use-roads", help="build the roads of an extract and drive by them", parents=[shared])
    roads.add_argument("file", type=Path, metavar="FILE.osm.pbf")
    service = verbs.add_parser("use-service", help="ask a service on the network", parents=[shared])
    service.add_argument("address", metavar="URL", help="https://name/path; {key} in it is where the key goes")
    service.add_argument("--kind", choices=("valhalla", "osrm"), default="valhalla")
    service.add_argument("--key", metavar="KEY", help="the operator's key, kept on this computer alone")
    for verb in (roads, service):
        verb.add_argument("--profile", metavar="NAME", help="kind of vehicle: auto, truck, motor_scooter …")
    verbs.add_parser("use-estimate", help="as the crow flies with a detour", parents=[shared])
    pace = verbs.add_parser("pace", help="percent of the usual speed in some hours", parents=[shared])
    pace.add_argument("hours", nargs="+", metavar="HOUR=PERCENT", help="8=75")
    forgetting = verbs.add_parser("forget", help="ask anew what a source has answered so far", parents=[shared])
    forgetting.add_argument("source", choices=("roads", "service"))
    verbs.add_parser("fill", help="ask for the legs of a cut cycle that are missing", parents=[shared]).add_argument(
        "code"
    )


def _seconds(text: str) -> float:
    """More than nothing, at most an hour."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 1 to 3600")
    return seconds


def _purchasing(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    receiving = commands.add_parser("receive", help="receive a file of delivered quantities", parents=[shared])
    receiving.add_argument("file", type=Path)
    receiving.add_argument("--cycle", required=True, metavar="CODE")
    sharing = commands.add_parser("shortage", help="share what is short by a rule", parents=[shared])
    sharing.add_argument("code")
    sharing.add_argument("--rule", required=True, choices=SHORTAGE_RULES)
    sharing.add_argument(
        "--tags", metavar="TAG,TAG", help="whose buyers go first (tagged_first; any tag when not named)"
    )
    sharing.add_argument("--dry-run", action="store_true", help="tell who would get what, change nothing")


def _printers(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("printers", help="label printers, and printing without a window", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="every printer, what waits, what is in doubt", parents=[shared])
    adding = verbs.add_parser("add", help="a printer of the company", parents=[shared])
    adding.add_argument("name")
    adding.add_argument("--link", required=True, metavar="ADDRESS", help="tcp://10.0.0.9:9100, COM3, cups:QUEUE …")
    adding.add_argument("--profile", required=True, metavar="NAME", help="gprinter_tspl_203 …")
    adding.add_argument("--media", default="60x40", metavar="WxH", help="the roll in it (60x40)")
    adding.add_argument("--station", metavar="NAME", help="where it stands; without one it prints for everybody")
    for verb, words in (("pause", "nothing more goes out"), ("resume", "what waits comes out")):
        verbs.add_parser(verb, help=words, parents=[shared]).add_argument("name")
    settling = verbs.add_parser("settle", help="a label in doubt: is it out, or printed again?", parents=[shared])
    settling.add_argument("serial")
    answer = settling.add_mutually_exclusive_group(required=True)
    answer.add_argument("--out", action="store_true", help="it came out, whole")
    answer.add_argument("--again", action="store_true", help="it is printed again, marked")
    serving = verbs.add_parser("serve", help="print here until interrupted", parents=[shared])
    serving.add_argument("--once", action="store_true", help="end when nothing waits, or a person is needed")


def _printing(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("print", help="ask for labels; asked again they are the same ones", parents=[shared])
    kinds = group.add_subparsers(dest="verb", required=True, metavar="KIND")
    for kind, words in (
        ("totes", "sealed crates without a label"),
        ("items", "weighed pieces without a label"),
        ("bags", "each buyer's bag of packed points"),
        ("slips", "each buyer's pickup code"),
    ):
        of_points = kinds.add_parser(kind, help=words, parents=[shared])
        of_points.add_argument("--cycle", required=True, metavar="CODE")
        of_points.add_argument("--point", metavar="NAME", help="this pickup point alone, by name or code")
    pallets = kinds.add_parser("pallets", help="pallets of vans whose load is known", parents=[shared])
    pallets.add_argument("--cycle", required=True, metavar="CODE")
    pallets.add_argument("--van", metavar="CODE", help="this van alone")
    pallets.add_argument("--totes", type=_totes, default=PALLET_TOTES, metavar="N", help="crates on a pallet (24)")
    bins = kinds.add_parser("bins", help="shelves and other bins", parents=[shared])
    bins.add_argument("--bins", required=True, type=_names, metavar="CODES", help="A-01,A-02, a zone (chilled), or all")
    badges = kinds.add_parser("badges", help="badges of everybody, or of some", parents=[shared])
    whose = badges.add_mutually_exclusive_group()
    whose.add_argument("--person", type=_names, metavar="NAMES", help="these alone: 李敏,王芳")
    whose.add_argument("--lost", metavar="NAME", help="a new badge; the lost one lets nobody in any more")
    control = kinds.add_parser("control", help="the sheet of control codes beside a station", parents=[shared])
    control.add_argument("--station", metavar="NAME", help="the place it hangs at (this one)")


def _names(text: str) -> list[str]:
    """The names of "a,b" or "a，b"."""
    names = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    if not names:
        raise argparse.ArgumentTypeError("names nothing")
    return names


def _totes(text: str) -> int:
    """How many crates stand on a pallet: 1 to 200."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 200):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of crates from 1 to 200")
    return int(text)


def _people(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("people", help="who works here, and who has left", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="everybody, with role and badge", parents=[shared])
    adding = verbs.add_parser("add", help="a person comes, or has another role", parents=[shared])
    adding.add_argument("name")
    adding.add_argument("--role", required=True, choices=("owner", "manager", "clerk", "picker"))
    verbs.add_parser("leave", help="a person leaves; their badge ends", parents=[shared]).add_argument("name")


def _keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    commands.add_parser("check", help="recompute every sum", parents=[shared])
    for name, words in (("backup", "a verified backup"), ("restore", "put a backup back")):
        commands.add_parser(name, help=words, parents=[shared]).add_argument("file", type=Path)


def _scale(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("scale", help="find a scale, weigh once, check a template", parents=[shared])
    verbs = group.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("kinds", help="the kinds of scales there are", parents=[shared])
    finding = verbs.add_parser("find", help="listen and ask on the ports", parents=[shared])
    finding.add_argument("ports", nargs="*", metavar="PORT", help="COM3, tcp://host:port; all serial ports when none")
    weighing = verbs.add_parser("weigh", help="one test weighing", parents=[shared])
    weighing.add_argument("port")
    weighing.add_argument("kind")
    weighing.add_argument("--grams", type=int, metavar="N", help="what was put on it")
    verbs.add_parser("template", help="check a TOML file", parents=[shared]).add_argument("file", type=Path)


def _showing(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    demo = commands.add_parser("demo", help="a demo company and its night", parents=[shared])
    demo.add_argument("--out", type=Path, metavar="DIR", default=Path("daybreak-demo"))
    for name in ("orders", "points", "products", "vans", "seed"):
        demo.add_argument(f"--{name}", type=int, metavar="N")
    demo.add_argument("--peak", action="store_true", help="50,000 orders, 200 points, 20 products, 10 vans")
    demo.add_argument("--headless", action="store_true", help="write pictures, open no window")
    windows = commands.add_parser("windows", help="a picture of each window on demo data", parents=[shared])
    windows.add_argument("--out", required=True, type=Path, metavar="DIR")
    windows.add_argument("--theme", choices=("light", "dark"), default="light")
    windows.add_argument("--scale", type=int, choices=(100, 200), default=100)
    windows.add_argument("--size", metavar="WxH", type=_size, default=(1366, 768), help="1366x768")


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels of "1366x768"."""
    width, _x, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no size like 1366x768")
    return int(width), int(height)
