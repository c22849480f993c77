"""What a room of a stage may not do, read from the syntax tree where import-linter cannot see it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import called_name, imports_of, python_files, shown, tree

# Bought with start-up time; loaded inside the function that needs them (decision 0001).
SLOW = (
    "alembic",
    "escpos",
    "hybgensea",
    "matplotlib",
    "numpy",
    "ortools",
    "pandas",
    "pyvrp",
    "python_calamine",
    "reportlab",
    "serial",
    "osmium",
    "valhalla",
    "xlsxwriter",
)
# Alembic itself loads these; nobody else does.
LOADED_BY_ALEMBIC = "migrations/"
THE_ESCAPE = "exchange/documents/paper"
IMPURE = {"io", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time"}
CLOCK_CALLS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
# Names that say nothing about the trade.
EMPTY_NAMES = ("manager", "helper", "helpers", "utils", "util", "misc")


def test_a_controller_or_model_knows_no_widget():
    rooms = [path for path in python_files("desktop/views") if path.stem in ("controller", "model")]
    assert not [fault for path in rooms for fault in widget_imports(path)]


def widget_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        for line, name in imports_of(node):
            if name.startswith(("PySide6.QtWidgets", "PySide6.QtPrintSupport")):
                yield f"{shown(path)}:{line} imports {name}"


def test_rules_call_no_clock_no_chance_no_file_and_no_database():
    assert not [fault for path in rule_files() for fault in impurities(path)]


def rule_files() -> list[Path]:
    return [path for path in python_files("domain") if "rules" in (path.stem, path.parent.name)]


def impurities(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        for line, name in imports_of(node):
            if name.split(".")[0] in IMPURE | {"sqlalchemy"} or name.startswith("domain.common.clock"):
                yield f"{shown(path)}:{line} imports {name}"
        if isinstance(node, ast.Call) and called_name(node) in CLOCK_CALLS | {"open", "print", "input"}:
            yield f"{shown(path)}:{node.lineno} calls {called_name(node)}"


def test_only_the_escape_makes_a_paragraph_of_markup():
    """A buyer's name with <b> in it must never run as markup."""
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("desktop", "domain", "exchange", "workers", "main.py")
        if not shown(path).startswith(THE_ESCAPE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called_name(node) == "Paragraph"
    ]
    assert not found


def test_no_value_is_written_into_the_words_of_a_query():
    """text() takes constant SQL alone; values travel as parameters."""
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and is_query_text(node) and node.args and is_pieced(node.args[0])
    ]
    assert not found


def is_query_text(node: ast.Call) -> bool:
    """`text(...)` as SQLAlchemy's is imported and called; a canvas has a method of that name too."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr == "text" and isinstance(node.func.value, ast.Name) and node.func.value.id == "sqlalchemy"
    return called_name(node) == "text"


def is_pieced(argument: ast.expr) -> bool:
    """An f-string with values, a sum, a % or a .format(). Shared SQL of a function ..._sql with fixed aliases is none."""
    if isinstance(argument, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and not is_shared_sql(part.value) for part in argument.values)
    if isinstance(argument, ast.BinOp):
        return True
    return isinstance(argument, ast.Call) and called_name(argument) == "format"


def is_shared_sql(value: ast.expr) -> bool:
    """A call of ..._sql with constants alone: the same words every time."""
    return (
        isinstance(value, ast.Call)
        and called_name(value).endswith("_sql")
        and not value.keywords
        and all(isinstance(one, ast.Constant) for one in value.args)
    )


def test_slow_libraries_are_loaded_where_they_are_used():
    found = [
        f"{shown(path)}:{line} imports {name}"
        for path in python_files("desktop", "devices", "domain", "exchange", "workers", "migrations", "main.py")
        if not shown(path).startswith(LOADED_BY_ALEMBIC)
        for node in statements_at_import(tree(path))
        for line, name in imports_of(node)
        if name.split(".")[0] in SLOW and not ("/engine/" in shown(path) and name.startswith("numpy"))
    ]
    assert not found


def test_an_engine_is_loaded_by_whoever_searches():
    """An engine's arrays are NumPy's from its first line on: nobody but an engine names one while loading."""
    found = [
        f"{shown(path)}:{line} imports {name}"
        for path in python_files("desktop", "devices", "domain", "exchange", "workers", "migrations", "main.py")
        if "/engine/" not in shown(path)
        for node in statements_at_import(tree(path))
        for line, name in imports_of(node)
        if name.startswith("domain.") and ".engine." in f"{name}."
    ]
    assert not found


def statements_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement that runs when the module is loaded; what only a type checker reads is passed over."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from statements_at_import(child)


def test_a_catch_all_says_why_it_is_there():
    """`except Exception` stands with a comment on its line or just above; a bare except never."""
    assert not [fault for path in python_files() for fault in silent_catches(path)]


def silent_catches(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        near = "".join(lines[max(0, node.lineno - 2) : node.lineno + 1])
        broad = node.type is None or (
            isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
        )
        raises_on = any(isinstance(each, ast.Raise) for each in ast.walk(node))
        if broad and not raises_on and "#" not in near:
            yield f"{shown(path)}:{node.lineno}"


def test_names_are_the_trades_own():
    files = [shown(path) for path in python_files() if path.stem in EMPTY_NAMES or path.parent.name in EMPTY_NAMES]
    classes = [
        f"{shown(path)}: {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(EMPTY_NAMES)
    ]
    assert not files + classes


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (widget_imports, "from PySide6 import QtWidgets\n"),
        (widget_imports, "from PySide6.QtWidgets import QLabel\n"),
        (impurities, "from datetime import date\ndef f():\n    return date.today()\n"),
        (impurities, "import random\n"),
        (impurities, "def f():\n    return open('a')\n"),
        (silent_catches, "try:\n    pass\n\nexcept Exception:\n    pass\n"),
    ],
)
def test_a_breach_is_found(check, source, tmp_path, monkeypatch):
    """The checks above can fail: each finds the breach it is there for."""
    path = tmp_path / "rules.py"
    path.write_text(source)
    monkeypatch.setattr("tests.architecture.source.ROOT", tmp_path)
    assert list(check(path))


def test_a_pieced_query_is_found():
    pieced = ['f"select {name}"', '"select " + name', '"select %s" % name', '"select {}".format(name)']
    assert all(is_pieced(ast.parse(source, mode="eval").body) for source in pieced)
    assert not is_pieced(ast.parse('"select 1"', mode="eval").body)
