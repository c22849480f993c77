"""The board: every van as a card with what is on it and what still keeps it."""
