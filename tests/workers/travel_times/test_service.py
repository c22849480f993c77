"""A travel time service on the network, byte by byte: a real server in the test says what services say and do not say."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from domain.common.sentences import in_language, sentence
from workers.travel_times.asking import (
    ServiceGarbled,
    ServiceKeyRefused,
    ServiceRefused,
    ServiceSilent,
    ServiceUnset,
)
from workers.travel_times.service import Service

A, B, C = (30.30, 120.10), (30.31, 120.12), (30.33, 120.09)
KEY = "k3y/with spaces"


@dataclass
class Server:
    """Answers each request with bytes, or does with the connection what `answer` does."""

    answer: Callable[[socket.socket, bytes], None]
    asked: list[bytes] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def request_of(link: socket.socket) -> bytes:
    """Head and body as they came over the wire."""
    read = b""
    while b"\r\n\r\n" not in read:
        part = link.recv(65_536)
        if not part:
            return read
        read += part
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += link.recv(65_536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(answer: Callable[[socket.socket, bytes], None]) -> Iterator[Server]:
    """A server on this computer, one connection after the other."""
    server = Server(answer)
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                link, _ = listening.accept()
            except OSError:
                return
            with link:
                server.asked.append(request_of(link))
                with suppress(OSError):  # the asker may have hung up
                    server.answer(link, server.asked[-1])

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def told(body: object, status: str = "200 OK") -> Callable[[socket.socket, bytes], None]:
    """An answer with this body, JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(link: socket.socket, _asked: bytes) -> None:
        link.sendall(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n" % (status.encode(), len(content)) + content)

    return answer


def valhalla(distances: object, durations: object) -> dict[str, object]:
    return {"sources_to_targets": {"distances": distances, "durations": durations}}


WHOLE = valhalla([[0.0, 2.345], [2.5, 0.0]], [[0, 300], [310.4, 0]])


def test_a_valhalla_is_asked_for_its_matrix_and_its_kilometres_are_metres():
    with serving(told(WHOLE)) as server:
        assert Service(server.address).matrix([A, B], [A, B]) == [[(0, 0), (2_345, 300)], [(2_500, 310), (0, 0)]]
    head, _, body = server.asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /sources_to_targets HTTP/1.1\r\n")
    asked = json.loads(body)
    assert asked["sources"] == asked["targets"] == [{"lat": 30.30, "lon": 120.10}, {"lat": 30.31, "lon": 120.12}]
    assert (asked["costing"], asked["units"]) == ("auto", "kilometers")
    assert b"uthorization" not in head


def test_the_long_form_of_a_valhalla_is_understood_too():
    row = [{"distance": 0.0, "time": 0}, {"distance": 2.345, "time": 300}, {"distance": None, "time": None}]
    with serving(told({"sources_to_targets": [row]})) as server:
        assert Service(server.address).matrix([A], [A, B, C]) == [[(0, 0), (2_345, 300), None]]


def test_an_osrm_is_asked_for_its_table_longitude_first():
    body = {"code": "Ok", "distances": [[0, 2345.4], [2500, None]], "durations": [[0, 300.5], [310, None]]}
    with serving(told(body)) as server:
        block = Service(f"{server.address}/osrm/", "osrm").matrix([A, B], [A, C])
    assert block == [[(0, 0), (2_345, 300)], [(2_500, 310), None]]
    line = server.asked[0].split(b"\r\n")[0].decode()
    spots = "120.100000,30.300000;120.120000,30.310000;120.100000,30.300000;120.090000,30.330000"
    assert line == (
        f"GET /osrm/table/v1/driving/{spots}?sources=0;1&destinations=2;3&annotations=duration,distance HTTP/1.1"
    )


def test_the_key_goes_along_as_a_bearer_or_where_the_address_wants_it():
    with serving(told(WHOLE)) as server:
        Service(server.address, key=KEY).matrix([A, B], [A, B])
        Service(f"{server.address}/v1?api_key={{key}}", key=KEY).matrix([A, B], [A, B])
    assert f"Authorization: Bearer {KEY}".encode() in server.asked[0]
    assert server.asked[1].startswith(b"POST /v1/sources_to_targets?api_key=k3y%2Fwith%20spaces HTTP/1.1")
    assert b"uthorization" not in server.asked[1]


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_a_key_that_is_refused_is_told_and_the_key_is_not(status):
    with serving(told(b"go away", status)) as server, pytest.raises(ServiceKeyRefused) as refused:
        Service(f"{server.address}/v1?api_key={{key}}", key=KEY).matrix([A], [B])
    with in_language("en"):
        words = sentence(refused.value)
    assert words.startswith(f"{server.address} does not take the key")
    assert "k3y" not in words


@pytest.mark.parametrize(
    ("status", "body", "detail"),
    [
        ("429 Too Many Requests", {"error": "slow down"}, "slow down"),
        ("500 Internal Server Error", b"<html>oops</html>", ""),
        ("400 Bad Request", {"error_code": 154, "error": "Path distance exceeds"}, "Path distance exceeds"),
        ("302 Found", b"", ""),
    ],
)
def test_an_error_of_the_service_is_told_with_its_number_and_its_words(status, body, detail):
    with serving(told(body, status)) as server, pytest.raises(ServiceRefused) as refused:
        Service(server.address).matrix([A], [B])
    assert (refused.value.status, refused.value.detail) == (int(status[:3]), detail)


def test_an_osrm_that_says_no_is_refused_by_its_own_words():
    body = {"code": "NoTable", "message": "no"}
    with serving(told(body)) as server, pytest.raises(ServiceRefused, match="NoTable no"):
        Service(server.address, "osrm").matrix([A], [B])


INF = b'{"sources_to_targets": {"distances": [[Infinity, 1]], "durations": [[1, 1]]}}'
NAN = b'{"sources_to_targets": {"distances": [[NaN, 1]], "durations": [[1, 1]]}}'


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe\x00garbage", b"<html>Welcome to the hotel</html>", b"null", b"[]", b"7", b"[" * 100_000, INF, NAN,
        {}, {"sources_to_targets": None}, {"sources_to_targets": "x"}, {"sources_to_targets": {}},
        valhalla([[1, 2]], None), valhalla([[1, 2]], [[1]]), valhalla([[1, 2], [1, 2]], [[1, 2], [1, 2]]),
        valhalla([[1]], [[1]]), valhalla([[1, 2, 3]], [[1, 2, 3]]), valhalla([], []), valhalla([7], [7]),
        valhalla([[1, -2]], [[1, 2]]), valhalla([[1, 2]], [[1, -2]]), valhalla([[1, None]], [[1, 2]]),
        valhalla([[1, "2"]], [[1, 2]]), valhalla([[1, True]], [[1, True]]), valhalla([[1, 1e9]], [[1, 2]]),
        valhalla([[1, {}]], [[1, 2]]), {"sources_to_targets": [[{"distance": 1}, {"time": 1}]]},
        {"sources_to_targets": [["a", "b"]]}, {"sources_to_targets": [{"0": 1}]},
    ],
)  # fmt: skip
def test_whatever_is_no_whole_table_is_refused_and_nothing_of_it_taken(body):
    with serving(told(body)) as server, pytest.raises(ServiceGarbled) as refused:
        Service(server.address).matrix([A], [A, B])
    with in_language("en"):
        assert sentence(refused.value).startswith(f"{server.address} answers with something that is no table")


