"""Pure decisions of purchasing: buying.py (the sum of an order), receiving.py (is this delivery right), scanning.py (what
a scan at the dock means), sharing.py (who goes short).
"""
