"""Today: how far the night is, and what wants a decision now."""
