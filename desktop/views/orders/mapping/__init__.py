"""Tying the columns of a file nobody knows to our fields, once, and keeping that under a name."""
