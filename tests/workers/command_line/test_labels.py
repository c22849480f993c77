"""`labels`: a picture of every label, of own templates too, and what would not come out right."""

from __future__ import annotations

from PIL import Image

from exchange.labels import KINDS, media_of


def test_every_label_is_written_as_a_picture_of_one_bit_a_dot(run, tmp_path):
    ran = run("labels", "--out", str(tmp_path), "--media", "60x40")
    files = ran.body["files"]
    assert (ran.code, [file["kind"] for file in files]) == (0, list(KINDS))
    with Image.open(files[0]["path"]) as picture:
        assert (picture.size, picture.mode, round(picture.info["dpi"][0])) == ((480, 320), "1", 203)


def test_kinds_and_sizes_may_be_chosen_and_all_sizes_are_the_usual(run, tmp_path):
    ran = run("labels", "--out", str(tmp_path), "--kinds", "badge", "--dpi", "300", "--training")
    assert [file["media"] for file in ran.body["files"]] == list(media_of("badge"))


def test_an_own_template_is_tried_and_its_fault_told(run, tmp_path):
    own = tmp_path / "own"
    (own / "badge").mkdir(parents=True)
    (own / "badge" / "60x40.toml").write_text("kind = 3", encoding="utf-8")
    chosen = ("--kinds", "badge", "--media", "60x40", "--templates", str(own))
    ran = run("labels", "--out", str(tmp_path / "out"), *chosen)
    assert ran.code == 1
    assert "badge/60x40.toml" in ran.body["files"][0]["problems"][0]


def test_a_kind_or_size_that_is_none_is_wrong_usage(run, tmp_path):
    assert run("labels", "--out", str(tmp_path), "--kinds", "poster").code == 2
    assert run("labels", "--out", str(tmp_path), "--media", "sixty").code == 2


def test_a_folder_of_templates_that_is_not_there_is_told(run, tmp_path):
    assert (
        run("labels", "--out", str(tmp_path), "--templates", str(tmp_path / "none")).body["error"]["code"]
        == "not_found"
    )
