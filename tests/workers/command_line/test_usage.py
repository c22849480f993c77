"""Exit codes, where answers and refusals are written, and where options may stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from main import main
from tests.workers.command_line.conftest import KTT, Ran


def test_wrong_usage_is_exit_code_2(run: Callable[..., Ran]) -> None:
    assert run("cycle", "close", "0525").code == 2
    assert run("cycle", "open", "0525", "--cutoff", "tonight", "--delivery", "2026-05-26").code == 2


def test_a_refusal_without_json_is_a_sentence_beside_the_answer(run: Callable[..., Ran]) -> None:
    refused = run("cycle", "cutoff", "0999", as_json=False)
    assert (refused.code, refused.out) == (1, "")
    assert "0999" in refused.err
    assert "Error" not in refused.err


def test_a_refusal_with_json_is_the_one_object(run: Callable[..., Ran]) -> None:
    error = run("cycle", "cutoff", "0999").body["error"]
    assert error["code"] == "not_found"
    assert error["name"] == "0999"
    assert error["sentence"]


def test_options_may_stand_behind_the_command_or_before_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "company")
    opening = ["cycle", "open", "A1", "--cutoff", "2026-05-25T20:00+08:00", "--delivery", "2026-05-26"]
    assert main(["--json", "--data", place, *opening]) == 0
    assert '"state": "open"' in capsys.readouterr().out
    assert main(["cycle", "show", "--json", "A1", "--data", place]) == 0
    assert '"cycle": "A1"' in capsys.readouterr().out


def test_the_sentence_comes_in_the_readers_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--data", str(tmp_path / "company"), "--lang", "zh_CN", "cycle", "show", "0525"])
    assert "没有找到团期" in capsys.readouterr().err


def test_a_missing_file_is_named(opened: Callable[..., Ran]) -> None:
    error = opened("orders", "import", "nowhere.xlsx", "--cycle", "0525").body["error"]
    assert error["code"] == "not_found"
    assert "nowhere.xlsx" in error["sentence"]


def test_unknown_products_are_held_without_create_missing(opened: Callable[..., Ran]) -> None:
    answer = opened("orders", "import", str(KTT), "--cycle", "0525").body
    assert answer["orders"] == 0
    assert len(answer["held"]) == 119
    assert set(answer["held"][0]) == {"row", "text", "reason"}


def test_all_or_nothing_takes_nothing_when_a_row_is_held(opened: Callable[..., Ran]) -> None:
    refused = opened("orders", "import", str(KTT), "--cycle", "0525", "--all-or-nothing")
    assert refused.code == 1
    assert refused.body["error"]["code"] == "import_has_problems"
    assert opened("cycle", "show", "0525").body["orders"] == 0


def test_pasted_text_is_taken_and_what_is_unclear_is_held(opened: Callable[..., Ran], tmp_path: Path) -> None:
    text = tmp_path / "jielong.txt"
    text.write_text(
        "#接龙\n周三水果团 今晚8点截单\nA 阳光玫瑰 2斤 ¥29.9  B 土鸡蛋 30枚 ¥36\n\n"
        "1. 小李妈妈 12-1201 A2 B1\n2. 王🌻 3号楼502 A两份\n3. 陈 先生 B+A 13800000000\n4. 阿美\n5. 小李妈妈 再加B1\n",
        encoding="utf-8",
    )
    answer = opened("orders", "paste", str(text), "--cycle", "0525", "--point", "幸福里", "--create-missing").body
    assert (answer["orders"], answer["pieces"]) == (3, 8)
    assert [held["text"] for held in answer["held"]] == ["阿美"]


def test_papers_of_an_open_cycle_are_refused(opened: Callable[..., Ran], tmp_path: Path) -> None:
    refused = opened("documents", "0525", "--out", str(tmp_path))
    assert refused.code == 1
    assert refused.body["error"]["code"] == "cycle_not_cut"


def test_a_kind_of_paper_that_is_not_drawn_is_named(opened: Callable[..., Ran], tmp_path: Path) -> None:
    opened("orders", "import", str(KTT), "--cycle", "0525", "--create-missing")
    opened("cycle", "cutoff", "0525")
    refused = opened("documents", "0525", "--out", str(tmp_path), "--only", "labels")
    assert refused.code == 1
    assert "labels" in refused.body["error"]["sentence"]


def test_a_paper_whose_stage_has_not_run_is_left_out_with_a_sentence(
    opened: Callable[..., Ran], tmp_path: Path
) -> None:
    opened("orders", "import", str(KTT), "--cycle", "0525", "--create-missing")
    opened("cycle", "cutoff", "0525")
    made = opened("documents", "0525", "--out", str(tmp_path), "--only", "run,pick,count", "--lang", "en")
    assert (made.code, [file["kind"] for file in made.body["files"]]) == (0, ["pick"])
    assert "no route plan is in force" in made.err
    assert "nothing lies in this warehouse" in made.err


def test_a_backup_is_verified_and_comes_back(opened: Callable[..., Ran], tmp_path: Path) -> None:
    opened("orders", "import", str(KTT), "--cycle", "0525", "--create-missing")
    kept = opened("backup", str(tmp_path / "night.backup")).body
    assert kept == {"file": str(tmp_path / "night.backup"), "verified": True, "orders": 78}
    opened("cycle", "cutoff", "0525")
    assert opened("restore", str(tmp_path / "night.backup")).body["orders"] == 78
    assert opened("cycle", "show", "0525").body["state"] == "open"
