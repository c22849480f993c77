"""Frozen rows of routing: drops.py (where each point stands in the live plan), plans.py (a plan as people look at it)."""

from domain.routing.queries.drops import drops

__all__ = ["drops"]
