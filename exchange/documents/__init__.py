"""Papers of a cycle: purchase orders, pick, sow and handover lists, the day's sums. Rows in, bytes out.

Read paper.py for what every paper shares, then one module per paper.
"""
