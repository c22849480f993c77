"""Figures, not tests: one module per figure. `python -m benchmarks` lists them; docs/figures.md keeps what they said."""
