"""A wedge scan in the window: from the first key to the painted verdict, judged, counted and committed on the way.

1,000 scans at one station of a wave of 200 points and 20 products (the peak's width), offscreen, every key a real
event. The floor is the same scans by the operation alone, on a copy of the same company. PostgreSQL by --database.
"""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.companies import ground_for
from benchmarks.fresh_process import Answer, in_fresh_process
from benchmarks.import50k import ACTOR, CYCLE
from benchmarks.import50k import product as import_peak
from benchmarks.peak_workbook import peak_workbook, rows_of
from domain.catalogue.rules.barcodes import own_code
from domain.common.database import Database, open_database
from domain.picking.values import PickLine, Stand

if TYPE_CHECKING:
    from desktop.app import Frame

NAME = "scan_paint"
ORDERS = 4_000
SCANS = 1_000
WARM_UP = 20
KEY_S = 0.005
TO_REACH = {"p99_ms": 100}


def measure(options: Namespace) -> Answer:
    """p50_ms and p99_ms from key to paint, the same of the operation alone; seconds and floor_seconds are their sums."""
    orders = getattr(options, "orders", None) or ORDERS
    with ground_for(options) as ground, ground.place() as company:
        in_fresh_process(import_peak, path=str(peak_workbook(orders)), place=company, rows=rows_of(orders))
        in_fresh_process(prepare, place=company)
        ground.settle(company)
        with ground.place(company) as place:
            bare = in_fresh_process(floor, place=place, scans=SCANS)
        with ground.place(company) as place:
            window = in_fresh_process(product, place=place, scans=SCANS)
        return {
            "name": NAME,
            "seconds": round(window.seconds, 3),
            "floor_seconds": round(bare.seconds, 3),
            "ratio": round(window.said["p50_ms"] / bare.said["p50_ms"], 2),
            "peak_mb": round(window.peak_mb),
            "p50_ms": round(window.said["p50_ms"], 1),
            "p99_ms": round(window.said["p99_ms"], 1),
            "worst_ms": round(window.said["worst_ms"], 1),
            "floor_p50_ms": round(bare.said["p50_ms"], 1),
            "floor_p99_ms": round(bare.said["p99_ms"], 1),
            "cpu_ms": round(window.cpu_seconds * 1000 / SCANS, 1),
            "floor_cpu_ms": round(bare.cpu_seconds * 1000 / SCANS, 1),
            "scans": SCANS,
            "database": ground.kind,
            "server": ground.version(),
            "to_reach": TO_REACH,
        }


# The company ---------------------------------------------------------------------------------------


def prepare(place: str) -> Answer:
    """Cut off, with stock on shelves, barcodes, crates and one released wave of all points."""
    from domain.cutoff.operations import cut_off
    from domain.picking.operations import plan_waves, release_all
    from domain.stock.operations import allocate
    from domain.totes.operations import register_totes

    begun = time.perf_counter()
    with open_database(place) as database:
        cut_off(database, ACTOR, CYCLE)
        _stock(database)
        allocate(database, ACTOR, CYCLE)
        register_totes(database, ACTOR, 400)
        plan_waves(database, ACTOR, CYCLE, points_per_wave=None)
        release_all(database, ACTOR, CYCLE)
    return {"seconds": time.perf_counter() - begun, "cpu_seconds": 0}


def _stock(database: Database) -> None:
    """A shelf, a barcode and enough pieces for every product."""
    from sqlalchemy import insert

    from domain.catalogue.queries import product_choices
    from domain.catalogue.records import BarcodeRecord
    from domain.ordering.queries import cycle
    from domain.stock.operations import add_bin, open_stock, set_slot
    from domain.stock.words import OpeningRow

    with database.read() as connection:
        products = product_choices(connection)
        lasts = cycle(connection, CYCLE).delivery + timedelta(days=30)
    rows = []
    for at, one in enumerate(products, 1):
        made = add_bin(database, ACTOR, {"code": f"A-{at:03d}", "kind": "shelf", "zone": "ambient", "walk_order": at})
        shelf = int(made.answer["id"])
        set_slot(database, ACTOR, one.id, shelf)
        rows.append(OpeningRow(one.id, shelf, 20_000, "L1", lasts))
        with database.writer.begin() as connection:
            connection.execute(insert(BarcodeRecord).values(code=own_code(at), product_id=one.id, kind="own"))
    open_stock(database, ACTOR, rows)


def work_of(database: Database, wave_id: int) -> Iterator[tuple[int, tuple[PickLine, ...]]]:
    """Point by point, what is to be picked."""
    from domain.picking.queries import pick_lines, point_rows

    with database.read() as connection:
        points = [row.point_id for row in point_rows(connection, wave_id)]
    for point_id in points:
        with database.read() as connection:
            yield point_id, pick_lines(connection, wave_id, point_id=point_id)


def wave_and_crates(database: Database) -> tuple[int, Iterator[str]]:
    """The wave and the codes of free crates."""
    from domain.picking.queries import wave_board
    from domain.totes.queries import totes
    from domain.totes.words import ToteState

    with database.read() as connection:
        return wave_board(connection, CYCLE)[0].id, iter([r.code for r in totes(connection, state=ToteState.FREE)])


