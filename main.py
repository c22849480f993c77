"""Entry and nothing else: no command opens the desktop, a command runs the same operations without a screen."""

from __future__ import annotations

import argparse
import sys


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 refused, 2 wrong usage."""
    from workers.command_line.parser import parse

    wanted = parse(arguments)
    if wanted.command is None:
        return _open_window(wanted.data, wanted.lang, training=wanted.training)
    if wanted.command == "windows":
        from desktop.app import write_pictures

        return write_pictures(wanted.out, wanted.theme, wanted.scale, wanted.size, wanted.lang or "zh_CN", wanted.data)
    from workers.command_line.run import run_command

    code = run_command(wanted)
    return _show_demo(wanted) if wanted.command == "demo" and code == 0 else code


def _open_window(place: str | None, language: str | None, cycle: str = "", *, training: bool = False) -> int:
    from desktop.app import run

    return run(place, language, cycle, training)


def _show_demo(wanted: argparse.Namespace) -> int:
    """After a demo the window opens on its company, where there is a screen and nobody asked for none."""
    from workers.command_line.demonstration import company_of, has_screen, main_cycle

    if wanted.headless or wanted.json or not has_screen():
        return 0
    place = company_of(wanted)
    return _open_window(place, wanted.lang, main_cycle(place))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
