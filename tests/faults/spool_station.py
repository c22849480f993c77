"""A station's spooler as a process of its own: it prints what waits and says what it is about to do, so that it can be
killed there; or it asks for labels, as another station does.

`python -m tests.faults.spool_station serve PLACE STATION` | `ask PLACE STATION FIRST COUNT TIMES`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from devices.drivers.label_printer import LabelPrinterDriver
from devices.label_image import LabelImage
from devices.readings import Printed
from devices.registry import printer_at
from domain.common.database import open_database
from domain.common.people import Actor
from tests.devices.printing import QUICK
from tests.workers.spooler.scene import ask
from workers.spooler import Spooler


def main(arguments: list[str]) -> int:
    """0 when it was not killed."""
    what, place, station, *numbers = arguments
    actor = Actor("李娜", station)
    with open_database(place, who=station) as database:
        if what == "serve":
            spooler = Spooler(database, actor, program="test", language="zh_CN", make_printer=loud).start()
            say("ready")
            sys.stdin.read()  # until the other end of the pipe is closed
            spooler.close()
        else:
            first, count, times = (int(number) for number in numbers)
            say("ready")
            sys.stdin.readline()
            for _time in range(times):
                ask(database, first, count, of=5, actor=actor, name=station)
                time.sleep(0)
    return 0


def loud(address: str, kind: str, media: str) -> LabelPrinterDriver:
    """The real driver, with a word before and after each thing that counts."""
    driver = printer_at(address, kind, media, waits=QUICK)
    send = driver.print_label

    def print_label(label: LabelImage, began: Callable[[], None]) -> Printed:
        def begun() -> None:
            say("leased")
            began()
            say("sending")

        printed = send(label, begun)
        say("sent")
        return printed

    driver.print_label = print_label  # type: ignore[method-assign]
    return driver


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