def test_holes_are_legs_without_a_way_and_no_garbage():
    with serving(told(valhalla([[1.0, None]], [[60, None]]))) as server:
        assert Service(server.address).matrix([A], [A, B]) == [[(1_000, 60), None]]


def cut_off(link: socket.socket, _asked: bytes) -> None:
    link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + json.dumps(WHOLE).encode()[:40])


def no_http(link: socket.socket, _asked: bytes) -> None:
    link.sendall(b"220 mail.example ESMTP\r\n")


def hang_up(link: socket.socket, _asked: bytes) -> None:
    link.close()


@pytest.mark.parametrize("answer", [cut_off, no_http, hang_up])
def test_an_answer_that_breaks_off_is_none(answer):
    with serving(answer) as server, pytest.raises(ServiceSilent):
        Service(server.address).matrix([A, B], [A, B])


def test_a_service_that_says_nothing_or_drips_is_given_up_in_time():
    done = threading.Event()

    def silent(_link: socket.socket, _asked: bytes) -> None:
        done.wait(5)

    def drips(link: socket.socket, _asked: bytes) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not done.wait(0.02):
            link.sendall(b" ")

    for answer in (silent, drips):
        done.clear()
        with serving(answer) as server:
            begun = time.monotonic()
            with pytest.raises(ServiceSilent) as refused:
                Service(server.address, timeout_s=0.3).matrix([A, B], [A, B])
            assert time.monotonic() - begun < 1.5
            assert refused.value.detail == "0.3 s"
            done.set()


def test_nobody_there_and_no_address_are_two_things():
    with serving(told(WHOLE)) as server:
        gone = server.address
    with pytest.raises(ServiceSilent):
        Service(gone, timeout_s=2).matrix([A], [B])
    for address in ("", "service", "ftp://a", "http://", "http://[::1", "http://a:99999"):
        with pytest.raises(ServiceUnset):
            Service(address).matrix([A], [B])
