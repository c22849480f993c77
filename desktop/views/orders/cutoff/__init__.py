"""The cutoff: its consequence in numbers before anyone presses, what stands in the way; then the frozen snapshot."""
