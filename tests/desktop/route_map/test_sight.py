"""What is brought in sight: the ground stays where everything is seen, moves where it is not, and grows smaller last."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from tests.desktop.route_map.conftest import place


def near(view, point, steps=16):
    """Zooms in on a stop until the others are out of sight."""
    view.zoom(steps, QPointF(place(view, point)))
    view.bring_in_sight(point)


def free(view):
    return QRectF(view.rect()).adjusted(view.legend.geometry().right(), 0, 0, 0)


def test_what_is_seen_already_does_not_move(map_view):
    before = map_view.camera
    map_view.bring_in_sight(1, 2)
    assert map_view.camera == before


def test_a_stop_out_of_sight_comes_beside_the_list_of_vans_and_the_size_stays(map_view):
    near(map_view, 1)
    step = map_view.camera.step
    assert not map_view.rect().contains(place(map_view, 4))
    map_view.bring_in_sight(4)
    assert free(map_view).contains(QPointF(place(map_view, 4)))
    assert map_view.camera.step == step


def test_stops_too_far_apart_are_seen_from_farther_away(map_view):
    near(map_view, 1)
    step = map_view.camera.step
    map_view.bring_in_sight(1, 4)
    assert map_view.camera.step < step
    assert all(free(map_view).contains(QPointF(place(map_view, point))) for point in (1, 4))


def test_a_stop_that_is_not_on_the_map_moves_nothing(map_view):
    before = map_view.camera
    map_view.bring_in_sight(4711)
    map_view.bring_in_sight()
    assert map_view.camera == before
