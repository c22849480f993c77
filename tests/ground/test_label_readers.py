"""Installing the programs that read labels back: when there is Node, when there is none, when its client fails."""

from __future__ import annotations

import json
import os
import stat
import sys

import pytest

from installer import label_readers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def node(tmp_path, monkeypatch):
    """A folder that is all of the path: a test lays its npm there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), "/bin", "/usr/bin"]))
    monkeypatch.setattr(label_readers.shutil, "which", lambda name: _in(folder, name))
    return folder


def _in(folder, name):
    return str(folder / name) if (folder / name).exists() else None


def lay(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_without_node_nothing_is_installed_and_nothing_said(node, tmp_path, capsys):
    label_readers.provide(tmp_path / "env")
    assert not (tmp_path / "env").exists()
    assert capsys.readouterr().out == ""


def test_the_lock_is_installed_once_and_again_when_it_changed(node, tmp_path):
    lay(node, "node", "exit 0")
    lay(node, "npm", f'echo "$@" >> {tmp_path}/asked; ls package.json package-lock.json .npmrc > /dev/null || exit 1')
    for _time in range(2):
        label_readers.provide(tmp_path / "env")
    assert (tmp_path / "asked").read_text().splitlines() == ["ci --ignore-scripts --no-audit --no-fund"]
    (tmp_path / "env" / "readers" / "daybreak.stamp").write_text("of another lock")
    label_readers.provide(tmp_path / "env")
    assert len((tmp_path / "asked").read_text().splitlines()) == 2


def test_a_failing_client_is_told_stops_nothing_and_is_tried_again(node, tmp_path, capsys):
    lay(node, "node", "exit 0")
    lay(node, "npm", "echo 'npm error network' >&2; exit 1")
    label_readers.provide(tmp_path / "env")
    assert "npm error network" in capsys.readouterr().out
    assert not (tmp_path / "env" / "readers" / "daybreak.stamp").exists()


def test_the_lock_has_every_hash_and_no_address():
    lock = json.loads((label_readers.PACKAGES / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert len(packages) >= 10
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert not [name for name, each in packages.items() if "resolved" in each]
    assert "omit-lockfile-registry-resolved=true" in (label_readers.PACKAGES / ".npmrc").read_text(encoding="utf-8")
