"""What the window does beside drawing: the database thread, the pool, and who is told of a change."""
