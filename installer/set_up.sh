#!/bin/sh
# Finds a Python that really runs and hands over to set_up.py, which does the rest.
# A Python that is only named (a pyenv shim without a version behind it, a Debian python3 without
# its venv package) is passed over: every candidate is run before it is believed.
set -u
cd "$(dirname "$0")/.." || exit 1

probe='
import sys, sysconfig
import ctypes, ensurepip, sqlite3, ssl, venv, zlib
wanted = tuple(int(part) for part in sys.argv[1].split("."))
sys.exit(sys.version_info[:2] != wanted or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
'

runs() { # program, version: is it this version, whole, and able to start?
    "$1" -c "$probe" "$2" >/dev/null 2>&1
}

newest_python() {
    for version in 3.13 3.12 3.11; do # who names one means that one
        if [ -n "${DAYBREAK_PYTHON:-}" ] && runs "$DAYBREAK_PYTHON" "$version"; then
            echo "$DAYBREAK_PYTHON"
            return 0
        fi
    done
    for version in 3.13 3.12 3.11; do
        for program in \
            "$(command -v "python$version" 2>/dev/null)" \
            "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version".*/bin/python \
            "$HOME/.local/share/uv/python/cpython-$version".*/bin/python \
            "/usr/local/bin/python$version" "/usr/bin/python$version" \
            "$(command -v python3 2>/dev/null)" "$(command -v python 2>/dev/null)"; do
            if [ -n "$program" ] && [ -x "$program" ] && runs "$program" "$version"; then
                echo "$program"
                return 0
            fi
        done
    done
    return 1
}

# A .venv that runs needs no search; set_up.py itself sees whether it is up to date.
if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec .venv/bin/python -m installer.set_up "$@"
fi

python=$(newest_python)
if [ -z "$python" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Python 3.11, 3.12 or 3.13 runs here yet; installing the system's."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    said=$(apt-get install -y -qq --no-install-recommends python3 python3-venv 2>&1) || echo "$said" | tail -10
    python=$(newest_python)
fi
if [ -z "$python" ]; then
    echo "Daybreak needs Python 3.13, 3.12 or 3.11 with its venv module, and none runs here." >&2
    echo "On Debian and Ubuntu:  sudo apt-get install python3 python3-venv" >&2
    echo "Or name one:           DAYBREAK_PYTHON=/path/to/python3.13 make setup" >&2
    exit 1
fi
exec "$python" -m installer.set_up "$@"
