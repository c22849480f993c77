"""What whoever plans asks of a search, and how a search can end without a plan. Next: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from domain.common.errors import Refusal
from domain.routing.words.problems import Problem, Proposal


class Search(Protocol):
    """A way to search: in this process (engine.search) or in one of its own (workers/solver_process)."""

    def __call__(self, problem: Problem, start: Proposal | None, told: Callable[[Proposal], None]) -> Proposal:
        """The best plan found, from `start` on where there is one; `told` hears of every better one."""


@dataclass
class SearchCancelled(Refusal):
    """A person ended the search and wants nothing of it."""

    code = "search_cancelled"


@dataclass
class SearchKilled(Refusal):
    """The searching process was ended from outside, or hung, before it had a plan."""

    code = "search_killed"


@dataclass
class SearchOutOfMemory(Refusal):
    """The search needed more memory than there is before it had a plan."""

    code = "search_out_of_memory"


@dataclass
class SearchBroken(Refusal):
    """A fault of the program ended the search before it had a plan."""

    code = "search_broken"
    error: str
