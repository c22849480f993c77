"""Programs of others that read our labels back in the tests (npos, zpl-renderer-js): npm packages, where there is Node.

They are pinned by tests/devices/readers/package-lock.json, which has their hashes and no address, and are installed into
`.venv/readers`. Without Node their tests are skipped; the program itself never needs them.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

PACKAGES = Path(__file__).resolve().parent.parent / "tests" / "devices" / "readers"
NAMES = ("package.json", "package-lock.json", ".npmrc")
LONGEST_S = 300


def provide(environment: Path) -> None:
    """Installs them when the lock changed. A failure is told and stops nothing: their tests will say the same."""
    npm, folder = shutil.which("npm"), environment / "readers"
    if npm is None or shutil.which("node") is None or not (PACKAGES / NAMES[1]).is_file():
        return
    stamp, wanted = folder / "daybreak.stamp", hashlib.sha256((PACKAGES / NAMES[1]).read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print("Installing the label readers of the tests", flush=True)
    problem = _install(npm, folder)
    if problem:
        print(f"The label readers could not be installed; `make setup` tries again.\n{problem}")
        return
    stamp.write_text(wanted, encoding="ascii")


def _install(npm: str, folder: Path) -> str:
    """npm's last words when it failed, else nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in NAMES:
        shutil.copyfile(PACKAGES / name, folder / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "\n".join(done.stderr.splitlines()[-8:]) if done.returncode else ""
