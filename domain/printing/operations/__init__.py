"""The verbs of printing: ask for a label once, void it; the queue's life follows in its own modules."""

from domain.printing.operations.asking import ask, void

__all__ = ["ask", "void"]
