"""What the queue holds."""
