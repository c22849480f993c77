"""Size of files, and that the project names nothing but itself."""

from __future__ import annotations

import re

from tests.architecture.source import python_files, shown, text_files

LINES_AT_MOST = 400
# One migration writes a whole schema down and is never edited again.
WRITTEN_ONCE = "migrations/versions/"
# Put together here, so that this file does not contain what it looks for.
FOLDERS = ["work", "root", "tmp", "opt", "home", "Users"]
HOSTS = [
    ("py", "pi.org"),
    ("python", "hosted.org"),
    ("npm", "js."),
    ("debian", ".org"),
    ("crates", ".io"),
    ("golang", ".org"),
]
MACHINE_PATH = re.compile(r"(?<![\w.~/*\]\)}-])/(?:" + "|".join(FOLDERS) + r")/\w")
HOST = re.compile("|".join(re.escape(left + right) for left, right in HOSTS))


def test_no_file_is_longer_than_a_person_reads_at_once():
    long = {
        shown(path): lines
        for path in python_files()
        if not shown(path).startswith(WRITTEN_ONCE)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_AT_MOST
    }
    assert not long


def test_no_file_names_a_path_of_a_machine_or_a_package_host():
    found = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line) or HOST.search(line)
    ]
    assert not found


def test_such_a_path_or_host_is_found():
    assert MACHINE_PATH.search("see /" + "work/notes")
    assert MACHINE_PATH.search('open("/' + 'tmp/x")')
    assert HOST.search("https://files.python" + "hosted.org/packages")
    for before, folder in (("a frame", "work"), ("~", "tmp"), ("exchange", "home")):
        assert not MACHINE_PATH.search(f"{before}/{folder}/x")


def test_the_lock_names_hashes_and_no_address():
    for path in text_files():
        if path.suffix == ".lock":
            text = path.read_text(encoding="utf-8")
            assert "://" not in text
            assert "--index" not in text
            assert all("--hash=sha256:" in block for block in text.replace("\\\n", " ").splitlines() if "==" in block)
