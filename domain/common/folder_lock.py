"""One process per SQLite folder: a lock file held open says who and since when. Freed by the system at a crash."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from domain.common.clock import local_text, now
from domain.common.errors import FolderInUse

NAME = "daybreak.lock"
# The words stand behind the locked first byte, so that a second process can read them on Windows too.
WORDS_AT = 1


class FolderLock:
    """A held lock. `release` (or the end of the process) frees the folder."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path, who: str) -> FolderLock:
        """The lock of `folder`; FolderInUse with who and since when another process holds it."""
        file = (folder / NAME).open("r+b" if (folder / NAME).exists() else "w+b")
        if not _try_lock(file):
            words = _words(file)
            file.close()
            raise FolderInUse(str(folder), str(words.get("who", "?")), str(words.get("since", "?")))
        text = json.dumps({"who": f"{who} ({os.getpid()})", "since": local_text(now())}, ensure_ascii=False)
        file.seek(0)
        file.truncate()
        file.write(b" " * WORDS_AT + text.encode())
        file.flush()
        return cls(file)

    def release(self) -> None:
        """Frees the folder."""
        if not self._file.closed:
            _unlock(self._file)
            self._file.close()


def _words(file: IO[bytes]) -> dict[str, object]:
    try:
        file.seek(WORDS_AT)
        return dict(json.loads(file.read().decode() or "{}"))
    except (OSError, ValueError):
        return {}


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
