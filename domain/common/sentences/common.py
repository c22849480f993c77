"""Sentences for the errors every stage shares."""

from domain.common.sentences.marking import N_

TEMPLATES = {
    "rule_broken": N_("The books refused this: rule “{rule}”. Nothing was changed."),
    "outdated": N_("{what} was changed by somebody else meanwhile. Look at it again, then repeat."),
    "not_found": N_("There is no {what} “{name}”. Check the name."),
    "not_allowed": N_("{person} has no right to do this ({right}). Ask the warehouse manager."),
    "reason_needed": N_("Say why before you {act}."),
    "command_reused": N_("The command {command_id} came a second time with other content. It was not done."),
    "folder_in_use": N_(
        "{folder} is already open: {who}, since {since}. Close it there, or use PostgreSQL for several stations."
    ),
    "not_a_database": N_("{place} is not a Daybreak database. Choose another folder; nothing was changed there."),
    "not_for_training": N_(
        "{place} holds real books. Training has books of its own: start it without a folder, and nothing here is touched."
    ),
    "database_damaged": N_(
        "The data in {place} are damaged ({detail}). Restore the last backup: python main.py restore FILE."
    ),
    "wrong_version": N_(
        "These data are of version {found}, this program needs {needed}. Install the newer program, or restore a backup made by this one."
    ),
    "not_reachable": N_("{place} cannot be reached: {detail}. Check the address, the cable and that the server runs."),
    "being_upgraded": N_("{place} is being brought to a new version by {who}. Wait a moment, then start again."),
    "busy": N_("{place} is busy: somebody else is writing. Nothing was changed; try again in a moment."),
    "disk_full": N_("The disk of {place} is full. Make room; nothing that was confirmed is lost."),
    "read_only": N_("{place} can only be read. Allow writing there, or choose another folder."),
    "tool_missing": N_(
        "{tool} is not installed on this computer. Install the PostgreSQL client programs, then repeat."
    ),
    "backup_not_clean": N_("The sums in {file} do not agree ({rules}). It was not taken as a backup; run the check."),
}
