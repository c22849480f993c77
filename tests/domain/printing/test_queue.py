"""The queue: groups come out whole and in order, one sender per printer, nothing is sent twice without a mark."""

from __future__ import annotations

import pytest

from domain.common.errors import NotAllowed, NotFound, ReasonNeeded
from domain.common.people import Actor, Role
from domain.printing import operations as printing
from domain.printing import queries
from domain.printing.words import (
    AgedJobsWait,
    JobNotThere,
    LabelVoid,
    LeaseLost,
    PrinterBusy,
    PrinterPaused,
    UncertainFirst,
)
from tests.builders import MANAGER
from tests.domain.ordering.books import trail
from tests.domain.printing.scene import (
    HERE,
    SECOND,
    THERE,
    age,
    job,
    label,
    labels,
    lapse,
    lease,
    printer,
    send,
    states,
    take,
)
from tests.domain.printing.test_asking import voided


def test_groups_come_out_whole_and_in_order_though_asked_by_turns(database):
    machine = printer(database)
    first = label(database, "a2", "A", seq=2)
    other = label(database, "b1", "B", actor=SECOND)
    again = label(database, "a1", "A", seq=1)
    last = label(database, "b2", "B")
    fence = lease(database, machine)
    assert [send(database, machine, fence) for _ in range(5)] == [again, first, other, last, None]


def test_a_group_that_was_begun_is_finished_though_an_older_one_gets_a_reprint(database):
    machine = printer(database)
    (old,) = labels(database, "a1", group="A")
    begun, second = labels(database, "b1", "b2", group="B")
    fence = lease(database, machine)
    assert [send(database, machine, fence) for _ in range(2)] == [old, begun]
    copy = printing.reprint(database, MANAGER, old, "卡纸").answer["job"]
    assert [send(database, machine, fence) for _ in range(3)] == [second, copy, None]


def test_the_queue_is_shown_in_the_order_in_which_it_comes_out(database):
    machine = printer(database)
    labels(database, "a1", "a2", group="A")
    label(database, "b1", "B")
    labels(database, "a3", group="A")
    fence = lease(database, machine)
    send(database, machine, fence)
    at_hand = take(database, machine, fence)
    with database.read() as connection:
        shown = [row.id for row in queries.queue_of(connection, machine)]
        row = queries.printers(connection)[0]
    assert (len(shown), shown[0], row.waiting, row.owner, row.uncertain) == (3, at_hand, 2, HERE, 0)
    assert [send(database, machine, fence) for _ in shown] == shown


def test_the_loser_hears_who_prints_and_how_many_are_ahead(database):
    machine = printer(database)
    labels(database, *(f"a{n}" for n in range(12)))
    lease(database, machine)
    with pytest.raises(PrinterBusy) as busy:
        lease(database, machine, THERE)
    assert (busy.value.printer, busy.value.owner, busy.value.ahead) == ("箱签机", HERE, 12)


def test_a_lease_that_lapsed_goes_to_the_next_and_the_old_fence_sends_nothing_more(database):
    machine = printer(database)
    held, sent, waiting = labels(database, "a1", "a2", "a3")
    old = lease(database, machine)
    assert take(database, machine, old) == held
    lapse(database, machine)
    new = lease(database, machine, THERE)
    assert new == old + 1
    assert states(database) == {held: "queued", sent: "queued", waiting: "queued"}
    for act in (
        lambda: printing.mark_sending(database, MANAGER, held, old),
        lambda: printing.take_next(database, MANAGER, machine, old),
        lambda: printing.renew_lease(database, MANAGER, machine, old),
    ):
        with pytest.raises(LeaseLost):
            act()
    assert send(database, machine, new) == held


def test_a_lease_nobody_wanted_is_kept_by_its_owner_after_its_time(database):
    machine = printer(database)
    labels(database, "a1")
    fence = lease(database, machine)
    lapse(database, machine)
    assert send(database, machine, fence)
    with pytest.raises(PrinterBusy):
        lease(database, machine, THERE)
    printing.release_lease(database, MANAGER, machine, fence)
    assert lease(database, machine, THERE) == fence + 1


def test_the_same_sender_begun_anew_finds_what_it_was_sending_in_doubt(database):
    machine = printer(database)
    broken, waiting = labels(database, "a1", "a2")
    fence = lease(database, machine)
    take(database, machine, fence)
    printing.mark_sending(database, MANAGER, broken, fence)
    again = lease(database, machine, HERE)
    assert states(database) == {broken: "uncertain", waiting: "queued"}
    with pytest.raises(UncertainFirst) as doubt:
        take(database, machine, again)
    assert (doubt.value.job, doubt.value.serial) == (broken, job(database, broken).serial)
    with pytest.raises(LeaseLost):
        printing.mark_confirmed(database, MANAGER, broken, fence, 900)


