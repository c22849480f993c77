"""Searches for good routes: numbers in, an order of stops out (words.Problem, words.Proposal). It knows no table.

`pyvrp_search.propose` is the one door; whatever stands behind it, rules.checking looks at what comes out.
"""
