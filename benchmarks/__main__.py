"""`python -m benchmarks` lists the figures; `python -m benchmarks NAME` measures one, `all` one after the other.

The last line of a figure is one JSON object: name, seconds, floor_seconds, ratio, peak_mb, what else the figure
says, and the machine it was measured on. A figure is a module with NAME and `measure(options)`.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """0: measured or listed; 1: a figure failed; 2: wrong usage."""
    found = figures()
    wanted = _parser(found).parse_args(arguments)
    if wanted.name is None:
        for name, line in found.items():
            print(f"{name:12} {line}")
        return 0
    if wanted.name == "all":
        return max(_in_its_own_process(name, arguments) for name in found if not _wants_file(name))
    measured = importlib.import_module(f"benchmarks.{wanted.name}").measure(wanted)
    print(json.dumps({**measured, "machine": machine(), "date": date.today().isoformat()}, ensure_ascii=False))
    return 0


def figures() -> dict[str, str]:
    """Each figure's name and the first line of its text, without importing it."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.Assign) and ast.unparse(node).startswith("NAME = ") for node in tree.body):
            found[path.stem] = (ast.get_docstring(tree) or "").split("\n")[0]
    return found


def _wants_file(name: str) -> bool:
    """True for figures of one file each: `all` cannot know which."""
    return "options.file" in (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def _in_its_own_process(name: str, arguments: list[str]) -> int:
    command = [sys.executable, "-m", "benchmarks", *(name if word == "all" else word for word in arguments)]
    return min(subprocess.run(command, cwd=FOLDER.parent, check=False).returncode, 1)


def machine() -> dict[str, object]:
    """What the figures were measured on, and how busy it was."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _module(name: str) -> str:
    """A figure may be asked for as it is spoken: routing-peers."""
    return name.replace("-", "_")


def _parser(found: dict[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures with their floors.")
    parser.add_argument("name", nargs="?", type=_module, choices=[*found, "all"], help="nothing: list them")
    parser.add_argument("file", nargs="?", type=Path, help="what a figure of routing plans: a VRPLIB file")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--address", help="a running PostgreSQL; else DAYBREAK_TEST_POSTGRES, else a private one")
    parser.add_argument("--orders", type=int, help="another size than the figure's own")
    parser.add_argument("--runs", type=int, help="how often the floor and the product are measured, in turn")
    parser.add_argument("--seconds", type=float, help="for figures that may search as long as they are let")
    parser.add_argument("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
