"""Entry and nothing else: no command opens the desktop, a command runs the same operations without a screen."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 refused, 2 wrong usage."""
    from workers.command_line.parser import parse

    wanted = parse(arguments)
    if wanted.command is None:
        from desktop.app import run

        return run(wanted.data, wanted.lang)
    if wanted.command == "windows":
        from desktop.command import windows

        return windows(wanted)
    from workers.command_line.run import run_command

    return run_command(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
