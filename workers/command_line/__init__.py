"""The command line: the same operations without a window. Start with parser.py, then run.py."""
