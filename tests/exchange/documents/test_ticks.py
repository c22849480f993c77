import itertools

from exchange.documents.ticks import MOST_BOXES, SINGLES, _lines, _side, boxes_of


def test_the_boxes_stand_for_the_quantity_whatever_it_is():
    for quantity in range(10_001):
        assert sum(boxes_of(quantity)) == quantity


def test_up_to_twenty_pieces_have_a_box_each():
    assert boxes_of(20) == (1,) * 20
    assert boxes_of(21) == (5, 5, 5, 5, 1)
    assert boxes_of(0) == ()


def test_there_are_never_more_boxes_than_one_counts_at_a_glance():
    assert max(len(boxes_of(quantity)) for quantity in range(SINGLES + 1, 10_001)) <= MOST_BOXES


def test_boxes_stand_in_fives_within_their_column():
    for width in (80, 153):
        for quantity in (1, 5, 6, 20, 21, 105, 999, 10_000):
            for line in _lines(boxes_of(quantity), width):
                assert all(x + _side(worth) <= width for x, worth in line)
    (line,) = _lines((1,) * 10, 153)
    gaps = [after[0] - before[0] for before, after in itertools.pairwise(line)]
    assert gaps[4] > gaps[3] == gaps[0]
