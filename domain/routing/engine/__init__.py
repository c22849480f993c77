"""Searches for good routes: numbers in, an order of stops out (words.Problem, words.Proposal). It knows no table.

`search.search` is the one door; whatever stands behind it, rules.checking looks at what comes out.
"""
