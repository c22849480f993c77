"""Makes `.venv` from the lock and sees that the system has what Qt and the tests need.

Run by `make setup` through set_up.sh, which finds the Python; on Windows run it directly with
`py -3.13 -m installer.set_up`. Standard library only, and nothing of the project is imported.
A second run that has nothing to do takes a moment and needs no network. Next: system_libraries.py.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

from installer import label_readers, system_libraries

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = ENVIRONMENT / "daybreak.stamp"
PROJECT_FOLDERS = ("desktop", "devices", "domain", "exchange", "migrations", "workers")


def main() -> int:
    """Exit code: 0 when the program can run, 1 when something it needs is missing."""
    parser = argparse.ArgumentParser(description="Make .venv ready to run Daybreak.")
    parser.add_argument("--again", action="store_true", help="install even if nothing changed")
    wanted = parser.parse_args()
    started = time.monotonic()
    try:
        if wanted.again or not is_current():
            install()
        label_readers.provide(ENVIRONMENT)
        missing = system_libraries.provide()
    except subprocess.CalledProcessError as failure:
        print(f"Set-up stopped: {failure.cmd[0]} ended with code {failure.returncode}.")
        print("Nothing is half done that a second `make setup` would not finish.")
        return 1
    if missing:
        return 1
    print(f"Daybreak is set up ({time.monotonic() - started:.0f} s).")
    return 0


def is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == stamp()


def stamp() -> str:
    """What the environment was made from: the lock's bytes and the Python that runs."""
    content = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{content} python {sys.version_info[0]}.{sys.version_info[1]}\n"


def install() -> None:
    python = make_environment()
    install_packages(python)
    compile_project(python)
    compile_search(python)
    STAMP.write_text(stamp(), encoding="ascii")


def compile_search(python: Path) -> None:
    """The search for routes as machine code: half a minute now, or else at the first plan of the first night."""
    kernel, moves = (ROOT / "domain" / "routing" / "engine" / name for name in ("ruin_kernel.py", "ruin_moves.py"))
    if moves.stat().st_mtime > kernel.stat().st_mtime:
        os.utime(kernel)  # its compiled copy holds the moves too, and is kept by the time of the kernel alone
    print("Compiling the search for routes", flush=True)
    call = "from domain.routing.engine.ruin_search import prepare; prepare()"
    subprocess.run([python, "-c", call], cwd=ROOT, check=True)


def make_environment() -> Path:
    """The path of the environment's Python, which is made when it is missing or does not run."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}.{sys.version_info[2]}"
    if not runs(python):
        print(f"Making .venv with Python {version}", flush=True)
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    return python


def runs(python: Path) -> bool:
    try:
        found = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return found.returncode == 0


def install_packages(python: Path) -> None:
    """Installs exactly the locked files; the first time about 230 MB come over the network."""
    total = sum(1 for line in LOCK.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    print(f"Installing {total} packages (the first time some minutes)", flush=True)
    command = [str(python), "-m", "pip", "install", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command += ["--no-warn-script-location", "-r", str(LOCK)]
    environment = dict(os.environ, PIP_ROOT_USER_ACTION="ignore")
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
    ) as process:
        assert process.stdout is not None
        last_lines = list(report_progress(process.stdout, total))[-15:]
    if process.returncode:
        print("\n".join(last_lines))
        raise subprocess.CalledProcessError(process.returncode, ["pip"])


def report_progress(lines: Iterator[str], total: int) -> Iterator[str]:
    """Hands every line of pip on, and shows a person how far it is."""
    collected = 0
    for line in lines:
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            collected += 1
            if collected % 10 == 0:
                print(f"  {collected} of {total}", flush=True)
        elif line.startswith("Installing collected packages"):
            print("  unpacking", flush=True)
        yield line.rstrip()


def compile_project(python: Path) -> None:
    """Byte-compiles the project; pip has compiled what it installed. A start without it is slow."""
    print("Compiling", flush=True)
    folders = [ROOT / folder for folder in PROJECT_FOLDERS if (ROOT / folder).is_dir()]
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve() or same_version(python):
        for folder in folders:
            compileall.compile_dir(folder, quiet=2, workers=2)


def same_version(python: Path) -> bool:
    """Bytecode made by this interpreter serves the environment, which was made with it."""
    answer = subprocess.run(
        [python, "-c", "import sys; print(sys.implementation.cache_tag)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip() == sys.implementation.cache_tag


if __name__ == "__main__":
    sys.exit(main())
