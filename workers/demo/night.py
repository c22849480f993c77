"""The demo's night from an empty company to collected orders, through the same operations and readers as any night.

Tables in, yesterday's cycle as history, tonight's files, what a person settles (settling.py), the cutoff, what comes
late (after_cutoff.py), the hall by scan and scale (hall/), papers, check. Start with run_demo.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.common.clock import now
from domain.common.database import Database, open_database
from domain.common.people import Actor
from domain.common.sentences import _, ngettext
from domain.cutoff.operations import cut_off
from domain.cutoff.operations.cutting import cutoff_from
from domain.cutoff.words import Cutoff
from domain.ordering import queries
from workers.demo import after_cutoff, hall, own_tables, settling, staff
from workers.demo.company import company
from workers.demo.cycles import cycles
from workers.demo.evening import Evening
from workers.demo.folder import DemoFolder, demo_folder
from workers.demo.orders import night, night_before
from workers.demo.scene import Scene
from workers.demo.words import (
    FEWEST_ORDERS,
    DemoAnswer,
    DemoCompanyTaken,
    DemoOptions,
    DemoPaper,
    DemoTooSmall,
    Sums,
    sums_of,
)
from workers.paper_making import make_papers

Progress = Callable[[str], None]
"""Told a sentence for people when a step begins."""

FEWEST = {"orders": FEWEST_ORDERS, "points": 1, "products": 1, "vans": 1}


def run_demo(
    where: str | Path | None,
    out: Path,
    options: DemoOptions | None = None,
    actor: Actor = staff.OWNER,
    progress: Progress | None = None,
) -> DemoAnswer:
    """A demo company and its night. `where` None: a company of the demo's own in `out`/company, made anew every time.

    Files lie in `out`/files, papers in `out`/papers. `actor` sets the company up; the staff does the rest. Raises
    DemoTooSmall, DemoFolderTaken, and DemoCompanyTaken when `where` has cycles or points already.
    """
    wanted = options or DemoOptions()
    _refuse_too_small(wanted)
    folder = demo_folder(out)
    place = folder.clear_company() if where is None else where
    with open_database(place, who="Daybreak demo") as database:
        _refuse_taken(database)
        folder.make_ready()
        answer = _play(_scene(database, folder, wanted), actor, _Steps(progress))
    folder.sign()
    return answer


def _refuse_too_small(options: DemoOptions) -> None:
    for what, least in FEWEST.items():
        asked = getattr(options, what)
        if asked < least:
            raise DemoTooSmall(f"--{what}", asked, least)


def _refuse_taken(database: Database) -> None:
    with database.read() as connection:
        found, points = queries.cycles(connection), queries.point_choices(connection)
    if found or points:
        raise DemoCompanyTaken(database.place, len(found), len(points))


def _scene(database: Database, folder: DemoFolder, options: DemoOptions) -> Scene:
    before, tonight, after = cycles(options.at or now())
    made = company(options)
    return Scene(database, folder, options, made, before, tonight, after, night(options, made, tonight.cutoff_at))


class _Steps:
    """Tells the steps as they begin and keeps how long each took."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, words: str) -> Iterator[None]:
        if self._progress:
            self._progress(words)
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 2)


def _play(scene: Scene, actor: Actor, steps: _Steps) -> DemoAnswer:
    with steps.step("tables", _("Products, suppliers, points and vans …")):
        own_tables.take(scene.database, actor, scene.folder, scene.company)
    with steps.step("yesterday", _("Yesterday’s cycle {cycle} …").format(cycle=scene.before.code)):
        yesterday(scene)
    with steps.step("import", _("The order files of cycle {cycle} …").format(cycle=scene.cycle.code)):
        import_files(scene)
    with steps.step("settle", _("What waits for a person …")):
        settle(scene)
    with steps.step("cutoff", _("The cutoff …")):
        cut = cutoff_from(cut_off(scene.database, staff.MANAGER, scene.cycle.code).answer)
    with steps.step("late", _("What comes after the cutoff …")):
        late = after_cutoff.act(scene)
    told = hall.act(scene, steps.step) if scene.options.hall else {}
    with steps.step("papers", _("The papers …")):
        papers = write_papers(scene) if scene.options.papers else ()
    with steps.step("check", _("Adding everything up again …")):
        return _answer(scene, cut, late, told, papers, steps.seconds)