class Times:
    """The wall time of each scan after the first few, which also load what is loaded once; and the processor time of all."""

    def __init__(self, scans: int) -> None:
        self._wall: list[float] = []
        self._scans, self._cpu = scans + WARM_UP, 0.0

    def add(self, seconds: float) -> bool:
        """One more; True when there are enough."""
        self._wall.append(seconds)
        if len(self._wall) == WARM_UP:
            self._cpu = time.process_time()
        return len(self._wall) == self._scans

    def figures(self) -> Answer:
        """What the figure says."""
        return figures_of(self._wall, time.process_time() - self._cpu)


def figures_of(times: list[float], cpu_seconds: float) -> Answer:
    """Milliseconds of the scans after the first few."""
    kept = [each * 1000 for each in times[WARM_UP:]]
    return {
        "seconds": sum(kept) / 1000,
        "cpu_seconds": cpu_seconds,
        "p50_ms": median(kept),
        "p99_ms": quantiles(kept, n=100)[98],
        "worst_ms": max(kept),
    }


# The floor -----------------------------------------------------------------------------------------


def floor(place: str, scans: int) -> Answer:
    """confirm_scan alone."""
    from domain.picking.operations import confirm_scan
    from domain.picking.queries import station_view
    from domain.picking.values import scanned_from
    from domain.picking.words import PickMethod

    times = Times(scans)
    with open_database(place) as database:
        wave_id, crates = wave_and_crates(database)
        with database.read() as connection:
            view = station_view(connection, wave_id)
        codes = {product: code for code, product in view.codes.items()}
        for point_id, lines in work_of(database, wave_id):
            stand = Stand(wave_id, PickMethod.BY_POINT, point_id)
            stand = scanned_from(confirm_scan(database, ACTOR, view, stand, next(crates)).answer).stand
            for line in lines:
                for _piece in range(line.left):
                    begun = time.perf_counter()
                    done = confirm_scan(database, ACTOR, view, stand, codes[line.product_id])
                    enough = times.add(time.perf_counter() - begun)
                    _must_count(scanned_from(done.answer).is_counted, line)
                    if enough:
                        return times.figures()
    raise AssertionError(f"fewer than {scans} pieces in the wave")


def _must_count(is_counted: bool, line: PickLine) -> None:
    if not is_counted:
        raise AssertionError(f"a scan of {line.product} for {line.point} did not count")


# The product ---------------------------------------------------------------------------------------


def product(place: str, scans: int) -> Answer:
    """The window, offscreen: every key goes through the gate, every verdict is waited for until it is painted."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import Opening, make_application, make_frame
    from desktop.pictures import wait_until_quiet
    from desktop.settings import Settings

    make_application()
    settings = Settings(language="zh_CN", theme="light", person="陈峰", station="1号台", station_full_screen=False)
    settings.last_cycle = CYCLE
    frame = make_frame(settings)
    opening = Opening(frame, place)
    frame.window.show()
    frame.window.activateWindow()
    opening.open()
    wait_until_quiet(frame)
    try:
        return _scan_all(frame, opening.parts, scans, lambda: wait_until_quiet(frame))
    finally:
        opening.close()
        frame.window.close()


def _scan_all(frame: Frame, parts: Any, scans: int, settle: Callable[[], None]) -> Answer:
    database = frame.runner.database
    assert database is not None
    wave_id, crates = wave_and_crates(database)
    times = Times(scans)
    gun: Any = None
    for point_id, lines in work_of(database, wave_id):
        parts.picking.open_station(wave_id, "by_point", point_id)
        settle()
        gun = gun or _Gun(frame, parts)
        gun.scan(next(crates))
        for line in lines:
            for _piece in range(line.left):
                enough = times.add(gun.scan(gun.codes[line.product_id]))
                _must_count(gun.counted, line)
                if enough:
                    return times.figures()
    raise AssertionError(f"fewer than {scans} pieces in the wave")


class _Gun:
    """Real keys into the window; a scan's time ends when the band was painted with its verdict."""

    def __init__(self, frame: Frame, parts: Any) -> None:
        from PySide6.QtCore import QEvent, QEventLoop, QObject

        self._window, lead, self._loop = frame.window.windowHandle(), parts.picking.station, QEventLoop()
        self.codes = {product: code for code, product in lead.station.view.codes.items()}
        self.counted, self._judged = False, False
        lead.judged.connect(self._on_judged)
        self._stamp = 0.0
        frame.gate.clock = self._stamped
        outer = self

        class Painted(QObject):
            """Sees the band being painted; the paint itself comes right behind."""

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
                if event.type() == QEvent.Type.Paint and outer._judged:
                    outer._judged = False
                    outer._end.start()
                return False

        from PySide6.QtCore import QTimer

        self._end = QTimer(singleShot=True, interval=0)
        self._end.timeout.connect(self._loop.quit)
        self._painted = Painted()
        parts.picking.view.band.installEventFilter(self._painted)

    def _stamped(self, _event: object) -> float:
        """A scanner's own pace: what else the machine does is not the scanner's."""
        self._stamp += KEY_S
        return self._stamp

    def _on_judged(self, scanned: Any) -> None:
        self.counted, self._judged = scanned.is_counted, True

    def scan(self, code: str) -> float:
        """Seconds from the first key until the paint is done."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._stamp += 1
        begun = time.perf_counter()
        for character in code:
            QTest.keyClick(self._window, character)  # type: ignore[call-overload]
        QTest.keyClick(self._window, Qt.Key.Key_Return)
        self._loop.exec()
        return time.perf_counter() - begun
