"""The project's own files, as the tests of this folder read them."""

from __future__ import annotations

import ast
import functools
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What .gitignore names, and what git keeps for itself.
NOT_OURS = {".git", ".venv", "__pycache__", "daybreak-demo", "build", "dist"}
CACHES = ("_cache", ".hypothesis")
BINARY = {".ttf", ".mo", ".png", ".pdf", ".xlsx", ".xls", ".sqlite3", ".wav", ".ico", ".gz", ".zip"}
PACKAGES = ("benchmarks", "desktop", "devices", "domain", "exchange", "installer", "migrations", "workers")


@functools.cache
def project_files() -> tuple[Path, ...]:
    """Every file of the checkout that is, or could be, committed."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.name in NOT_OURS or entry.name.endswith(CACHES):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.name != ".git":
            yield Path(entry.path)


def text_files() -> list[Path]:
    return [path for path in project_files() if path.suffix not in BINARY]


def python_files(*places: str) -> list[Path]:
    """The Python files under these folders of the root (all, when none is named)."""
    wanted = places or ("main.py", "tests", *PACKAGES)
    return [path for path in project_files() if path.suffix == ".py" and shown(path).startswith(tuple(wanted))]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path from the root, as a message names it."""
    return path.relative_to(ROOT).as_posix()


def imports_of(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything the statement imports; `from a import b` gives a and a.b."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield node.lineno, alias.name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.lineno, node.module
        for alias in node.names:
            yield node.lineno, f"{node.module}.{alias.name}"


def called_name(node: ast.Call) -> str:
    """The last name of what is called: `text` for text(...) and for sqlalchemy.text(...)."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
