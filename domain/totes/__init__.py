"""The crates and their life."""
