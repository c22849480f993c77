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
    "printer_is_unknown": N_("{printer} takes labels and cannot say how it is. Look at each label that comes out."),
    "printer_is_connecting": N_("Connecting to {printer} …"),
    "printer_is_ready": N_("{printer} is ready."),
    "printer_is_busy": N_("{printer} is printing."),
    "printer_is_mute": N_(
        "{printer} is connected and gives no answer. Is there paper in it, is its head closed? Else switch it off and on."
    ),
    "printer_is_garbled": N_(
        "{printer} answers in words nobody here understands ({detail}). Choose its right profile or baud rate."
    ),
    "printer_is_offline": N_(
        "{printer} cannot be reached at {address} ({detail}). Is it switched on, is its cable in? "
        "It is tried again by itself; nothing is lost."
    ),
    "printer_has_head_open": N_("The print head of {printer} is open. Press it down until it clicks."),
    "printer_has_cover_open": N_("The cover of {printer} is open. Close it."),
    "printer_has_paper_out": N_("{printer} has no paper. Put in a new roll and press its feed key."),
    "printer_has_paper_low": N_("The roll in {printer} is nearly used up. Have a new one ready."),
    "printer_has_paper_jam": N_("A label is stuck in {printer}. Open it, take the label out, close it."),
    "printer_has_ribbon_out": N_("{printer} has no ribbon. Put in a new one, or set it to print without."),
    "printer_has_paused": N_("{printer} was paused at its own key. Press that key again."),
    "printer_has_overheated": N_("{printer} is too hot. Let it cool for some minutes; it goes on by itself."),
    "printer_has_battery_low": N_("The battery of {printer} is nearly empty. Put it on its charger."),
    "printer_has_buffer_full": N_("{printer} has still a lot to print. The next label waits for room."),
    "printer_has_fault": N_(
        "{printer} tells of a fault of its own. Switch it off and on; when it stays, call who looks after it."
    ),
    "label_under_way": N_("Label {serial} was under way: look whether it is out and whole."),
    "label_wire_broke": N_(
        "The connection to {printer} broke at label {serial} ({detail}). Look whether it is out and whole."
    ),
    "label_silent": N_(
        "{printer} gave no answer any more after label {serial}. Look at its lamps, and whether the label is out and whole."
    ),
    "label_not_seen": N_("{printer} took label {serial} and was not seen printing it. Look whether it is out."),
    "label_not_read": N_(
        "{printer} took label {serial} and never let go of the connection. Look whether the last two labels are out."
    ),
    "label_one_way": N_("Label {serial} was sent to {printer}, which cannot say whether it came out."),
    "label_sender_gone": N_(
        "The program that sent label {serial} to {printer} stopped in the middle. Look whether it is out and whole."
    ),
}
