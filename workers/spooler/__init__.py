"""The print spooler: takes labels from the queue of domain/printing, draws them, sends them, says what is known of each.

`Spooler` is the way in: one thread a printer. Next: spooler.py, then sender.py, which holds the rules.
"""

from workers.spooler.spooler import Spooler
from workers.spooler.telling import Told, fault_words, health_notice, told_words

__all__ = ["Spooler", "Told", "fault_words", "health_notice", "told_words"]
