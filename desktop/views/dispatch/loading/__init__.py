"""The gate: one van, the drop whose turn it is, scan after scan in reverse order, until it leaves."""
