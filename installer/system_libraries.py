"""Sees that Linux has the libraries Qt loads and a PostgreSQL for the tests.

What is missing is installed by apt-get when we are root; else the one line to run is printed.
Standard library only: set_up.py calls `provide` before any package of the project is there.
"""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import subprocess
import sys

# Which library file shows that which Debian package is there. Qt dies without the first group;
# the second is for a real screen (xcb). Names without t64 find their t64 successors by themselves.
NEEDED_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
NEEDED_ON_A_SCREEN = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-util.so.1": "libxcb-util1",
}
POSTGRESQL = "postgresql"
VIRTUAL_SCREEN = "xvfb"
TYPES_ON_IT = {"libX11.so.6": "libx11-6", "libXtst.so.6": "libxtst6"}
"""For the tests that type scans into the real window; without them those tests are skipped and counted so."""


def provide() -> list[str]:
    """The packages without which Daybreak cannot run and that could not be installed here."""
    if not sys.platform.startswith("linux"):
        return []
    missing = missing_packages()
    if not missing:
        return []
    if may_install():
        install(missing)
        missing = missing_packages()
    if missing:
        print("Some parts of the system are missing. This one line brings them:")
        print("  sudo apt-get install --no-install-recommends " + " ".join(missing))
        if VIRTUAL_SCREEN in missing:
            print("  (Xvfb is for the tests that type scans into a real window.)")
        if POSTGRESQL in missing:
            print("  (PostgreSQL is for the tests and for several stations; the demo needs none.)")
    return [package for package in missing if package in NEEDED_ALWAYS.values()]


def missing_packages() -> list[str]:
    wanted = {**NEEDED_ALWAYS, **NEEDED_ON_A_SCREEN, **TYPES_ON_IT}
    missing = [package for library, package in wanted.items() if not loads(library)]
    missing += [] if shutil.which("Xvfb") else [VIRTUAL_SCREEN]
    return missing if has_postgresql() else [*missing, POSTGRESQL]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_postgresql() -> bool:
    """The server's own programs, which Debian keeps off the path."""
    if os.environ.get("DAYBREAK_TEST_POSTGRES") or shutil.which("initdb"):
        return True
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb"))


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    print("Installing from the system: " + " ".join(packages), flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # Without its old lists apt finds nothing on a fresh box; a stale list is no reason to stop.
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False, capture_output=True)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-10:]))
