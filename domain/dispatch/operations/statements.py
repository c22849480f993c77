"""The SQL of the gate, one text for both databases. The route's row is locked first, the tote's second, by everybody."""

from domain.common.ready import Ready
from domain.routing.words.van_names import van_name_sql

HOLD = Ready("SELECT id FROM route WHERE id = :route {FOR UPDATE}")
"""First, and by itself: what is read after the wait must be what the station before wrote, not what stood before it."""

VAN = Ready(
    f"""
    SELECT r.id AS route_id, r.state, r.cycle_id, r.is_live, r.van_id,
           {van_name_sql()} AS van,
           COALESCE(l.weight_g, 0) AS weight_g, COALESCE(l.volume_ml, 0) AS volume_ml, COALESCE(l.totes, 0) AS totes,
           COALESCE(l.max_weight_g + l.over_weight_g, v.max_weight_g) AS max_weight_g,
           COALESCE(l.max_volume_ml + l.over_volume_ml, v.max_volume_ml) AS max_volume_ml,
           COALESCE(l.max_totes + l.over_totes, v.max_totes) AS max_totes,
           l.route_id AS manifest, l.departed_at
    FROM route r JOIN van v ON v.id = r.van_id LEFT JOIN van_load l ON l.route_id = r.id
    WHERE r.id = :route
    """
)
"""A van and its manifest."""

CRATE = Ready(
    f"""
    SELECT t.state, COALESCE(s.gross_g, s.expected_g) AS weight_g, {van_name_sql()} AS on_van, l.route_id AS on_route
    FROM tote t LEFT JOIN seal s ON s.tote_use_id = :use AND s.voided_at IS NULL
    LEFT JOIN tote_load l ON l.tote_use_id = :use AND l.off_at IS NULL
    LEFT JOIN route r ON r.id = l.route_id LEFT JOIN van v ON v.id = r.van_id
    WHERE t.id = :tote {{FOR UPDATE OF t}}
    """
)
"""A tote, its seal that holds, and the van it is on."""

STANDING = Ready(
    """
    SELECT count(*) AS totes,
           COALESCE(sum(CASE WHEN l.id IS NULL AND b.route_id IS NULL THEN 1 ELSE 0 END), 0) AS missing,
           COALESCE(sum(CASE WHEN l.id IS NULL AND b.route_id IS NULL AND p.drop_no > :drop THEN 1 ELSE 0 END), 0)
             AS later,
           COALESCE(sum(CASE WHEN l.id IS NULL AND b.route_id IS NULL AND p.drop_no = :drop THEN 1 ELSE 0 END), 0)
             AS of_stop
    FROM route_stop p JOIN tote_use u ON u.cycle_id = :cycle AND u.point_id = p.point_id AND u.is_open = 1
      AND u.pieces > 0
    LEFT JOIN tote_load l ON l.tote_use_id = u.id AND l.off_at IS NULL
    LEFT JOIN left_behind b ON b.tote_use_id = u.id AND b.route_id = p.route_id
    WHERE p.route_id = :route
    """
)
"""How a van's totes stand: all there are, those still to come, of them those of later drops and of this one."""

LOAD = Ready(
    """
    INSERT INTO tote_load (route_id, stop_id, point_id, tote_use_id, weight_g, volume_ml, command_id, at, person,
                           station, out_of_order)
    VALUES (:route, :stop, :point, :use, :weight, :volume, :command, :at, :person, :station, :out_of_order)
    """
)
"""One row does it all: the van's sums and the tote's state follow it."""

OFF = Ready(
    """
    UPDATE tote_load SET off_at = :at, off_by = :person, off_reason = :reason
    WHERE tote_use_id = :use AND route_id = :route AND off_at IS NULL
    """
)

LAST = Ready(
    """
    SELECT l.tote_use_id AS use_id, t.code FROM tote_load l JOIN tote_use u ON u.id = l.tote_use_id
    JOIN tote t ON t.id = u.tote_id
    WHERE l.route_id = :route AND l.station = :station AND l.off_at IS NULL ORDER BY l.id DESC LIMIT 1
    """
)
"""The last tote a station put on a van and that is still there."""

MISSING = Ready(
    """
    SELECT t.code, n.name AS point, p.drop_no
    FROM route_stop p JOIN point n ON n.id = p.point_id
    JOIN tote_use u ON u.cycle_id = :cycle AND u.point_id = p.point_id AND u.is_open = 1 AND u.pieces > 0
    JOIN tote t ON t.id = u.tote_id
    WHERE p.route_id = :route
      AND NOT EXISTS (SELECT 1 FROM tote_load l WHERE l.tote_use_id = u.id AND l.off_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM left_behind b WHERE b.tote_use_id = u.id AND b.route_id = p.route_id)
    ORDER BY p.drop_no DESC, u.number
    """
)
"""Totes that must still come, the last drop first."""

TO_PICK = Ready(
    """
    SELECT n.name AS point, p.drop_no, sum(c.wanted - c.picked - c.substituted - c.short - c.cancelled) AS pieces
    FROM route_stop p JOIN point n ON n.id = p.point_id
    JOIN route_plan x ON x.id = p.plan_id JOIN pick_cell c ON c.snapshot_id = x.snapshot_id AND c.point_id = p.point_id
    WHERE p.route_id = :route
    GROUP BY n.name, p.drop_no
    HAVING sum(c.wanted - c.picked - c.substituted - c.short - c.cancelled) > 0 ORDER BY p.drop_no
    """
)
"""Points of a van some of whose pieces nobody has picked."""

EXPECTED = Ready(
    """
    SELECT count(*) AS totes, COALESCE(sum(t.volume_ml), 0) AS volume_ml,
           COALESCE(sum(COALESCE(s.gross_g, s.expected_g, t.tare_g + u.content_g)), 0) AS weight_g
    FROM route_stop p JOIN tote_use u ON u.cycle_id = :cycle AND u.point_id = p.point_id AND u.is_open = 1
      AND u.pieces > 0
    JOIN tote t ON t.id = u.tote_id LEFT JOIN seal s ON s.tote_use_id = u.id AND s.voided_at IS NULL
    WHERE p.route_id = :route
    """
)
"""What a van's totes weigh by now: sealed ones as weighed, others by what was put in."""
