"""Whole stretches of the night, through several stages at once."""
