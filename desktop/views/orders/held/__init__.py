"""Held rows: not taken until a person decides; tried again, entered by hand, or dropped with a reason."""
