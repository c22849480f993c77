"""One step per change of the tables; names say what changed. Steps are frozen: a later change is a later step."""
