"""A fresh checkout becomes a running program, or says in one line what is missing."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from installer import set_up, system_libraries
from tests.architecture.source import ROOT


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_product_is_tested_with_the_versions_it_ships():
    product, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert product.items() <= development.items()
    assert len(product) > 10


def test_qt_stays_below_the_release_that_loses_references():
    assert pins("requirements.lock")["pyside6-essentials"].startswith("6.11.")


def test_make_alone_explains_itself():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for command in ("make demo", "make test", "make check", "make bench", "make setup"):
        assert command in said


def test_a_second_set_up_has_nothing_to_do():
    done = subprocess.run(["sh", "installer/set_up.sh"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Installing" not in done.stdout


def test_the_stamp_changes_with_the_lock(monkeypatch, tmp_path):
    before = set_up.stamp()
    changed = tmp_path / "changed.lock"
    changed.write_bytes(set_up.LOCK.read_bytes() + b"\n")
    monkeypatch.setattr(set_up, "LOCK", changed)
    assert set_up.stamp() != before


@pytest.fixture
def shell(tmp_path):
    """A function: runs set_up.sh of a copy of the tree's installer, with only these programs on the path."""

    def run(programs: dict[str, str], user: str = "1000") -> subprocess.CompletedProcess[str]:
        (tmp_path / "installer").mkdir()
        for name in ("__init__.py", "set_up.sh"):
            (tmp_path / "installer" / name).write_text((ROOT / "installer" / name).read_text(encoding="utf-8"))
        (tmp_path / "installer/set_up.py").write_text("import sys; print('set up by', sys.executable)")
        folder = tmp_path / "bin"
        folder.mkdir()
        for name, script in {**programs, "id": f"echo {user}"}.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name).chmod(0o755)
        (folder / "dirname").symlink_to("/usr/bin/dirname")
        environment = {"PATH": str(folder), "HOME": str(tmp_path)}
        command = ["/bin/sh", str(tmp_path / "installer/set_up.sh")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


REAL = f'exec {os.path.realpath(sys.executable)} "$@"'
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"


def test_a_python_that_only_pretends_is_passed_over(shell):
    pretender = "echo 'command not found' >&2; exit 127"
    done = shell({"python3.13": pretender, "python3.12": pretender, "python3.11": pretender, "python3": REAL})
    assert done.stdout.startswith("set up by"), done.stderr


def test_a_python_without_venv_is_passed_over(shell):
    bare = 'case "$*" in *ensurepip*) exit 1;; esac; exit 0'
    done = shell(
        {"python3.13": bare, VERSION: REAL} if VERSION != "python3.13" else {"python3.13": REAL, "python3": bare}
    )
    assert done.stdout.startswith("set up by"), done.stderr


def test_a_missing_system_library_is_named_with_the_one_line_to_run(monkeypatch, capsys):
    monkeypatch.setitem(system_libraries.NEEDED_ALWAYS, "libnowhere.so.9", "libnowhere9")
    monkeypatch.setattr(system_libraries, "may_install", lambda: False)
    assert system_libraries.provide() == ["libnowhere9"]
    assert "sudo apt-get install --no-install-recommends libnowhere9" in capsys.readouterr().out


def test_a_missing_postgresql_does_not_keep_the_demo_from_running(monkeypatch, capsys):
    monkeypatch.setattr(system_libraries, "has_postgresql", lambda: False)
    monkeypatch.setattr(system_libraries, "may_install", lambda: False)
    assert system_libraries.provide() == []
    assert "apt-get install --no-install-recommends postgresql" in capsys.readouterr().out


def test_ci_runs_what_a_person_runs():
    script = Path(ROOT / ".ci/run")
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def test_no_package_of_the_product_is_under_the_gpl():
    """LGPL libraries stay replaceable; the GPL would ask for more than the product's licence gives."""
    for name in pins("requirements.lock"):
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system: tzdata on Windows
        named = [one for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
        # Some give a whole text instead of a name: matplotlib's quotes that FreeType may be had under the FTL or the GPL.
        said = about.get("License-Expression") or " ".join(named) or about.get("License") or ""
        assert "GPL" not in said or "LGPL" in said, f"{name}: {said}"
