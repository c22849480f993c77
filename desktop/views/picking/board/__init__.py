"""The wave board: what is picked when, by whom, how far; plan, release, pause, check, close."""
