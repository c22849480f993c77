"""Adding a label printer: where it is, what it is, a test print."""
