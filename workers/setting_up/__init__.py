"""Setting up a device without a window: find it, try it, say in a sentence whether it works. Next: results.py."""
