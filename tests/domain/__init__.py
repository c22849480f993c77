"""The stages of the night, one folder each."""
