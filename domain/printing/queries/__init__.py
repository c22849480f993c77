"""What the queue holds: printers, their jobs in the order they come out, labels by serial."""

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
    uncertain_jobs,
)

__all__ = [
    "JobRow",
    "PrinterRow",
    "counts_by_state",
    "has_work",
    "jobs_of",
    "label_of",
    "last_label",
    "printers",
    "queue_of",
    "uncertain_jobs",
]
