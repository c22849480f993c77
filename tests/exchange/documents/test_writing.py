"""Papers are written whole or not at all, and nothing but their own files is touched."""

import os
import sys
from pathlib import Path

import pytest

from domain.common.errors import DiskFull
from domain.common.sentences import in_language, sentence
from exchange.documents import PaperKind, PaperKindUnknown, PaperNotWritten, PaperSet, write_documents
from tests.exchange.documents.builders import head, hostile_set, paper_set, pick_row, pick_sheet
from tests.exchange.documents.reading import page_texts

USUAL = ["purchase", "pick", "sow", "totes", "load", "run", "handover", "shortage", "sums"]
FILES = sorted(f"0525-v1-{kind}.pdf" for kind in USUAL)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_all_kinds_are_written_in_the_order_of_the_night(tmp_path):
    files = write_documents(paper_set(), tmp_path / "papers" / "new")
    assert [file.kind for file in files] == USUAL
    assert names(tmp_path / "papers" / "new") == FILES
    assert [file.pieces for file in files] == [113, 21, 21, 3, 18, 21, 1, 2, 120]  # 119 at cutoff, one amended
    for file in files:
        assert len(page_texts(file.path.read_bytes())) == file.pages


def test_only_the_wanted_kinds_are_written(tmp_path):
    files = write_documents(paper_set(), tmp_path, only=frozenset({"sums", "pick"}))
    assert [file.kind for file in files] == ["pick", "sums"]


def test_a_count_sheet_is_made_only_when_somebody_asks_for_it(tmp_path):
    files = write_documents(paper_set(), tmp_path, only=frozenset({"count"}))
    assert [file.kind for file in files] == ["count"]


def test_an_unknown_kind_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(PaperKindUnknown) as refusal:
        write_documents(paper_set(), tmp_path / "papers", only=frozenset({"labels", "pick"}))
    with in_language("en"):
        assert sentence(refusal.value) == (
            "There is no paper “labels” yet. There are: "
            "purchase, count, pick, sow, totes, load, run, handover, shortage, sums."
        )
    assert not (tmp_path / "papers").exists()


def test_a_kind_without_sheets_writes_no_file(tmp_path):
    files = write_documents(PaperSet(head(), pick=[pick_sheet()]), tmp_path)
    assert [file.kind for file in files] == ["pick"]
    assert names(tmp_path) == ["0525-v1-pick.pdf"]


def test_each_kind_has_its_own_copy_number(tmp_path):
    files = write_documents(paper_set(), tmp_path, copy_numbers={"pick": 4})
    copies = {file.kind: "第 4 份" in page_texts(file.path.read_bytes())[0] for file in files}
    assert copies == {kind: kind == "pick" for kind in USUAL}


def test_progress_is_told_after_every_sheet(tmp_path):
    told: list[tuple[str, int, int]] = []
    papers = paper_set(pick=[pick_sheet()] * 3)
    write_documents(papers, tmp_path, only=frozenset({"pick"}), progress=lambda *said: told.append(said))
    assert told == [("pick", 1, 3), ("pick", 2, 3), ("pick", 3, 3)]


def test_a_cancelled_file_vanishes_and_the_finished_ones_stay(tmp_path):
    drawn: list[str] = []
    files = write_documents(
        paper_set(pick=[pick_sheet()] * 3),
        tmp_path,
        progress=lambda kind, _done, _all: drawn.append(kind),
        cancelled=lambda: drawn.count("pick") == 2,
    )
    assert [file.kind for file in files] == ["purchase"]
    assert names(tmp_path) == ["0525-v1-purchase.pdf"]


def test_a_failure_in_the_middle_leaves_what_stood_there(tmp_path):
    old = tmp_path / "0525-v1-pick.pdf"
    old.write_bytes(b"yesterday")

    class Broken(Exception):
        pass

    def rows():
        raise Broken

    class Sheets(list):
        def __iter__(self):
            yield pick_sheet()
            rows()

    with pytest.raises(Broken):
        write_documents(paper_set(pick=Sheets([1, 2])), tmp_path, only=frozenset({"pick"}))
    assert old.read_bytes() == b"yesterday"
    assert names(tmp_path) == ["0525-v1-pick.pdf"]


