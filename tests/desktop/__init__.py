"""The window on a real company: its pages, keys, threads and looks."""
