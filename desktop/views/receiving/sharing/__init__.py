"""Who goes short: the rule a person picks, what each buyer's line would get, and the word that makes it so."""