def test_what_came_out_is_confirmed_by_a_person_and_the_queue_goes_on(database):
    machine = printer(database)
    broken, waiting = labels(database, "a1", "a2")
    fence = broke_off(database, machine, broken)
    printing.settle_uncertain(database, MANAGER, broken, came_out=True)
    assert states(database) == {broken: "confirmed", waiting: "queued"}
    assert send(database, machine, fence) == waiting


def test_what_did_not_come_out_is_printed_again_marked_and_at_its_place(database):
    machine = printer(database)
    broken, waiting = labels(database, "a1", "a2")
    label(database, "b1", "B")
    fence = broke_off(database, machine, broken)
    answer = printing.settle_uncertain(database, MANAGER, broken, came_out=False).answer
    copy = job(database, answer["reprint"])
    original = job(database, broken)
    assert (original.state, copy.copy_no, copy.parent_id, copy.serial) == ("cancelled", 2, broken, original.serial)
    assert copy.body == original.body
    assert copy.reason
    assert [send(database, machine, fence) for _ in range(2)] == [copy.id, waiting]
    with pytest.raises(JobNotThere):
        printing.settle_uncertain(database, MANAGER, broken, came_out=True)


def broke_off(database, machine, broken):
    """The fence of the sender whose job broke off after 120 bytes."""
    fence = lease(database, machine)
    assert take(database, machine, fence) == broken
    printing.mark_sending(database, MANAGER, broken, fence)
    printing.mark_uncertain(database, MANAGER, broken, fence, "cable", 120)
    return fence


def test_a_label_is_printed_again_with_a_reason_a_mark_and_the_same_serial(database):
    machine = printer(database)
    (first,) = labels(database, "a1")
    with pytest.raises(JobNotThere):
        printing.reprint(database, MANAGER, first, "too early")
    send(database, machine, lease(database, machine))
    with pytest.raises(ReasonNeeded):
        printing.reprint(database, MANAGER, first, "  ")
    copies = [printing.reprint(database, MANAGER, first, reason).answer for reason in ("脏了", "又脏了")]
    assert [answer["copy"] for answer in copies] == [2, 3]
    assert {job(database, answer["job"]).serial for answer in copies} == {job(database, first).serial}
    assert len(trail(database, "label_reprinted")) == 2


def test_a_void_label_is_not_printed_again(database):
    machine = printer(database)
    (first,) = labels(database, "a1")
    send(database, machine, lease(database, machine))
    printing.reprint(database, MANAGER, first, "脏了")
    voided(database, first, "重开")
    assert set(states(database).values()) == {"confirmed", "cancelled"}
    with pytest.raises(LabelVoid):
        printing.reprint(database, MANAGER, first, "再来")


def test_a_paused_printer_sends_nothing_and_what_was_held_waits_again(database):
    machine = printer(database)
    (first,) = labels(database, "a1")
    fence = lease(database, machine)
    take(database, machine, fence)
    printing.pause(database, MANAGER, machine)
    with pytest.raises(PrinterPaused):
        printing.mark_sending(database, MANAGER, first, fence)
    printing.give_back(database, MANAGER, first, fence)
    with pytest.raises(PrinterPaused):
        take(database, machine, fence)
    with database.read() as connection:
        assert not queries.has_work(connection, machine)
    printing.resume(database, MANAGER, machine)
    assert send(database, machine, fence) == first


def test_what_waits_is_moved_to_another_printer_in_its_order(database):
    one, two = printer(database, "一号机"), printer(database, "二号机", queue="spare")
    ids = [*labels(database, "a1", "a2", group="A"), label(database, "b1", "B")]
    fence = lease(database, one)
    held = take(database, one, fence)
    assert printing.move(database, MANAGER, one, two).answer == {"moved": 2}
    other = lease(database, two, THERE)
    assert [send(database, two, other) for _ in range(3)] == [*ids[1:], None]
    assert states(database)[held] == "leased"


def test_a_label_comes_out_where_it_was_asked_when_a_printer_stands_there(database):
    anywhere = printer(database, "公用")
    here = printer(database, "二号台的", station=SECOND.station)
    mine, theirs = label(database, "a1", actor=SECOND), label(database, "b1", "B")
    assert send(database, here, lease(database, here)) == mine
    assert send(database, anywhere, lease(database, anywhere)) == theirs


