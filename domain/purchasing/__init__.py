"""What to buy, what came, and who goes short."""
