"""What the queue holds: printers, their jobs in the order they come out, labels by serial."""

from domain.printing.queries.aged import aged_question
from domain.printing.queries.jobs import (
    JobRow,
    PrinterRow,
    counts_by_state,
    has_work,
    jobs_of,
    label_of,
    last_label,
    printers,
    queue_of,
    settled_at,
    uncertain_jobs,
)

__all__ = [
    "JobRow",
    "PrinterRow",
    "aged_question",
    "counts_by_state",
    "has_work",
    "jobs_of",
    "label_of",
    "last_label",
    "printers",
    "queue_of",
    "settled_at",
    "uncertain_jobs",
]
