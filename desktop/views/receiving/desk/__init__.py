"""The desk of receiving: orders per supplier with their sums, what is short, and the ways to buy, send and finish."""
