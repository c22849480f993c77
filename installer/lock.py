"""Chooses the packages anew: requirements*.in in, requirements*.lock out. Run by `make lock`.

One lock serves Python 3.11 to 3.13 on Linux and Windows by markers, names every file by its hash and
no address to fetch it from (decision 0003). The resolver lives in a folder of its own, thrown away after.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True, symlinks=sys.platform != "win32").create(folder)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        lock(programs / "uv", "requirements")
        # What is tested is what is shipped: the second list may not choose otherwise.
        lock(programs / "uv", "requirements-dev", "--constraint", "requirements.lock")
    return 0


def lock(uv: Path, name: str, *options: str) -> None:
    command = [str(uv), "pip", "compile", "--quiet", "--universal", "--upgrade", "--generate-hashes"]
    command += ["--python-version", OLDEST_PYTHON, "--no-emit-index-url", "--no-annotate", "--no-header"]
    subprocess.run([*command, *options, f"{name}.in", "--output-file", f"{name}.lock"], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