def yesterday(scene: Scene) -> None:
    """A night without trouble that is over: opened, imported, cut off."""
    scene.open(scene.before)
    past = night_before(scene.options, scene.company, scene.before.cutoff_at)
    path = Evening(scene.folder, scene.company, past, scene.before).workbook()
    scene.take(path, staff.CLERK, scene.before)
    cut_off(scene.database, staff.MANAGER, scene.before.code)


def import_files(scene: Scene) -> None:
    """In the order of an evening; the exports that overlap earlier ones come last."""
    scene.open(scene.cycle, minimum_orders=max(1, scene.options.orders // 4))
    evening = scene.evening
    scene.take(evening.item_form(is_first=True), staff.CLERK)
    scene.paste(evening.chat(is_last=False), staff.SECOND_CLERK)
    scene.take(evening.line_form(), staff.SECOND_CLERK)
    scene.take(evening.web_shop(), staff.SECOND_CLERK)
    scene.take(evening.workbook(), staff.CLERK)
    scene.take(evening.item_form(is_first=False), staff.CLERK)
    scene.paste(evening.chat(is_last=True), staff.SECOND_CLERK)


def settle(scene: Scene) -> None:
    """A person settles what waits; the web shop's file comes in again now that its old point name is known."""
    settling.settle(scene)
    scene.take(scene.evening.web_shop(), staff.SECOND_CLERK)


def write_papers(scene: Scene) -> tuple[DemoPaper, ...]:
    """All papers of tonight, copy 1."""
    made = make_papers(scene.database, staff.MANAGER, scene.cycle.code, scene.folder.papers)
    return tuple(
        DemoPaper(file.kind, str(scene.folder.wrote(file.path)), file.pages, file.pieces) for file in made.files
    )


def _answer(
    scene: Scene,
    cut: Cutoff,
    late: after_cutoff.Late,
    told: dict[str, int],
    papers: tuple[DemoPaper, ...],
    seconds: dict[str, float],
) -> DemoAnswer:
    """What the night came to; clean when every rule holds and the books hold what the demo ordered, piece by piece."""
    from domain.reports.queries import check

    with scene.database.read() as connection:
        is_clean = check(connection).is_clean
        held = len(queries.held_rows(connection, scene.cycle.code))
    frozen, generated = Sums(cut.orders, cut.lines, cut.pieces), sums_of(scene.night.orders)
    files = tuple(str(scene.folder.out / name) for name in scene.folder.written if name.startswith("files/"))
    return DemoAnswer(
        orders=frozen.orders,
        lines=frozen.lines,
        pieces=frozen.pieces,
        generated=generated,
        points=len(scene.company.points),
        products=len(scene.company.products),
        suppliers=len(scene.company.suppliers),
        vans=len(scene.company.vans),
        cycle=cut.cycle,
        snapshot=cut.snapshot,
        amendments=late.amendments,
        late=late.orders,
        held=held,
        hall=told,
        files=files,
        papers=papers,
        is_clean=is_clean and frozen == generated,
        company=scene.database.place,
        out=str(scene.folder.out),
        seconds=seconds,
    )


def demo_lines(answer: DemoAnswer) -> Iterator[str]:
    """The answer as lines for people."""
    yield _(
        "{orders} orders, {lines} lines, {pieces} pieces; {points} points, {products} products, {vans} vans."
    ).format(
        orders=answer.orders,
        lines=answer.lines,
        pieces=answer.pieces,
        points=answer.points,
        products=answer.products,
        vans=answer.vans,
    )
    yield _("After the cutoff: {late} orders came late, {amendments} changes were accepted.").format(
        late=answer.late, amendments=answer.amendments
    )
    if answer.hall:
        yield _(
            "In the hall: {scans} scans counted and {refused} refused, {weighed} pieces weighed, {totes} totes sealed, "
            "{vans} vans, {collected} orders collected."
        ).format(
            scans=answer.hall.get("scans", 0),
            refused=answer.hall.get("refused_scans", 0),
            weighed=answer.hall.get("weighed_pieces", 0),
            totes=answer.hall.get("sealed", 0),
            vans=answer.hall.get("departed", 0),
            collected=answer.hall.get("collected", 0),
        )
        count = answer.hall.get("labels", 0)
        yield ngettext(
            "{count} label printed over the network, on a simulated printer.",
            "{count} labels printed over the network, on a simulated printer.",
            count,
        ).format(count=count)
    yield _("Every sum agrees.") if answer.is_clean else _("Some sums do not agree: python main.py check says which.")
    yield _("{files} files and {papers} papers lie in {out}.").format(
        files=len(answer.files), papers=len(answer.papers), out=answer.out
    )
