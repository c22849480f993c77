"""What a van is called on screens and papers: V1 on its first trip of the day, V1/2 on its second.

What is picked, labelled, loaded and handed over for the second trip is not what leaves first, so nobody says V1 of it.
Next: queries/drops.py.
"""


def van_name(code: str, trip: int) -> str:
    """The van of this code on its trip of the day, from 1."""
    return code if trip == 1 else f"{code}/{trip}"


def van_name_sql(van: str = "v", route: str = "r") -> str:
    """The same as an SQL expression for both databases, by the aliases of van and route; NULL without a van."""
    return f"{van}.code || CASE WHEN {route}.trip > 1 THEN '/' || {route}.trip ELSE '' END"
