"""`main.py scale`: kinds, find, weigh, template; each says works or a sentence, and tells it by its exit code."""

from __future__ import annotations

import json

import pytest

from devices.simulators.scale import ScaleSim
from devices.simulators.tcp_end import TcpEnd
from main import main
from workers.setting_up import scales


@pytest.fixture
def wire():
    end = TcpEnd()
    pan = ScaleSim(end, "toledo_8217", interval_s=0.01)
    pan.put(1250)
    pan.start()
    yield end.address
    pan.close()


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_kinds_are_listed_with_what_is_not_confirmed(capsys):
    assert main(["scale", "kinds", "--json"]) == 0
    kinds = {row["kind"]: row for row in told(capsys)["kinds"]}
    assert kinds["toledo_8217"]["asked"]
    assert not kinds["dahua"]["confirmed"]


def test_one_weight_is_taken_and_compared(wire, capsys):
    assert main(["scale", "weigh", wire, "toledo_8217", "--grams", "1250", "--lang", "en"]) == 0
    assert capsys.readouterr().out.strip() == "The scale works: 1.25 kg, steady."
    assert main(["scale", "weigh", wire, "toledo_8217", "--grams", "900", "--lang", "en"]) == 1


def test_an_unknown_kind_names_the_known_ones(capsys):
    assert main(["scale", "weigh", "COM3", "abacus", "--lang", "en"]) == 1
    assert "st_gs" in capsys.readouterr().out


def test_a_scale_is_found_by_asking(wire, capsys, monkeypatch):
    monkeypatch.setattr(scales, "LISTEN_S", 0.1)
    assert main(["scale", "find", wire, "--json"]) == 0
    assert told(capsys)["ports"][0]["kind"] == "toledo_8217"


def test_a_template_is_checked(tmp_path, capsys):
    file = tmp_path / "mine.toml"
    file.write_text('name = "x"\nunit = "kg"\nframe = "{STX}{weight 6}"\n', encoding="utf-8")
    assert main(["scale", "template", str(file), "--lang", "en"]) == 0
    file.write_text('name = "x"\nframe = "{STX}{weight 6}"\n', encoding="utf-8")
    assert main(["scale", "template", str(file), "--lang", "en"]) == 1
    assert "{unit 2}" in capsys.readouterr().out
