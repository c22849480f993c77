"""The frame around every workspace: rail, header, status line, command palette, sheets."""
