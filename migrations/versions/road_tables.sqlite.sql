CREATE TABLE road_replan (
    id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    cause TEXT NOT NULL,
    facts TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    lat_e6 INTEGER,
    lon_e6 INTEGER,
    decided_at INTEGER,
    decided_by TEXT,
    reason TEXT,
    CONSTRAINT pk_road_replan PRIMARY KEY (id),
    CONSTRAINT ck_road_replan_cause_known CHECK (cause IS NOT NULL AND cause IN ('van_broken', 'van_late', 'road_closed', 'stop_skipped', 'extra_stop')),
    CONSTRAINT ck_road_replan_state_known CHECK (state IS NOT NULL AND state IN ('proposed', 'applying', 'accepted', 'refused', 'superseded')),
    CONSTRAINT ck_road_replan_on_earth CHECK ((lat_e6 IS NULL AND lon_e6 IS NULL) OR (lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL AND lat_e6 BETWEEN -90000000 AND 90000000 AND lon_e6 BETWEEN -180000000 AND 180000000)),
    CONSTRAINT ck_road_replan_decided_by_somebody CHECK (state NOT IN ('accepted', 'refused') OR (decided_at IS NOT NULL AND decided_by IS NOT NULL)),
    CONSTRAINT ck_road_replan_refused_with_reason CHECK (state <> 'refused' OR (reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT fk_road_replan_plan_id FOREIGN KEY(plan_id) REFERENCES route_plan (id),
    CONSTRAINT ck_road_replan_cause_length CHECK (length(cause) <= 12),
    CONSTRAINT ck_road_replan_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_road_replan_made_by_length CHECK (length(made_by) <= 40),
    CONSTRAINT ck_road_replan_place_length CHECK (length(place) <= 80),
    CONSTRAINT ck_road_replan_decided_by_length CHECK (length(decided_by) <= 40),
    CONSTRAINT ck_road_replan_reason_length CHECK (length(reason) <= 200)
)
 STRICT
;
CREATE INDEX ix_road_replan_plan_id ON road_replan (plan_id)
;
CREATE UNIQUE INDEX uq_road_replan_one_applying ON road_replan (plan_id) WHERE state = 'applying'
;
CREATE TABLE road_replan_route (
    replan_id INTEGER NOT NULL,
    route_id INTEGER NOT NULL,
    was_distance_m INTEGER NOT NULL,
    was_cost_fen INTEGER NOT NULL,
    was_end_min INTEGER NOT NULL,
    distance_m INTEGER NOT NULL,
    duration_s INTEGER NOT NULL,
    cost_fen INTEGER NOT NULL,
    end_min INTEGER NOT NULL,
    fetch_before INTEGER,
    CONSTRAINT pk_road_replan_route PRIMARY KEY (replan_id, route_id),
    CONSTRAINT ck_road_replan_route_sums_sane CHECK (was_distance_m >= 0 AND was_cost_fen >= 0 AND was_end_min >= 0 AND distance_m >= 0 AND duration_s >= 0 AND cost_fen >= 0 AND end_min BETWEEN 0 AND 2880),
    CONSTRAINT ck_road_replan_route_fetch_counts CHECK (fetch_before IS NULL OR fetch_before >= 1),
    CONSTRAINT fk_road_replan_route_replan_id FOREIGN KEY(replan_id) REFERENCES road_replan (id),
    CONSTRAINT fk_road_replan_route_route_id FOREIGN KEY(route_id) REFERENCES route (id)
)
 STRICT
;
CREATE INDEX ix_road_replan_route_route_id ON road_replan_route (route_id)
;
CREATE TABLE road_replan_stop (
    replan_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    stop_id INTEGER,
    was_route_id INTEGER,
    was_drop_no INTEGER,
    was_arrive_min INTEGER,
    route_id INTEGER NOT NULL,
    drop_no INTEGER NOT NULL,
    arrive_min INTEGER NOT NULL,
    leave_min INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    volume_ml INTEGER NOT NULL,
    totes INTEGER NOT NULL,
    limit_hit TEXT,
    is_skipped INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_road_replan_stop PRIMARY KEY (replan_id, point_id),
    CONSTRAINT fk_road_replan_stop_stop_id_point_id FOREIGN KEY(stop_id, point_id) REFERENCES route_stop (id, point_id),
    CONSTRAINT ck_road_replan_stop_is_skipped_is_flag CHECK (is_skipped IN (0, 1)),
    CONSTRAINT ck_road_replan_stop_drop_counts CHECK (drop_no >= 1),
    CONSTRAINT ck_road_replan_stop_hours_sane CHECK (arrive_min >= 0 AND leave_min >= arrive_min),
    CONSTRAINT ck_road_replan_stop_load_not_negative CHECK (weight_g >= 0 AND volume_ml >= 0 AND totes >= 0),
    CONSTRAINT ck_road_replan_stop_new_or_known CHECK ((stop_id IS NULL AND was_route_id IS NULL AND was_drop_no IS NULL AND was_arrive_min IS NULL) OR (stop_id IS NOT NULL AND was_route_id IS NOT NULL AND was_drop_no IS NOT NULL AND was_arrive_min IS NOT NULL)),
    CONSTRAINT ck_road_replan_stop_left_where_it_was CHECK ((limit_hit IS NULL AND is_skipped = 0) OR (was_route_id IS NOT NULL AND was_drop_no IS NOT NULL AND route_id = was_route_id AND drop_no = was_drop_no)),
    CONSTRAINT ck_road_replan_stop_limit_hit_known CHECK (limit_hit IS NULL OR limit_hit IN ('weight', 'volume', 'totes', 'window', 'shift', 'cold', 'no_place', 'no_van', 'vans', 'price')),
    CONSTRAINT fk_road_replan_stop_replan_id FOREIGN KEY(replan_id) REFERENCES road_replan (id),
    CONSTRAINT fk_road_replan_stop_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT fk_road_replan_stop_was_route_id FOREIGN KEY(was_route_id) REFERENCES route (id),
    CONSTRAINT fk_road_replan_stop_route_id FOREIGN KEY(route_id) REFERENCES route (id),
    CONSTRAINT ck_road_replan_stop_limit_hit_length CHECK (length(limit_hit) <= 12)
)
 STRICT
;
CREATE TABLE tote_transfer (
    replan_id INTEGER NOT NULL,
    tote_use_id INTEGER NOT NULL,
    from_route_id INTEGER,
    to_route_id INTEGER NOT NULL,
    stop_id INTEGER NOT NULL,
    ended TEXT,
    ended_at INTEGER,
    ended_by TEXT,
    by_name TEXT,
    CONSTRAINT pk_tote_transfer PRIMARY KEY (replan_id, tote_use_id),
    CONSTRAINT ck_tote_transfer_ended_known CHECK (ended IS NULL OR ended IN ('taken', 'dropped')),
    CONSTRAINT ck_tote_transfer_ended_by_somebody CHECK ((ended IS NULL AND ended_at IS NULL AND ended_by IS NULL) OR (ended IS NOT NULL AND ended_at IS NOT NULL AND ended_by IS NOT NULL)),
    CONSTRAINT ck_tote_transfer_reason_given CHECK (by_name IS NULL OR length(trim(by_name)) > 0),
    CONSTRAINT ck_tote_transfer_changes_vans CHECK (from_route_id IS NULL OR from_route_id <> to_route_id),
    CONSTRAINT fk_tote_transfer_replan_id FOREIGN KEY(replan_id) REFERENCES road_replan (id),
    CONSTRAINT fk_tote_transfer_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_tote_transfer_from_route_id FOREIGN KEY(from_route_id) REFERENCES van_load (route_id),
    CONSTRAINT fk_tote_transfer_to_route_id FOREIGN KEY(to_route_id) REFERENCES van_load (route_id),
    CONSTRAINT fk_tote_transfer_stop_id FOREIGN KEY(stop_id) REFERENCES route_stop (id),
    CONSTRAINT ck_tote_transfer_ended_length CHECK (length(ended) <= 8),
    CONSTRAINT ck_tote_transfer_ended_by_length CHECK (length(ended_by) <= 40),
    CONSTRAINT ck_tote_transfer_by_name_length CHECK (length(by_name) <= 200)
)
 STRICT
;
CREATE INDEX ix_tote_transfer_from_route_id ON tote_transfer (from_route_id)
;
CREATE INDEX ix_tote_transfer_stop_id ON tote_transfer (stop_id)
;
CREATE INDEX ix_tote_transfer_to_route_id ON tote_transfer (to_route_id)
;
CREATE UNIQUE INDEX uq_tote_transfer_one_open ON tote_transfer (tote_use_id) WHERE ended IS NULL
;
