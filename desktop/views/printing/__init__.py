"""Printing: the label printers, what waits at them, and what a person has to decide."""
