"""The error tree of the business. An error carries facts, never a sentence; sentences.py makes one.

DomainError
├── Refusal             the rules say no: the reason and its facts
│   ├── <stage>.words.* refusals of each stage
│   ├── RuleBroken      a database constraint said no
│   └── Outdated        somebody else changed it meanwhile
├── CommandReused       the same command id came with another body
├── DatabaseProblem     the place where data lives cannot be used
│   └── FolderInUse, NotADatabase, DatabaseDamaged, WrongVersion, BeingUpgraded, NotReachable, Busy, DiskFull, ReadOnly
└── (nothing else: other exceptions are faults of the program)
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Notice:
    """A reason with its facts: a warning, a held line, a problem. `sentences.sentence` makes it readable."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **facts: object) -> Notice:
        """A notice from keyword facts, in the order given."""
        return cls(code, tuple(facts.items()))

    def fact(self, name: str) -> object:
        """The value of one fact, None when the notice has none of that name."""
        return dict(self.facts).get(name)


class DomainError(Exception):
    """Any answer of the business that is not the wished one. Subclasses are dataclasses of facts."""

    code: ClassVar[str] = "error"

    def facts(self) -> dict[str, object]:
        """The facts by name, as the JSON answer of the command line shows them."""
        return {f.name: getattr(self, f.name) for f in fields(self)}  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.code} {self.facts()}"


class Refusal(DomainError):
    """The rules say no. Nothing was changed."""


@dataclass
class RuleBroken(Refusal):
    """A constraint of the database refused the change."""

    code = "rule_broken"
    rule: str


@dataclass
class Outdated(Refusal):
    """The thing was changed by somebody else between looking and pressing."""

    code = "outdated"
    what: str


@dataclass
class NotFound(Refusal):
    """No such cycle, order, product ...: `what` is the noun, `name` what was asked for."""

    code = "not_found"
    what: str
    name: str


@dataclass
class NotAllowed(Refusal):
    """The person's role has no right to this."""

    code = "not_allowed"
    person: str
    right: str


@dataclass
class ReasonNeeded(Refusal):
    """This act must say why."""

    code = "reason_needed"
    act: str


@dataclass
class CommandReused(DomainError):
    """The same command id came again with another body: a fault or a forgery, never done."""

    code = "command_reused"
    command_id: str


class DatabaseProblem(DomainError):
    """The place where the data lives cannot be used."""


@dataclass
class FolderInUse(DatabaseProblem):
    """Another process holds the SQLite folder."""

    code = "folder_in_use"
    folder: str
    who: str
    since: str


@dataclass
class NotADatabase(DatabaseProblem):
    code = "not_a_database"
    place: str


@dataclass
class NotForTraining(DatabaseProblem):
    """Books that are worked with are never practised on."""

    code = "not_for_training"
    place: str


@dataclass
class DatabaseDamaged(DatabaseProblem):
    code = "database_damaged"
    place: str
    detail: str


@dataclass
class WrongVersion(DatabaseProblem):
    """The data were written by a newer program, or wait for an upgrade."""

    code = "wrong_version"
    found: str
    needed: str


@dataclass
class BeingUpgraded(DatabaseProblem):
    """Another station is upgrading the data right now."""

    code = "being_upgraded"
    place: str
    who: str


@dataclass
class NotReachable(DatabaseProblem):
    code = "not_reachable"
    place: str
    detail: str


@dataclass
class Busy(DatabaseProblem):
    """Somebody else has been writing for longer than we wait."""

    code = "busy"
    place: str


@dataclass
class DiskFull(DatabaseProblem):
    code = "disk_full"
    place: str


@dataclass
class ReadOnly(DatabaseProblem):
    code = "read_only"
    place: str
