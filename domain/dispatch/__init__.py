"""Loading and leaving."""
