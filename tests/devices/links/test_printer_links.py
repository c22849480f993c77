"""Wires to printers: who is refused, what a slow, a stuck and a vanished other side become, and how much was sent."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.errors import BadAddress, LinkDown
from devices.links.addresses import link_to, printer_link_to
from devices.links.file_link import DeviceFileLink, PlainFileLink
from devices.links.identified import IdentifiedLink
from devices.links.memory import Wire
from devices.links.print_queues import CupsLink, WindowsQueueLink
from devices.links.serial_line import LineSettings, SerialLink
from devices.links.tcp import TcpLink

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="device files are of Unix")
LABEL = bytes(range(256)) * 1200


@contextmanager
def far_end(act: Callable[[socket.socket], object], stall_s: float = 0.3) -> Iterator[TcpLink]:
    """A connected link whose other side does `act`."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _place = server.accept()
            with peer:
                act(peer)

        thread = threading.Thread(target=serve)
        thread.start()
        link = TcpLink("127.0.0.1", server.getsockname()[1], stall_s=stall_s)
        link.open()
        try:
            yield link
        finally:
            link.close()
            thread.join()


def take(peer: socket.socket) -> bytes:
    got = b""
    while piece := peer.recv(65536):
        got += piece
    return got


@pytest.mark.parametrize(
    ("address", "kind", "shown"),
    [
        ("tcp://192.168.1.20", TcpLink, "192.168.1.20:9100"),
        ("tcp://label-1:9101/", TcpLink, "label-1:9101"),
        ("socket://[::1]:9100", TcpLink, "::1:9100"),
        ("COM3", SerialLink, "COM3"),
        ("/dev/ttyUSB0 115200 8N1", SerialLink, "/dev/ttyUSB0"),
        ("/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0", SerialLink, None),
        ("rfc2217://box:4001 9600", SerialLink, "rfc2217://box:4001"),
        ("id:1a86:7523:A50285BI 9600", IdentifiedLink, "id:1a86:7523:A50285BI"),
        ("windows: Gprinter GP-2120TU", WindowsQueueLink, "windows:Gprinter GP-2120TU"),
        ("cups:labels", CupsLink, "cups:labels"),
        ("cups:labels@server:631", CupsLink, "cups:labels@server:631"),
        ("/dev/usb/lp0", DeviceFileLink, "/dev/usb/lp0"),
        ("file:labels.prn", PlainFileLink, "labels.prn"),
        (r"file:C:\labels\night.prn", PlainFileLink, r"C:\labels\night.prn"),
    ],
)
def test_a_printers_address_names_its_wire(address, kind, shown):
    link = printer_link_to(address)
    assert type(link) is kind
    assert link.address == (shown or address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://",
        "tcp://host:0",
        "tcp://host:65536",
        "tcp://a b",
        "usb:lp0",
        "cups:",
        "cups:-o",
        "cups:a b",
        "windows:",
        "file:",
        "id:1a86:7523",
        "id:1A86:7523:X",
        "rfc2217://box",
        "rfc2217://box:99999",
        "bluetooth://x",
        "COM3 12",
    ],
)
def test_what_is_no_printers_address_is_refused_with_what_is_wanted(address):
    with pytest.raises(BadAddress) as refused:
        printer_link_to(address)
    assert refused.value.given == address
    assert "cups:QUEUE" in refused.value.wanted


@pytest.mark.parametrize("address", ["tcp://host", "cups:labels", "windows:X", "file:x"])
def test_a_scale_is_not_behind_a_print_queue(address):
    with pytest.raises(BadAddress):
        link_to(address)


def test_line_settings_of_the_profile_hold_where_the_address_names_none():
    usual = LineSettings(38_400, 7, "E", 1, "rts")
    assert printer_link_to("COM3", usual)._settings == usual
    assert printer_link_to("COM3 9600", usual)._settings == LineSettings(9600, 7, "E", 1, "rts")
    assert printer_link_to("COM3 9600 8N1", usual)._settings == LineSettings(9600, 8, "N", 1, "rts")


def test_a_whole_label_arrives_byte_for_byte():
    got = []
    with far_end(lambda peer: got.append(take(peer))) as link:
        link.write(LABEL)
        link.close()
    assert got == [LABEL]


def test_a_slow_printer_is_waited_for_as_long_as_it_takes_something():
    got = []

    def slowly(peer: socket.socket) -> None:
        taken = 0
        while piece := peer.recv(65536):
            taken += len(piece)
            time.sleep(0.012)
        got.append(taken)

    with far_end(slowly, stall_s=1.0) as link:  # a busy machine may stand still for a third of a second
        began = time.monotonic()
        link.write(LABEL * 40)
        took_s = time.monotonic() - began
        link.close()
    assert got == [len(LABEL) * 40]
    assert took_s > link._stall_s


def test_a_printer_that_takes_nothing_is_given_up_with_what_was_sent():
    done = threading.Event()
    with far_end(lambda peer: done.wait(20)) as link:
        with pytest.raises(LinkDown, match=r"nothing taken for 0.3 s") as stuck:
            link.write(LABEL * 100)
        done.set()
    assert 0 < stuck.value.sent < len(LABEL) * 100


