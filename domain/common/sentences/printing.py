"""Sentences of printing: who prints, what waits for a person's word, which label holds no longer."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "printer_exists": N_("There is a printer {name} already. Give this one another name."),
    "printer_busy": N_("{owner} is printing on {printer}, {ahead} labels ahead. Yours follow by themselves."),
    "lease_lost": N_("Another station prints on {printer} now. Nothing more was sent from here."),
    "printer_paused": N_("{printer} is paused. Resume it, and what waits comes out."),
    "printer_retired": N_("{printer} is retired. Choose another printer."),
    "uncertain_first": N_(
        "Label {serial} on {printer} broke off while it was printed. Look: did it come out? The others wait for your word."
    ),
    "aged_jobs_wait": N_(
        "{jobs} labels wait for {printer}, the oldest since {oldest}. Print them all, or let the old ones go?"
    ),
    "job_not_there": N_("Job {job} is “{state}” by now. Look at the queue again."),
    "intent_changed": N_("This label was asked for before with other words on it ({intent}). Nothing was printed."),
    "label_void": N_("Label {serial} holds no longer: {reason}. Scan the newer label, or the code of the crate."),
}
