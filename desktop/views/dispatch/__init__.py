"""Dispatch: the vans on a board, and the gate, where crates are loaded by scan until the van leaves."""
