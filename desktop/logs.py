"""The program's log: faults with their traces, in the person's own folder, three files of a megabyte at the most."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

logger = logging.getLogger(__name__)

FILE_NAME = "daybreak.log"
CRASH_NAME = "crash.log"
BYTES = 1_000_000
KEPT = 2


def default_folder() -> Path:
    """Where the log lies."""
    from platformdirs import user_log_path

    return user_log_path("Daybreak", appauthor=False)


def keep_log(folder: Path) -> Path | None:
    """Writes the log into `folder` from now on, also what kills the process; None where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / FILE_NAME
        handler = logging.handlers.RotatingFileHandler(file, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
        crash = (folder / CRASH_NAME).open("a", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    faulthandler.enable(crash)
    return file


def tell_faults(tell: Callable[[Exception], object]) -> None:
    """A fault nobody caught is logged and told to the person; the window goes on."""

    def on_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("a fault nobody caught", exc_info=(kind, error, trace))
        if isinstance(error, Exception):
            tell(error)

    def on_thread_fault(fault: threading.ExceptHookArgs) -> None:
        if fault.exc_value is not None:
            logger.critical("a fault in a thread", exc_info=fault.exc_value)

    sys.excepthook = on_fault
    threading.excepthook = on_thread_fault
