from __future__ import annotations

import os
import socket
import sys

import pytest

from devices.errors import BadAddress, LinkDown
from devices.links.addresses import link_to
from devices.links.serial_line import LineSettings, SerialLink
from devices.links.tcp import TcpLink
from devices.registry import SCALES, scale_at


@pytest.mark.parametrize("address", ["tcp://192.168.1.20:4001", "socket://scale-2:23", " tcp://h:1/ "])
def test_an_address_of_the_network_is_one(address):
    assert isinstance(link_to(address), TcpLink)


@pytest.mark.parametrize(
    ("address", "port", "settings"),
    [
        ("COM3", "COM3", LineSettings()),
        ("/dev/ttyUSB0 19200", "/dev/ttyUSB0", LineSettings(19200)),
        ("COM4 9600 7E1", "COM4", LineSettings(9600, 7, "E", 1)),
    ],
)
def test_a_port_may_name_its_line_settings(address, port, settings):
    link = link_to(address)
    assert isinstance(link, SerialLink)
    assert (link.address, link._settings) == (port, settings)


@pytest.mark.parametrize(
    "address",
    ["", "tcp://host", "tcp://:99", "tcp://host:99999", "tcp:host:1", "COM3 9600 9X9", "two words", "192.168.1.50"],
)
def test_what_is_no_address_is_refused_with_what_is_wanted(address):
    with pytest.raises(BadAddress, match="expected"):
        link_to(address)


def test_an_unknown_kind_of_scale_names_the_known_ones():
    with pytest.raises(BadAddress, match="st_gs"):
        scale_at("COM3", "abacus")
    assert {"st_gs", "toledo"} <= set(SCALES)


def test_a_port_that_is_not_there_is_a_link_that_is_down():
    with pytest.raises(LinkDown):
        link_to("/dev/daybreak-no-such-port").open()


def test_nobody_listening_is_a_link_that_is_down():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LinkDown):
        link_to(f"tcp://127.0.0.1:{port}").open()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of Unix")
def test_a_serial_line_moves_bytes_and_tells_when_it_is_pulled():
    ours, theirs = os.openpty()
    link = SerialLink(os.ttyname(theirs))
    link.open()
    os.write(ours, b"old")
    link.discard_input()
    os.write(ours, b"ST,GS,+  1.250kg\r\n")
    got = b""
    while len(got) < 18:
        got += link.read(1.0)
    assert got == b"ST,GS,+  1.250kg\r\n"
    link.write(b"W")
    assert os.read(ours, 1) == b"W"
    assert link.read(0.01) == b""
    os.close(ours)
    with pytest.raises(LinkDown):
        link.read(1.0)
    link.close()
    link.close()
    os.close(theirs)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of Unix")
def test_a_second_program_does_not_get_the_line():
    ours, theirs = os.openpty()
    first, second = SerialLink(os.ttyname(theirs)), SerialLink(os.ttyname(theirs))
    first.open()
    with pytest.raises(LinkDown):
        second.open()
    first.close()
    second.open()
    second.close()
    os.close(ours)
    os.close(theirs)
