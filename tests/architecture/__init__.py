"""What the tree itself must hold: who imports whom, what a room may not do, no stray addresses."""
