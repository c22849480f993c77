"""The demo's pictures: what is there when they take too long."""

from __future__ import annotations

from workers.command_line import demonstration


def test_pictures_that_take_too_long_end_with_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demonstration, "PICTURES_WITHIN_S", 0.05)
    with demonstration._pictures(str(tmp_path / "company"), tmp_path / "pictures") as taking:
        assert demonstration._taken(taking, tmp_path / "pictures") == []
    assert taking.returncode
    assert "0.05" in capsys.readouterr().err
