"""Travel times from a service on the network: Valhalla's `sources_to_targets` or OSRM's `table` (decision 0081).

The operator gives its address and, where it wants one, a key. An answer is believed only when it is whole: every row,
every column, no number below nothing. Next: filling.py.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from domain.places.rules.datums import Degrees
from domain.routing.words import TravelSource
from workers.travel_times.asking import (
    Block,
    Cell,
    ServiceGarbled,
    ServiceKeyRefused,
    ServiceRefused,
    ServiceSilent,
    ServiceUnset,
)

KINDS = ("valhalla", "osrm")
TIMEOUT_S = 20.0
"""An answer takes at most so long, from the first byte sent to the last one read."""
LONGEST_ANSWER = 32_000_000
AT_ONCE = 65_536
KEY = "{key}"
"""Where the key stands in the address; without it the key goes along as a bearer token."""
MOST_M, MOST_S = 20_000_000, 2_000_000
"""No leg of the earth is longer; a greater number is a fault of the service."""
NO_WAY_CODES = frozenset({154, 170, 171, 442})
"""Valhalla's error codes for: too far, unconnected regions, no road near, no path."""


@dataclass(frozen=True, slots=True)
class Service:
    """A travel time service as a source (asking.TravelTimes). Places are WGS-84."""

    address: str
    kind: str = "valhalla"
    key: str = ""
    profile: str = "auto"
    timeout_s: float = TIMEOUT_S
    source: TravelSource = TravelSource.SERVICE
    legs_at_once: int = 2_500
    places_at_once: int = 50

    def off_map(self, places: Sequence[Degrees]) -> frozenset[int]:
        """A service says of no place alone whether it knows it."""
        return frozenset()

    def matrix(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        """Metres and seconds between the places; None where the service finds no way.

        Raises ServiceUnset, ServiceSilent, ServiceRefused, ServiceKeyRefused, ServiceGarbled.
        """
        return self._osrm(starts, ends) if self.kind == "osrm" else self._valhalla(starts, ends)

    def _valhalla(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        asked = {
            "sources": [{"lat": lat, "lon": lon} for lat, lon in starts],
            "targets": [{"lat": lat, "lon": lon} for lat, lon in ends],
            "costing": self.profile,
            "units": "kilometers",
            "verbose": False,
        }
        told = self._asked("POST", "/sources_to_targets", json.dumps(asked).encode())
        table = told.get("sources_to_targets")
        if isinstance(table, list):
            return self._block([[_long_cell(cell) for cell in _listed(row)] for row in table], starts, ends, 1000.0)
        if not isinstance(table, dict):
            raise self._garbled("sources_to_targets")
        return self._block(_paired(table.get("distances"), table.get("durations")), starts, ends, 1000.0)

    def _osrm(self, starts: Sequence[Degrees], ends: Sequence[Degrees]) -> Block:
        spots = ";".join(f"{lon:.6f},{lat:.6f}" for lat, lon in (*starts, *ends))
        first, last = len(starts), len(starts) + len(ends)
        wanted = {
            "sources": ";".join(map(str, range(first))),
            "destinations": ";".join(map(str, range(first, last))),
            "annotations": "duration,distance",
        }
        profile = "driving" if self.profile == "auto" else self.profile
        query = "&".join(f"{name}={value}" for name, value in wanted.items())
        told = self._asked("GET", f"/table/v1/{profile}/{spots}?{query}", b"")
        if told.get("code") != "Ok":
            raise ServiceRefused(self.address, 200, f"{told.get('code')} {told.get('message', '')}"[:120])
        return self._block(_paired(told.get("distances"), told.get("durations")), starts, ends, 1.0)

    def _block(self, pairs: Any, starts: Sequence[Degrees], ends: Sequence[Degrees], metres: float) -> Block:
        """The block of (distance, duration) pairs; refused when a row, a column or half a pair is missing."""
        if not isinstance(pairs, list) or len(pairs) != len(starts):
            raise self._garbled(f"{_count(pairs)} ≠ {len(starts)}")
        for at, row in enumerate(pairs, start=1):
            if not isinstance(row, list) or len(row) != len(ends):
                raise self._garbled(f"{at}: {_count(row)} ≠ {len(ends)}")
        return [[self._cell(pair, metres) for pair in row] for row in pairs]

    def _cell(self, pair: Any, metres: float) -> Cell:
        distance, duration = pair if isinstance(pair, tuple) else (pair, pair)
        if distance is None and duration is None:
            return None
        if not _is_number(distance) or not _is_number(duration):
            raise self._garbled(f"{distance!r}, {duration!r}"[:80])
        found = round(distance * metres), round(duration)
        if not (0 <= found[0] <= MOST_M and 0 <= found[1] <= MOST_S):
            raise self._garbled(f"{distance!r}, {duration!r}"[:80])
        return found

    def _garbled(self, detail: str) -> ServiceGarbled:
        return ServiceGarbled(self._shown, detail)

    @property
    def _shown(self) -> str:
        """The address without user, key or query: it is told to people and stands in papers."""
        split = _split(self.address)
        return f"{split.scheme}://{split.hostname}{f':{split.port}' if split.port else ''}"

    def _asked(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        split = _split(self.address)
        base, _, query = (split.path.rstrip("/") + (f"?{split.query}" if split.query else "")).partition("?")
        target = base + path
        if query:
            target += ("&" if "?" in target else "?") + query.replace(KEY, quote(self.key, safe=""))
        head = {"Accept": "application/json", "User-Agent": "Daybreak", "Connection": "close"}
        if body:
            head["Content-Type"] = "application/json"
        if self.key and KEY not in self.address:
            head["Authorization"] = f"Bearer {self.key}"
        try:
            status, read = _exchange(split, method, target.replace(KEY, quote(self.key, safe="")), body, head,
                                     self.timeout_s)  # fmt: skip
        except TimeoutError as late:
            raise ServiceSilent(self._shown, f"{self.timeout_s:g} s") from late
        except (OSError, HTTPException) as fault:
            raise ServiceSilent(self._shown, (str(fault) or type(fault).__name__)[:120]) from fault
        if read is None:
            raise self._garbled(f"> {LONGEST_ANSWER // 1_000_000} MB")
        return self._understood(status, read)

    def _understood(self, status: int, read: bytes) -> dict[str, Any]:
        if status in (401, 403):
            raise ServiceKeyRefused(self._shown, status)
        try:
            told = json.loads(read)
        except (ValueError, RecursionError):
            told = None
        if status != 200:
            raise ServiceRefused(self._shown, status, _said(told))
        if not isinstance(told, dict):
            raise self._garbled(read[:40].decode("utf-8", "replace"))
        return told


def _split(address: str) -> SplitResult:
    try:
        split = urlsplit(address)
        usable = split.scheme in ("http", "https") and bool(split.hostname) and (split.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise ServiceUnset(address)
    return split


def _exchange(
    split: SplitResult, method: str, target: str, body: bytes, head: dict[str, str], timeout_s: float
) -> tuple[int, bytes | None]:
    """(status, body) of one request, None for a body that is too long. TimeoutError when it is not whole in time."""
    until = time.monotonic() + timeout_s
    kind: Callable[..., HTTPConnection] = HTTPSConnection if split.scheme == "https" else HTTPConnection
    connection = kind(split.hostname, split.port, timeout=timeout_s)
    try:
        connection.request(method, target, body=body or None, headers=head)
        answer = connection.getresponse()
        return answer.status, _read(connection, answer, until)
    finally:
        connection.close()


def _read(connection: HTTPConnection, answer: HTTPResponse, until: float) -> bytes | None:
    """The whole body; a service that drips is cut off in time as one that says nothing is."""
    parts, length = [], 0
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        part = answer.read1(AT_ONCE)
        if not part:
            break
        parts.append(part)
        length += len(part)
        if length > LONGEST_ANSWER:
            return None
    if answer.length:  # the connection broke before the length that was promised
        raise HTTPException(f"{length} bytes, {answer.length} more promised")
    return b"".join(parts)


def _said(told: Any) -> str:
    """What the service says about its error, if anything."""
    if not isinstance(told, dict):
        return ""
    return str(told.get("error") or told.get("message") or told.get("status") or "")[:120]


def _listed(row: Any) -> list[Any]:
    return row if isinstance(row, list) else []


def _long_cell(cell: Any) -> Any:
    """A cell of Valhalla's long form as (distance, duration)."""
    return (cell.get("distance"), cell.get("time")) if isinstance(cell, dict) else cell


def _paired(distances: Any, durations: Any) -> Any:
    """Two tables as one of (distance, duration); what is no table stays something no block is made of."""
    if not isinstance(distances, list) or not isinstance(durations, list) or len(distances) != len(durations):
        return None
    pairs = []
    for far, long in zip(distances, durations, strict=True):
        if not isinstance(far, list) or not isinstance(long, list) or len(far) != len(long):
            return None
        pairs.append(list(zip(far, long, strict=True)))
    return pairs


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _count(rows: Any) -> str:
    return str(len(rows)) if isinstance(rows, list) else type(rows).__name__
