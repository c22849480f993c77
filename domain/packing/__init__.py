"""Check, weigh, seal."""