def test_two_printers_of_one_queue_share_it_by_groups(database):
    one, two = printer(database, "一号机"), printer(database, "二号机")
    labels(database, "a1", "a2", group="A")
    labels(database, "b1", "b2", group="B")
    fences = {one: lease(database, one), two: lease(database, two, THERE)}
    out = [(machine, job(database, send(database, machine, fences[machine])).group_key) for machine in (one, two) * 2]
    assert out == [(one, "A"), (two, "B"), (one, "A"), (two, "B")]


def test_skipped_and_cancelled_labels_do_not_come_out(database):
    machine = printer(database)
    ids = labels(database, "a1", "a2", "a3", "a4", "a5")
    with pytest.raises(ReasonNeeded):
        printing.skip(database, MANAGER, machine, 2, "")
    assert printing.skip(database, MANAGER, machine, 2, "已手写").answer == {"cancelled": 2}
    fence = lease(database, machine)
    assert send(database, machine, fence) == ids[2]
    assert printing.cancel(database, MANAGER, ids, "不要了").answer == {"cancelled": 2}
    assert send(database, machine, fence) is None


def test_labels_that_waited_long_for_their_printer_are_asked_about_and_not_spewed_out(database):
    machine = printer(database)
    labels(database, *(f"a{n}" for n in range(42)))
    age(database, 61)
    fence = lease(database, machine)
    with pytest.raises(AgedJobsWait) as question:
        take(database, machine, fence)
    assert question.value.jobs == 42
    assert question.value.oldest == min(job(database, n).asked_at for n in states(database))
    printing.answer_aged(database, MANAGER, machine, print_them=True)
    assert send(database, machine, fence)


def test_labels_let_go_after_a_long_wait_expire_and_the_fresh_ones_come_out(database):
    machine = printer(database)
    old = labels(database, "a1", "a2")
    age(database, 31)
    fresh = label(database, "b1", "B")
    fence = lease(database, machine)
    with pytest.raises(AgedJobsWait):
        take(database, machine, fence)
    assert printing.answer_aged(database, MANAGER, machine, print_them=False).answer == {"expired": 2}
    assert [send(database, machine, fence) for _ in range(2)] == [fresh, None]
    assert printing.reprint(database, MANAGER, old[0], "要的").answer["copy"] == 2


def test_a_long_queue_that_is_being_printed_is_not_asked_about(database):
    machine = printer(database)
    labels(database, "a1", "a2", "a3")
    age(database, 29)
    fence = lease(database, machine)
    assert send(database, machine, fence)
    age(database, 2)
    assert send(database, machine, fence)


def test_a_job_that_makes_no_picture_fails_alone_and_may_be_tried_again(database):
    machine = printer(database)
    bad, good = labels(database, "a1", "a2")
    fence = lease(database, machine)
    take(database, machine, fence)
    printing.mark_failed(database, MANAGER, bad, fence, "no glyph")
    assert send(database, machine, fence) == good
    with database.read() as connection:
        assert (queries.printers(connection)[0].failed, queries.counts_by_state(connection)) == (
            1,
            {"failed": 1, "confirmed": 1},
        )
    printing.retry(database, MANAGER, bad)
    assert send(database, machine, fence) == bad
    with pytest.raises(JobNotThere):
        printing.retry(database, MANAGER, bad)


def test_a_retired_printer_gives_its_jobs_back_and_takes_none(database):
    one, two = printer(database, "一号机"), printer(database, "二号机")
    (first,) = labels(database, "a1")
    printing.move(database, MANAGER, one, one)
    printing.edit_printer(database, MANAGER, one, 1, active=False)
    assert send(database, two, lease(database, two)) == first
    with pytest.raises(NotFound):
        take(database, 99, 1)


def test_labels_and_doubts_are_found_by_subject_and_serial(database):
    machine = printer(database)
    broken, _ = labels(database, "a1", "a2")
    broke_off(database, machine, broken)
    with database.read() as connection:
        assert [row.id for row in queries.uncertain_jobs(connection)] == [broken]
        assert [row.id for row in queries.jobs_of(connection, "tote_use a1")] == [broken]
        found = queries.label_of(connection, job(database, broken).serial)
        assert found is not None
        assert (found.fault, found.body["intent"]) == ("cable", "a1")
        assert queries.label_of(connection, "L000") is None


def test_who_may_not_change_printers_is_told(database):
    with pytest.raises(NotAllowed):
        printing.add_printer(database, Actor("阿强", "分拣台", Role.PICKER), "x", profile="p", link="l")