def test_a_reset_in_the_middle_tells_how_far_it_came():
    def reset(peer: socket.socket) -> None:
        peer.recv(4096)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    with far_end(reset) as link, pytest.raises(LinkDown) as broken:
        link.write(LABEL * 100)
    assert 0 < broken.value.sent < len(LABEL) * 100


def test_an_unread_answer_does_not_cost_the_end_of_a_label():
    """Closing over unread bytes resets the connection, and the far side may lose what it had not read yet."""
    got = []

    def answer_first(peer: socket.socket) -> None:
        peer.sendall(b"\x00" * 64)
        answered.set()
        closed.wait(10)
        got.append(take(peer))

    answered, closed = threading.Event(), threading.Event()
    with far_end(answer_first) as link:
        answered.wait(10)
        link.write(b"label")
        link.close()
        closed.set()
    assert got == [b"label"]


@on_unix
def test_a_device_file_moves_bytes_both_ways_and_is_ours_alone():
    ours, theirs = os.openpty()
    try:
        name = os.ttyname(theirs)
        _raw(theirs)
        link, second = DeviceFileLink(name), DeviceFileLink(name)
        link.open()
        with pytest.raises(LinkDown, match="another program has it"):
            second.open()
        os.write(ours, b"old")
        link.discard_input()
        link.write(b"\x1b!?")
        assert os.read(ours, 10) == b"\x1b!?"
        assert link.read(0.01) == b""
        os.write(ours, b"\x20")
        assert link.read(1.0) == b"\x20"
        link.close()
        second.open()
        second.close()
        with pytest.raises(LinkDown, match="not open"):
            link.write(b"x")
    finally:
        os.close(ours)
        os.close(theirs)


def _raw(descriptor: int) -> None:
    import tty

    tty.setraw(descriptor)


@on_unix
def test_a_device_that_takes_nothing_is_given_up_with_what_was_sent(tmp_path):
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    link = DeviceFileLink(str(pipe), stall_s=0.2)
    link.open()
    with pytest.raises(LinkDown, match=r"nothing taken for 0.2 s") as stuck:
        link.write(bytes(1_000_000))
    assert 0 < stuck.value.sent < 1_000_000
    link.close()
    link.close()


def test_a_device_file_that_is_not_there_is_a_link_that_is_down(tmp_path):
    with pytest.raises(LinkDown):
        DeviceFileLink(str(tmp_path / "lp7")).open()


def test_a_plain_file_keeps_every_label(tmp_path):
    path = tmp_path / "labels.prn"
    link = printer_link_to(f"file:{path}")
    for label in (b"one", b"two"):
        link.open()
        link.write(label)
        assert link.read(0.001) == b""
        link.close()
    assert path.read_bytes() == b"onetwo"
    with pytest.raises(LinkDown):
        printer_link_to(f"file:{tmp_path / 'no' / 'folder.prn'}").open()


@on_unix
def test_a_full_disk_is_a_link_that_is_down():
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    link = PlainFileLink("/dev/full")
    link.open()
    with pytest.raises(LinkDown):
        link.write(b"label")
    link.close()


def test_a_wire_of_memory_has_room_for_the_largest_label():
    wire = Wire("memory", room=300_000)
    wire.near.open()
    wire.near.write(LABEL[:270_000])
    assert wire.far.read(0.1) == LABEL[:270_000]


@pytest.mark.filterwarnings("ignore:set(Daemon|Name).. is deprecated:DeprecationWarning:serial")
def test_a_serial_port_behind_a_network_is_set_from_here_and_moves_every_byte():
    """pyserial's own RFC 2217 server over its loop: what is written comes back."""
    import serial.rfc2217

    with serial.serial_for_url("loop://", timeout=0.05) as port, socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()
        thread = threading.Thread(target=_serve_rfc2217, args=(server, port, ended))
        thread.start()
        link = link_to(f"rfc2217://127.0.0.1:{server.getsockname()[1]} 19200 7E1")
        link.open()
        link.discard_input()
        everything, got = bytes(range(256)), b""
        link.write(everything)
        while len(got) < 256:
            piece = link.read(5.0)
            assert piece
            got += piece
        assert got == everything
        assert (port.baudrate, port.bytesize, port.parity) == (19200, 7, "E")
        link.close()
        ended.set()
        thread.join()


def _serve_rfc2217(server: socket.socket, port: object, ended: threading.Event) -> None:
    from serial.rfc2217 import PortManager

    peer, _place = server.accept()
    with peer:
        peer.settimeout(0.05)
        manager = PortManager(port, types.SimpleNamespace(write=peer.sendall))
        while not ended.is_set():
            try:
                data = peer.recv(4096)
            except TimeoutError:
                continue
            if not data:
                return
            port.write(b"".join(manager.filter(data)))
            back = port.read(port.in_waiting)
            if back:
                peer.sendall(b"".join(manager.escape(back)))
