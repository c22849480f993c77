"""Which van goes where, in which order."""
