"""Who may import whom: the contracts of pyproject.toml are kept, and name every package there is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGES, ROOT, python_files, shown

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
# Figures and tests may import everything and are imported by nobody.
FREE = {"benchmarks"}


def test_every_import_keeps_its_contract():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_under_a_contract():
    packages = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()} - FREE
    assert packages <= set(SETTINGS["root_packages"])


def test_there_is_no_top_level_folder_outside_the_plan():
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found <= {*PACKAGES, "tests"}


def test_every_folder_with_source_is_a_package():
    """The linter does not look into a folder without __init__.py, and neither do the tools that follow."""
    folders = {path.parent for path in python_files(*PACKAGES)}
    assert not [shown(folder) for folder in folders if not (folder / "__init__.py").exists()]