def test_a_folder_that_is_a_file_is_told_by_name(tmp_path):
    (tmp_path / "papers").write_text("")
    with pytest.raises(PaperNotWritten) as refusal:
        write_documents(paper_set(), tmp_path / "papers")
    with in_language("zh_CN"):
        assert str(tmp_path / "papers") in sentence(refusal.value)


def test_a_target_that_cannot_be_replaced_is_told_and_leaves_nothing(tmp_path):
    """As on Windows, where the PDF may be open in a reader; here a folder bears its name."""
    (tmp_path / "0525-v1-pick.pdf").mkdir()
    with pytest.raises(PaperNotWritten):
        write_documents(paper_set(), tmp_path, only=frozenset({"pick"}))
    assert names(tmp_path) == ["0525-v1-pick.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_is_told_as_such(tmp_path, monkeypatch):
    from exchange.documents import writing

    def onto_the_full_device(path):
        handle, name = _real_mkstemp(dir=path)
        os.close(handle)
        return os.open("/dev/full", os.O_WRONLY), name

    _real_mkstemp = writing.tempfile.mkstemp
    monkeypatch.setattr(writing.tempfile, "mkstemp", lambda dir, prefix, suffix: onto_the_full_device(dir))
    with pytest.raises(DiskFull) as refusal:
        write_documents(paper_set(), tmp_path, only=frozenset({"pick"}))
    assert refusal.value.place.endswith("0525-v1-pick.pdf")
    assert names(tmp_path) == []


@pytest.mark.parametrize("cycle", ["..\\..\\x", "C:\\a", "a/b", "CON", "<b>", "端午?", "x" * 300])
def test_a_cycle_of_any_name_stays_in_its_folder(tmp_path, cycle):
    folder = tmp_path / "papers"
    files = write_documents(paper_set(head=head(cycle=cycle)), folder, only=frozenset({"pick"}))
    assert files[0].path.resolve().parent == folder.resolve()
    assert names(tmp_path) == ["papers"]
    assert names(folder) == [files[0].path.name]


class Watch:
    """Notes what the interpreter opens or connects to while `on`; an audit hook stays for good."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[tuple[str, object]] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and (event == "open" or event.startswith(("socket.", "urllib.", "subprocess.", "os.system"))):
            self.seen.append((event, arguments[0]))


def test_no_name_makes_the_papers_read_a_file_or_the_network(tmp_path):
    papers = hostile_set(sheets=2)
    write_documents(papers, tmp_path)  # fonts, texts and modules are read now
    watch = Watch()
    watch.on = True
    write_documents(papers, tmp_path)
    watch.on = False
    assert watch.seen
    assert {event for event, _what in watch.seen} == {"open"}
    named = [str(what) for _event, what in watch.seen if not isinstance(what, int)]  # a number: opened by name before
    assert not [what for what in named if not what.startswith(str(tmp_path))]


def test_such_a_reading_would_be_seen(tmp_path):
    watch = Watch()
    watch.on = True
    (tmp_path / "x").write_text("")
    watch.on = False
    assert [(event, str(what)) for event, what in watch.seen] == [("open", str(tmp_path / "x"))]


def test_a_thousand_sheets_keep_to_their_points(tmp_path):
    papers = paper_set(pick=[pick_sheet(pick_row(quantity=n), point=f"点{n}号") for n in range(1, 201)])
    (file,) = write_documents(papers, tmp_path, only=frozenset({"pick"}))
    pages = page_texts(file.path.read_bytes())
    assert (file.pages, file.pieces) == (200, 20_100)
    assert all(f"点{n}号" in text for n, text in enumerate(pages, 1))


def test_every_kind_is_a_word_of_the_command_line():
    assert set(PaperKind) == {*USUAL, "count"}
