"""The demo's own folder: company/, files/ and papers/ under `out`, and a marker that says a demo made them.

A folder that no demo made is never written into, and nothing is deleted that is not named in the marker or is not the
company's own database. Next: night.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.common.database import FILE_NAME
from domain.common.errors import ReadOnly
from domain.common.folder_lock import FolderLock
from workers.demo.words import DemoFolderTaken

MARKER = "daybreak-demo.json"
_DATABASE_FILES = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm")


@dataclass
class DemoFolder:
    """`out` and what lies in it; `written` are the files of this demo, relative to `out`, `earlier` those of the last."""

    out: Path
    earlier: tuple[str, ...] = ()
    written: list[str] = field(default_factory=list)

    @property
    def company(self) -> Path:
        """Where the demo's company lies when no other place was named."""
        return self.out / "company"

    @property
    def files(self) -> Path:
        """The files that were imported."""
        return self.out / "files"

    @property
    def papers(self) -> Path:
        """The papers that were written."""
        return self.out / "papers"

    def wrote(self, path: Path) -> Path:
        """Notes a file of this demo; the same path."""
        name = path.relative_to(self.out).as_posix()
        if name not in self.written:
            self.written.append(name)
        return path

    def clear_company(self) -> Path:
        """The folder's own company, empty: the database of an earlier demo is deleted. FolderInUse while it is open."""
        with _told(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            self.sign()
        if self.company.exists():
            lock = FolderLock.take(self.company, "Daybreak demo")
            try:
                for name in _DATABASE_FILES:
                    (self.company / name).unlink(missing_ok=True)
            finally:
                lock.release()
        return self.company

    def make_ready(self) -> None:
        """Makes the folders, and takes away what an earlier demo wrote into them."""
        with _told(self.out):
            for place in (self.files, self.papers):
                place.mkdir(parents=True, exist_ok=True)
            for name in self.earlier:
                (self.out / name).unlink(missing_ok=True)
            self.earlier = ()
            self.sign()

    def sign(self) -> None:
        """Writes the marker with everything that is a demo's own."""
        names = sorted({*self.earlier, *self.written})
        text = json.dumps({"made_by": "daybreak demo", "files": names}, ensure_ascii=False, indent=1)
        (self.out / MARKER).write_text(text + "\n", encoding="utf-8")


def demo_folder(out: Path) -> DemoFolder:
    """The folder, as yet untouched. Raises DemoFolderTaken when somebody else's things are there."""
    earlier = _earlier_files(out)
    folder = DemoFolder(out, tuple(earlier or ()))
    if earlier is None and any(_is_in_use(place) for place in (folder.company, folder.files, folder.papers)):
        raise DemoFolderTaken(str(out))
    for place in (out, folder.files, folder.papers):
        if place.exists() and not place.is_dir():
            raise DemoFolderTaken(str(place))
    return folder


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """What the system refuses as a sentence."""
    try:
        yield
    except OSError as error:
        raise ReadOnly(str(out)) from error


def _earlier_files(out: Path) -> list[str] | None:
    """What the demo before wrote, None when there was none. Only names inside files/ and papers/ count."""
    try:
        body = json.loads((out / MARKER).read_text(encoding="utf-8"))
        names = [str(name) for name in body["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [name for name in names if name.startswith(("files/", "papers/")) and ".." not in Path(name).parts]


def _is_in_use(place: Path) -> bool:
    return place.is_file() or (place.is_dir() and any(place.iterdir()))
