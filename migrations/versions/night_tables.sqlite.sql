CREATE TABLE printer (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    profile TEXT NOT NULL,
    link TEXT NOT NULL,
    media TEXT DEFAULT '60x40' NOT NULL,
    queue TEXT DEFAULT 'labels' NOT NULL,
    station TEXT,
    paused INTEGER DEFAULT '0' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    aged_ok_at INTEGER,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_printer PRIMARY KEY (id),
    CONSTRAINT ck_printer_name_given CHECK (length(trim(name)) > 0 AND length(trim(profile)) > 0 AND length(trim(queue)) > 0),
    CONSTRAINT ck_printer_paused_is_flag CHECK (paused IN (0, 1)),
    CONSTRAINT ck_printer_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT uq_printer_name UNIQUE (name),
    CONSTRAINT ck_printer_name_length CHECK (length(name) <= 60),
    CONSTRAINT ck_printer_profile_length CHECK (length(profile) <= 60),
    CONSTRAINT ck_printer_link_length CHECK (length(link) <= 200),
    CONSTRAINT ck_printer_media_length CHECK (length(media) <= 20),
    CONSTRAINT ck_printer_queue_length CHECK (length(queue) <= 40),
    CONSTRAINT ck_printer_station_length CHECK (length(station) <= 40)
)
 STRICT
;
CREATE TABLE tote (
    id INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT DEFAULT 'standard' NOT NULL,
    tare_g INTEGER DEFAULT '1800' NOT NULL,
    volume_ml INTEGER DEFAULT '50000' NOT NULL,
    state TEXT DEFAULT 'free' NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_tote PRIMARY KEY (id),
    CONSTRAINT ck_tote_kind_known CHECK (kind IS NOT NULL AND kind IN ('standard', 'cold')),
    CONSTRAINT ck_tote_state_known CHECK (state IS NOT NULL AND state IN ('free', 'filling', 'closed', 'sealed', 'staged', 'loaded', 'handed_over', 'returned', 'damaged', 'lost')),
    CONSTRAINT ck_tote_code_given CHECK (length(trim(code)) >= 3),
    CONSTRAINT ck_tote_size_sane CHECK (tare_g >= 0 AND volume_ml > 0),
    CONSTRAINT uq_tote_code UNIQUE (code),
    CONSTRAINT ck_tote_code_length CHECK (length(code) <= 20),
    CONSTRAINT ck_tote_kind_length CHECK (length(kind) <= 10),
    CONSTRAINT ck_tote_state_length CHECK (length(state) <= 12)
)
 STRICT
;
CREATE TABLE bin (
    id INTEGER NOT NULL,
    warehouse_id INTEGER DEFAULT '1' NOT NULL,
    code TEXT NOT NULL,
    kind TEXT DEFAULT 'shelf' NOT NULL,
    zone TEXT DEFAULT 'ambient' NOT NULL,
    walk_order INTEGER NOT NULL,
    x_cm INTEGER DEFAULT '0' NOT NULL,
    y_cm INTEGER DEFAULT '0' NOT NULL,
    level INTEGER DEFAULT '1' NOT NULL,
    max_weight_g INTEGER DEFAULT '500000' NOT NULL,
    max_volume_ml INTEGER DEFAULT '1000000' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_bin PRIMARY KEY (id),
    CONSTRAINT uq_bin_code UNIQUE (code),
    CONSTRAINT ck_bin_kind_known CHECK (kind IS NOT NULL AND kind IN ('dock', 'shelf', 'quarantine')),
    CONSTRAINT ck_bin_zone_known CHECK (zone IS NOT NULL AND zone IN ('ambient', 'chilled', 'frozen')),
    CONSTRAINT ck_bin_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT ck_bin_code_given CHECK (length(trim(code)) > 0),
    CONSTRAINT ck_bin_order_counts CHECK (level >= 1 AND walk_order >= 0),
    CONSTRAINT ck_bin_limits_positive CHECK (max_weight_g > 0 AND max_volume_ml > 0),
    CONSTRAINT fk_bin_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT ck_bin_code_length CHECK (length(code) <= 20),
    CONSTRAINT ck_bin_kind_length CHECK (length(kind) <= 12),
    CONSTRAINT ck_bin_zone_length CHECK (length(zone) <= 10)
)
 STRICT
;
CREATE TABLE print_job (
    id INTEGER NOT NULL,
    intent_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    body_sha TEXT NOT NULL,
    serial TEXT NOT NULL,
    copy_no INTEGER DEFAULT '1' NOT NULL,
    parent_id INTEGER,
    reason TEXT,
    queue TEXT NOT NULL,
    printer_id INTEGER,
    group_key TEXT NOT NULL,
    seq INTEGER DEFAULT '1' NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER DEFAULT '0' NOT NULL,
    fence INTEGER DEFAULT '0' NOT NULL,
    sent_bytes INTEGER DEFAULT '0' NOT NULL,
    fault TEXT,
    asked_at INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    station TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    voided_at INTEGER,
    void_reason TEXT,
    CONSTRAINT pk_print_job PRIMARY KEY (id),
    CONSTRAINT uq_print_job_serial_copy_no UNIQUE (serial, copy_no),
    CONSTRAINT ck_print_job_kind_known CHECK (kind IS NOT NULL AND kind IN ('tote_label', 'item_label', 'bag_label', 'bin_label', 'pickup_slip', 'pallet_label', 'badge', 'control_sheet', 'paper')),
    CONSTRAINT ck_print_job_state_known CHECK (state IS NOT NULL AND state IN ('queued', 'leased', 'sending', 'sent_unconfirmed', 'confirmed', 'uncertain', 'failed', 'cancelled', 'expired')),
    CONSTRAINT ck_print_job_body_sha_whole CHECK (length(body_sha) = 64),
    CONSTRAINT ck_print_job_serial_given CHECK (length(serial) >= 4 AND length(intent_key) > 0),
    CONSTRAINT ck_print_job_reprint_has_reason CHECK (copy_no = 1 OR (copy_no > 1 AND parent_id IS NOT NULL AND reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT ck_print_job_counts_not_negative CHECK (attempt >= 0 AND fence >= 0 AND sent_bytes >= 0 AND seq >= 1),
    CONSTRAINT ck_print_job_void_has_reason CHECK (voided_at IS NULL OR (void_reason IS NOT NULL AND length(trim(void_reason)) > 0)),
    CONSTRAINT uq_print_job_intent_key UNIQUE (intent_key),
    CONSTRAINT fk_print_job_parent_id FOREIGN KEY(parent_id) REFERENCES print_job (id),
    CONSTRAINT fk_print_job_printer_id FOREIGN KEY(printer_id) REFERENCES printer (id),
    CONSTRAINT ck_print_job_intent_key_length CHECK (length(intent_key) <= 120),
    CONSTRAINT ck_print_job_kind_length CHECK (length(kind) <= 20),
    CONSTRAINT ck_print_job_subject_length CHECK (length(subject) <= 120),
    CONSTRAINT ck_print_job_body_sha_length CHECK (length(body_sha) <= 64),
    CONSTRAINT ck_print_job_serial_length CHECK (length(serial) <= 24),
    CONSTRAINT ck_print_job_reason_length CHECK (length(reason) <= 200),
    CONSTRAINT ck_print_job_queue_length CHECK (length(queue) <= 40),
    CONSTRAINT ck_print_job_group_key_length CHECK (length(group_key) <= 80),
    CONSTRAINT ck_print_job_state_length CHECK (length(state) <= 20),
    CONSTRAINT ck_print_job_fault_length CHECK (length(fault) <= 200),
    CONSTRAINT ck_print_job_asked_by_length CHECK (length(asked_by) <= 40),
    CONSTRAINT ck_print_job_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_print_job_void_reason_length CHECK (length(void_reason) <= 200)
)
 STRICT
;
CREATE INDEX ix_print_job_group ON print_job (group_key, seq)
;
CREATE INDEX ix_print_job_state ON print_job (state, printer_id)
;
CREATE INDEX ix_print_job_subject ON print_job (subject)
;
CREATE INDEX ix_print_job_waiting ON print_job (queue, state, id)
;
CREATE TABLE printer_lease (
    printer_id INTEGER NOT NULL,
    owner TEXT NOT NULL,
    fence INTEGER NOT NULL,
    until INTEGER NOT NULL,
    group_key TEXT,
    sent_at INTEGER,
    CONSTRAINT pk_printer_lease PRIMARY KEY (printer_id),
    CONSTRAINT ck_printer_lease_held_by_somebody CHECK (fence >= 1 AND length(owner) > 0),
    CONSTRAINT fk_printer_lease_printer_id FOREIGN KEY(printer_id) REFERENCES printer (id),
    CONSTRAINT ck_printer_lease_owner_length CHECK (length(owner) <= 80),
    CONSTRAINT ck_printer_lease_group_key_length CHECK (length(group_key) <= 80)
)
 STRICT
;
CREATE TABLE lot (
    id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    supplier_id INTEGER,
    expires_on TEXT,
    received_on TEXT NOT NULL,
    CONSTRAINT pk_lot PRIMARY KEY (id),
    CONSTRAINT uq_lot_product_id_code UNIQUE (product_id, code),
    CONSTRAINT uq_lot_id_product_id UNIQUE (id, product_id),
    CONSTRAINT ck_lot_code_given CHECK (length(trim(code)) > 0),
    CONSTRAINT fk_lot_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_lot_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT ck_lot_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_lot_expires_on_is_day CHECK (expires_on IS NULL OR COALESCE(date(expires_on, '+0 days'), '') = expires_on),
    CONSTRAINT ck_lot_received_on_is_day CHECK (received_on IS NULL OR COALESCE(date(received_on, '+0 days'), '') = received_on)
)
 STRICT
;
CREATE TABLE slot (
    warehouse_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    bin_id INTEGER NOT NULL,
    turnover TEXT DEFAULT 'C' NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_slot PRIMARY KEY (warehouse_id, product_id),
    CONSTRAINT ck_slot_turnover_known CHECK (turnover IS NOT NULL AND turnover IN ('A', 'B', 'C')),
    CONSTRAINT fk_slot_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT fk_slot_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_slot_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id),
    CONSTRAINT ck_slot_turnover_length CHECK (length(turnover) <= 1)
)
 STRICT
;
CREATE INDEX ix_slot_bin_id ON slot (bin_id)
;
CREATE TABLE stock_threshold (
    warehouse_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    CONSTRAINT pk_stock_threshold PRIMARY KEY (warehouse_id, product_id),
    CONSTRAINT ck_stock_threshold_pieces_positive CHECK (pieces > 0),
    CONSTRAINT fk_stock_threshold_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT fk_stock_threshold_product_id FOREIGN KEY(product_id) REFERENCES product (id)
)
 STRICT
;
CREATE TABLE stock_level (
    bin_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    quantity INTEGER DEFAULT '0' NOT NULL,
    allocated INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_stock_level PRIMARY KEY (bin_id, lot_id),
    CONSTRAINT fk_stock_level_lot_id_product_id FOREIGN KEY(lot_id, product_id) REFERENCES lot (id, product_id),
    CONSTRAINT ck_stock_level_never_negative CHECK (quantity >= 0),
    CONSTRAINT ck_stock_level_allocated_within_quantity CHECK (allocated >= 0 AND (allocated <= quantity OR quantity < 0)),
    CONSTRAINT fk_stock_level_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id)
)
 STRICT
;
CREATE INDEX ix_stock_level_product_id ON stock_level (product_id)
;
CREATE TABLE stock_movement (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    command_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    from_bin_id INTEGER,
    to_bin_id INTEGER,
    quantity INTEGER NOT NULL,
    reason TEXT,
    ref TEXT DEFAULT '' NOT NULL,
    undoes_id INTEGER,
    CONSTRAINT pk_stock_movement PRIMARY KEY (id),
    CONSTRAINT fk_stock_movement_lot_id_product_id FOREIGN KEY(lot_id, product_id) REFERENCES lot (id, product_id),
    CONSTRAINT ck_stock_movement_kind_known CHECK (kind IS NOT NULL AND kind IN ('opening', 'receive', 'unreceive', 'move', 'pick', 'unpick', 'count_up', 'count_down', 'write_off', 'supplier_return', 'point_return')),
    CONSTRAINT ck_stock_movement_quantity_positive CHECK (quantity > 0),
    CONSTRAINT ck_stock_movement_goes_the_way_of_its_kind CHECK ((kind IN ('count_up', 'opening', 'point_return', 'receive', 'unpick') AND from_bin_id IS NULL AND to_bin_id IS NOT NULL) OR (kind IN ('count_down', 'pick', 'supplier_return', 'unreceive', 'write_off') AND from_bin_id IS NOT NULL AND to_bin_id IS NULL) OR (kind = 'move' AND from_bin_id IS NOT NULL AND to_bin_id IS NOT NULL AND from_bin_id <> to_bin_id)),
    CONSTRAINT ck_stock_movement_explained CHECK (kind NOT IN ('count_down', 'count_up', 'supplier_return', 'write_off') OR (reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT ck_stock_movement_undo_is_explained CHECK (undoes_id IS NULL OR (reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT fk_stock_movement_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_stock_movement_from_bin_id FOREIGN KEY(from_bin_id) REFERENCES bin (id),
    CONSTRAINT fk_stock_movement_to_bin_id FOREIGN KEY(to_bin_id) REFERENCES bin (id),
    CONSTRAINT uq_stock_movement_undoes_id UNIQUE (undoes_id),
    CONSTRAINT fk_stock_movement_undoes_id FOREIGN KEY(undoes_id) REFERENCES stock_movement (id),
    CONSTRAINT ck_stock_movement_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_stock_movement_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_stock_movement_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_stock_movement_kind_length CHECK (length(kind) <= 16),
    CONSTRAINT ck_stock_movement_reason_length CHECK (length(reason) <= 200),
    CONSTRAINT ck_stock_movement_ref_length CHECK (length(ref) <= 60)
)
 STRICT
;
CREATE INDEX ix_stock_movement_command_id ON stock_movement (command_id)
;
CREATE INDEX ix_stock_movement_lot_id ON stock_movement (lot_id)
;
CREATE INDEX ix_stock_movement_product ON stock_movement (product_id, id)
;
CREATE TABLE allocation (
    cycle_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    bin_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    taken INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_allocation PRIMARY KEY (cycle_id, product_id, lot_id, bin_id),
    CONSTRAINT fk_allocation_bin_id_lot_id FOREIGN KEY(bin_id, lot_id) REFERENCES stock_level (bin_id, lot_id),
    CONSTRAINT fk_allocation_lot_id_product_id FOREIGN KEY(lot_id, product_id) REFERENCES lot (id, product_id),
    CONSTRAINT ck_allocation_taken_within_quantity CHECK (quantity >= 0 AND taken >= 0 AND taken <= quantity),
    CONSTRAINT fk_allocation_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_allocation_product_id FOREIGN KEY(product_id) REFERENCES product (id)
)
 STRICT
;
CREATE TABLE purchase_order (
    id INTEGER NOT NULL,
    number TEXT NOT NULL,
    cycle_id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    supplier_id INTEGER,
    amendments INTEGER DEFAULT '0' NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    sent_at INTEGER,
    sent_how TEXT,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_purchase_order PRIMARY KEY (id),
    CONSTRAINT fk_purchase_order_snapshot_id_cycle_id FOREIGN KEY(snapshot_id, cycle_id) REFERENCES snapshot (id, cycle_id),
    CONSTRAINT ck_purchase_order_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'sent', 'receiving', 'received', 'cancelled')),
    CONSTRAINT ck_purchase_order_amendments_counted CHECK (amendments >= 0),
    CONSTRAINT ck_purchase_order_sent_how_known CHECK (sent_how IS NULL OR sent_how IN ('pdf', 'xlsx', 'text')),
    CONSTRAINT uq_purchase_order_number UNIQUE (number),
    CONSTRAINT fk_purchase_order_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT ck_purchase_order_number_length CHECK (length(number) <= 40),
    CONSTRAINT ck_purchase_order_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_purchase_order_made_by_length CHECK (length(made_by) <= 40),
    CONSTRAINT ck_purchase_order_sent_how_length CHECK (length(sent_how) <= 12)
)
 STRICT
;
CREATE INDEX ix_purchase_order_cycle ON purchase_order (cycle_id, supplier_id)
;
CREATE TABLE route_plan (
    id INTEGER NOT NULL,
    cycle_id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    travel TEXT NOT NULL,
    distance_m INTEGER NOT NULL,
    duration_s INTEGER NOT NULL,
    cost_fen INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    accepted_at INTEGER,
    accepted_by TEXT,
    CONSTRAINT pk_route_plan PRIMARY KEY (id),
    CONSTRAINT uq_route_plan_cycle_id_version UNIQUE (cycle_id, version),
    CONSTRAINT uq_route_plan_id_cycle_id UNIQUE (id, cycle_id),
    CONSTRAINT ck_route_plan_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'live', 'superseded')),
    CONSTRAINT ck_route_plan_travel_known CHECK (travel IN ('estimate', 'roads', 'service')),
    CONSTRAINT ck_route_plan_sums_not_negative CHECK (distance_m >= 0 AND duration_s >= 0 AND cost_fen >= 0),
    CONSTRAINT ck_route_plan_accepted CHECK (state <> 'live' OR (accepted_at IS NOT NULL AND accepted_by IS NOT NULL)),
    CONSTRAINT fk_route_plan_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_route_plan_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
    CONSTRAINT ck_route_plan_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_route_plan_travel_length CHECK (length(travel) <= 12),
    CONSTRAINT ck_route_plan_made_by_length CHECK (length(made_by) <= 40),
    CONSTRAINT ck_route_plan_accepted_by_length CHECK (length(accepted_by) <= 40)
)
 STRICT
;
CREATE UNIQUE INDEX uq_route_plan_one_live ON route_plan (cycle_id) WHERE state = 'live'
;
CREATE TABLE shortage (
    id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    rule TEXT NOT NULL,
    tags TEXT DEFAULT '' NOT NULL,
    wanted INTEGER NOT NULL,
    available INTEGER NOT NULL,
    given INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_shortage PRIMARY KEY (id),
    CONSTRAINT uq_shortage_snapshot_id_product_id_version UNIQUE (snapshot_id, product_id, version),
    CONSTRAINT ck_shortage_rule_known CHECK (rule IS NOT NULL AND rule IN ('first_paid', 'pro_rata', 'tagged_first', 'whole_line')),
    CONSTRAINT ck_shortage_state_known CHECK (state IS NOT NULL AND state IN ('building', 'live', 'superseded')),
    CONSTRAINT ck_shortage_hash_whole CHECK (length(hash) = 64),
    CONSTRAINT ck_shortage_given_is_there CHECK (available >= 0 AND given BETWEEN 0 AND available AND given < wanted),
    CONSTRAINT fk_shortage_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
    CONSTRAINT fk_shortage_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_shortage_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_shortage_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_shortage_rule_length CHECK (length(rule) <= 12),
    CONSTRAINT ck_shortage_tags_length CHECK (length(tags) <= 200),
    CONSTRAINT ck_shortage_hash_length CHECK (length(hash) <= 64),
    CONSTRAINT ck_shortage_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_shortage_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE UNIQUE INDEX uq_shortage_one_live ON shortage (snapshot_id, product_id) WHERE state = 'live'
;
CREATE TABLE collection (
    order_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    known_by TEXT NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_collection PRIMARY KEY (order_id),
    CONSTRAINT ck_collection_known_by_known CHECK (known_by IS NOT NULL AND known_by IN ('code', 'phone_tail')),
    CONSTRAINT fk_collection_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_collection_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_collection_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_collection_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_collection_known_by_length CHECK (length(known_by) <= 12),
    CONSTRAINT ck_collection_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE TABLE collection_refused (
    id INTEGER NOT NULL,
    order_id INTEGER,
    point_id INTEGER NOT NULL,
    said TEXT NOT NULL,
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_collection_refused PRIMARY KEY (id),
    CONSTRAINT ck_collection_refused_why_known CHECK (why IS NOT NULL AND why IN ('collected_already', 'wrong_point', 'not_arrived', 'cancelled', 'unknown_code', 'returned_already')),
    CONSTRAINT fk_collection_refused_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_collection_refused_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT fk_collection_refused_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_collection_refused_said_length CHECK (length(said) <= 40),
    CONSTRAINT ck_collection_refused_why_length CHECK (length(why) <= 20),
    CONSTRAINT ck_collection_refused_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_collection_refused_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_collection_refused_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE INDEX ix_collection_refused_order_id ON collection_refused (order_id)
;
CREATE TABLE purchase_line (
    id INTEGER NOT NULL,
    purchase_order_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    demand INTEGER NOT NULL,
    stock_used INTEGER DEFAULT '0' NOT NULL,
    from_left_over INTEGER DEFAULT '0' NOT NULL,
    case_size INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    ordered INTEGER NOT NULL,
    left_over INTEGER NOT NULL,
    left_over_to TEXT DEFAULT 'stock' NOT NULL,
    changed_by TEXT,
    cost_fen INTEGER,
    received INTEGER DEFAULT '0' NOT NULL,
    refused INTEGER DEFAULT '0' NOT NULL,
    returned INTEGER DEFAULT '0' NOT NULL,
    over_allowed INTEGER DEFAULT '0' NOT NULL,
    over_by TEXT,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_purchase_line PRIMARY KEY (id),
    CONSTRAINT uq_purchase_line_purchase_order_id_product_id UNIQUE (purchase_order_id, product_id),
    CONSTRAINT ck_purchase_line_left_over_to_known CHECK (left_over_to IS NOT NULL AND left_over_to IN ('stock', 'next_cycle', 'supplier', 'staff')),
    CONSTRAINT ck_purchase_line_counts_sane CHECK (demand >= 0 AND stock_used >= 0 AND from_left_over >= 0 AND case_size >= 1 AND cases >= 0),
    CONSTRAINT ck_purchase_line_takes_no_more_than_wanted CHECK (stock_used + from_left_over <= demand),
    CONSTRAINT ck_purchase_line_whole_cases CHECK (ordered = cases * case_size),
    CONSTRAINT ck_purchase_line_left_over_is_shown CHECK (left_over = ordered + stock_used + from_left_over - demand),
    CONSTRAINT ck_purchase_line_smallest_cases CHECK ((left_over >= 0 AND (left_over < case_size OR cases = 0)) OR changed_by IS NOT NULL),
    CONSTRAINT ck_purchase_line_received_sane CHECK (received >= 0 AND refused >= 0 AND returned BETWEEN 0 AND received),
    CONSTRAINT ck_purchase_line_not_more_than_ordered CHECK (received <= ordered + over_allowed),
    CONSTRAINT ck_purchase_line_over_has_a_name CHECK (over_allowed = 0 OR (over_allowed > 0 AND over_by IS NOT NULL)),
    CONSTRAINT ck_purchase_line_cost_not_negative CHECK (cost_fen IS NULL OR cost_fen >= 0),
    CONSTRAINT fk_purchase_line_purchase_order_id FOREIGN KEY(purchase_order_id) REFERENCES purchase_order (id),
    CONSTRAINT fk_purchase_line_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT ck_purchase_line_left_over_to_length CHECK (length(left_over_to) <= 12),
    CONSTRAINT ck_purchase_line_changed_by_length CHECK (length(changed_by) <= 40),
    CONSTRAINT ck_purchase_line_over_by_length CHECK (length(over_by) <= 40)
)
 STRICT
;
CREATE TABLE route (
    id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    cycle_id INTEGER NOT NULL,
    delivery_day TEXT NOT NULL,
    van_id INTEGER NOT NULL,
    driver_id INTEGER,
    trip INTEGER DEFAULT '1' NOT NULL,
    state TEXT NOT NULL,
    is_live INTEGER DEFAULT '0' NOT NULL,
    start_min INTEGER NOT NULL,
    end_min INTEGER NOT NULL,
    distance_m INTEGER NOT NULL,
    duration_s INTEGER NOT NULL,
    cost_fen INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    volume_ml INTEGER NOT NULL,
    totes INTEGER NOT NULL,
    max_weight_g INTEGER NOT NULL,
    max_volume_ml INTEGER NOT NULL,
    max_totes INTEGER NOT NULL,
    over_weight_g INTEGER DEFAULT '0' NOT NULL,
    over_volume_ml INTEGER DEFAULT '0' NOT NULL,
    over_totes INTEGER DEFAULT '0' NOT NULL,
    over_by TEXT,
    over_reason TEXT,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_route PRIMARY KEY (id),
    CONSTRAINT fk_route_plan_id_cycle_id FOREIGN KEY(plan_id, cycle_id) REFERENCES route_plan (id, cycle_id),
    CONSTRAINT uq_route_plan_id_van_id_trip UNIQUE (plan_id, van_id, trip),
    CONSTRAINT uq_route_id_cycle_id UNIQUE (id, cycle_id),
    CONSTRAINT ck_route_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'planned', 'locked', 'loading', 'departed', 'returned', 'closed')),
    CONSTRAINT ck_route_is_live_is_flag CHECK (is_live IN (0, 1)),
    CONSTRAINT ck_route_trip_counts CHECK (trip >= 1),
    CONSTRAINT ck_route_hours_sane CHECK (start_min >= 0 AND end_min >= start_min AND end_min <= 2880),
    CONSTRAINT ck_route_sums_not_negative CHECK (distance_m >= 0 AND duration_s >= 0 AND cost_fen >= 0),
    CONSTRAINT ck_route_limits_positive CHECK (max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0),
    CONSTRAINT ck_route_weight_within_limit CHECK (weight_g BETWEEN 0 AND max_weight_g + over_weight_g),
    CONSTRAINT ck_route_volume_within_limit CHECK (volume_ml BETWEEN 0 AND max_volume_ml + over_volume_ml),
    CONSTRAINT ck_route_totes_within_limit CHECK (totes BETWEEN 0 AND max_totes + over_totes),
    CONSTRAINT ck_route_over_has_a_name CHECK (over_weight_g >= 0 AND over_volume_ml >= 0 AND over_totes >= 0 AND (over_weight_g + over_volume_ml + over_totes = 0 OR (over_by IS NOT NULL AND over_reason IS NOT NULL AND length(trim(over_reason)) > 0))),
    CONSTRAINT fk_route_van_id FOREIGN KEY(van_id) REFERENCES van (id),
    CONSTRAINT fk_route_driver_id FOREIGN KEY(driver_id) REFERENCES driver (id),
    CONSTRAINT ck_route_delivery_day_is_day CHECK (delivery_day IS NULL OR COALESCE(date(delivery_day, '+0 days'), '') = delivery_day),
    CONSTRAINT ck_route_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_route_over_by_length CHECK (length(over_by) <= 40),
    CONSTRAINT ck_route_over_reason_length CHECK (length(over_reason) <= 200)
)
 STRICT
;
CREATE UNIQUE INDEX uq_route_van_once ON route (van_id, delivery_day, trip) WHERE is_live = 1
;
CREATE TABLE route_unplanned (
    plan_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    limit_hit TEXT NOT NULL,
    CONSTRAINT pk_route_unplanned PRIMARY KEY (plan_id, point_id),
    CONSTRAINT ck_route_unplanned_limit_hit_known CHECK (limit_hit IS NOT NULL AND limit_hit IN ('weight', 'volume', 'totes', 'window', 'shift', 'cold', 'no_place', 'no_van')),
    CONSTRAINT fk_route_unplanned_plan_id FOREIGN KEY(plan_id) REFERENCES route_plan (id),
    CONSTRAINT fk_route_unplanned_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT ck_route_unplanned_limit_hit_length CHECK (length(limit_hit) <= 12)
)
 STRICT
;
CREATE TABLE shortage_share (
    shortage_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    given INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    tagged INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_shortage_share PRIMARY KEY (shortage_id, order_id),
    CONSTRAINT ck_shortage_share_tagged_is_flag CHECK (tagged IN (0, 1)),
    CONSTRAINT ck_shortage_share_rank_counts CHECK (rank >= 1),
    CONSTRAINT ck_shortage_share_given_within_wanted CHECK (wanted > 0 AND given BETWEEN 0 AND wanted),
    CONSTRAINT fk_shortage_share_shortage_id FOREIGN KEY(shortage_id) REFERENCES shortage (id)
)
 WITHOUT ROWID,
 STRICT
;
CREATE TABLE uncollected (
    order_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    until TEXT,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    command_id TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_uncollected PRIMARY KEY (order_id),
    CONSTRAINT ck_uncollected_state_known CHECK (state IS NOT NULL AND state IN ('extended', 'returned')),
    CONSTRAINT ck_uncollected_extended_until CHECK (state <> 'extended' OR until IS NOT NULL),
    CONSTRAINT ck_uncollected_reason_given CHECK (length(trim(reason)) > 0),
    CONSTRAINT fk_uncollected_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_uncollected_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_uncollected_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_uncollected_until_is_day CHECK (until IS NULL OR COALESCE(date(until, '+0 days'), '') = until),
    CONSTRAINT ck_uncollected_reason_length CHECK (length(reason) <= 200),
    CONSTRAINT ck_uncollected_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_uncollected_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE TABLE receipt_line (
    id INTEGER NOT NULL,
    purchase_line_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    refuse_reason TEXT,
    lot_id INTEGER,
    bin_id INTEGER,
    weight_g INTEGER,
    temperature_dc INTEGER,
    delivery_note TEXT DEFAULT '' NOT NULL,
    undoes_id INTEGER,
    source TEXT,
    CONSTRAINT pk_receipt_line PRIMARY KEY (id),
    CONSTRAINT fk_receipt_line_lot_id_product_id FOREIGN KEY(lot_id, product_id) REFERENCES lot (id, product_id),
    CONSTRAINT ck_receipt_line_something_came CHECK (accepted >= 0 AND refused >= 0 AND (accepted + refused > 0 OR (refuse_reason IS NOT NULL AND length(trim(refuse_reason)) > 0))),
    CONSTRAINT ck_receipt_line_accepted_lies_somewhere CHECK (accepted = 0 OR (lot_id IS NOT NULL AND bin_id IS NOT NULL)),
    CONSTRAINT ck_receipt_line_refused_has_reason CHECK (refused = 0 OR (refuse_reason IS NOT NULL AND length(trim(refuse_reason)) > 0)),
    CONSTRAINT ck_receipt_line_weight_positive CHECK (weight_g IS NULL OR weight_g > 0),
    CONSTRAINT ck_receipt_line_temperature_sane CHECK (temperature_dc IS NULL OR temperature_dc BETWEEN -500 AND 600),
    CONSTRAINT fk_receipt_line_purchase_line_id FOREIGN KEY(purchase_line_id) REFERENCES purchase_line (id),
    CONSTRAINT fk_receipt_line_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_receipt_line_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_receipt_line_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id),
    CONSTRAINT uq_receipt_line_undoes_id UNIQUE (undoes_id),
    CONSTRAINT fk_receipt_line_undoes_id FOREIGN KEY(undoes_id) REFERENCES receipt_line (id),
    CONSTRAINT uq_receipt_line_source UNIQUE (source),
    CONSTRAINT ck_receipt_line_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_receipt_line_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_receipt_line_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_receipt_line_refuse_reason_length CHECK (length(refuse_reason) <= 200),
    CONSTRAINT ck_receipt_line_delivery_note_length CHECK (length(delivery_note) <= 40),
    CONSTRAINT ck_receipt_line_source_length CHECK (length(source) <= 80)
)
 STRICT
;
CREATE INDEX ix_receipt_line_command_id ON receipt_line (command_id)
;
CREATE INDEX ix_receipt_line_purchase_line_id ON receipt_line (purchase_line_id)
;
CREATE TABLE route_stop (
    id INTEGER NOT NULL,
    route_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    drop_no INTEGER NOT NULL,
    state TEXT NOT NULL,
    pinned INTEGER DEFAULT '0' NOT NULL,
    arrive_min INTEGER NOT NULL,
    leave_min INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    volume_ml INTEGER NOT NULL,
    totes INTEGER NOT NULL,
    arrived_at INTEGER,
    done_at INTEGER,
    reason TEXT,
    CONSTRAINT pk_route_stop PRIMARY KEY (id),
    CONSTRAINT uq_route_stop_route_id_drop_no UNIQUE (route_id, drop_no),
    CONSTRAINT uq_route_stop_plan_id_point_id UNIQUE (plan_id, point_id),
    CONSTRAINT uq_route_stop_id_point_id UNIQUE (id, point_id),
    CONSTRAINT ck_route_stop_state_known CHECK (state IS NOT NULL AND state IN ('pending', 'arrived', 'handed_over', 'skipped', 'failed')),
    CONSTRAINT ck_route_stop_pinned_is_flag CHECK (pinned IN (0, 1)),
    CONSTRAINT ck_route_stop_drop_counts CHECK (drop_no <> 0),
    CONSTRAINT ck_route_stop_hours_sane CHECK (arrive_min >= 0 AND leave_min >= arrive_min),
    CONSTRAINT ck_route_stop_load_not_negative CHECK (weight_g >= 0 AND volume_ml >= 0 AND totes >= 0),
    CONSTRAINT ck_route_stop_left_out_with_reason CHECK (state NOT IN ('skipped', 'failed') OR (reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT fk_route_stop_route_id FOREIGN KEY(route_id) REFERENCES route (id),
    CONSTRAINT fk_route_stop_plan_id FOREIGN KEY(plan_id) REFERENCES route_plan (id),
    CONSTRAINT fk_route_stop_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT ck_route_stop_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_route_stop_reason_length CHECK (length(reason) <= 200)
)
 STRICT
;
CREATE TABLE supplier_return (
    id INTEGER NOT NULL,
    purchase_line_id INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    bin_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_supplier_return PRIMARY KEY (id),
    CONSTRAINT fk_supplier_return_lot_id_product_id FOREIGN KEY(lot_id, product_id) REFERENCES lot (id, product_id),
    CONSTRAINT ck_supplier_return_quantity_positive CHECK (quantity > 0),
    CONSTRAINT ck_supplier_return_reason_given CHECK (length(trim(reason)) > 0),
    CONSTRAINT fk_supplier_return_purchase_line_id FOREIGN KEY(purchase_line_id) REFERENCES purchase_line (id),
    CONSTRAINT fk_supplier_return_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_supplier_return_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id),
    CONSTRAINT ck_supplier_return_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_supplier_return_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_supplier_return_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_supplier_return_reason_length CHECK (length(reason) <= 200)
)
 STRICT
;
CREATE INDEX ix_supplier_return_purchase_line_id ON supplier_return (purchase_line_id)
;
CREATE TABLE van_load (
    route_id INTEGER NOT NULL,
    weight_g INTEGER DEFAULT '0' NOT NULL,
    volume_ml INTEGER DEFAULT '0' NOT NULL,
    totes INTEGER DEFAULT '0' NOT NULL,
    max_weight_g INTEGER NOT NULL,
    max_volume_ml INTEGER NOT NULL,
    max_totes INTEGER NOT NULL,
    over_weight_g INTEGER DEFAULT '0' NOT NULL,
    over_volume_ml INTEGER DEFAULT '0' NOT NULL,
    over_totes INTEGER DEFAULT '0' NOT NULL,
    over_by TEXT,
    over_reason TEXT,
    begun_at INTEGER NOT NULL,
    begun_by TEXT NOT NULL,
    departed_at INTEGER,
    departed_by TEXT,
    CONSTRAINT pk_van_load PRIMARY KEY (route_id),
    CONSTRAINT ck_van_load_limits_positive CHECK (max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0),
    CONSTRAINT ck_van_load_weight_within_limit CHECK (weight_g BETWEEN 0 AND max_weight_g + over_weight_g),
    CONSTRAINT ck_van_load_volume_within_limit CHECK (volume_ml BETWEEN 0 AND max_volume_ml + over_volume_ml),
    CONSTRAINT ck_van_load_totes_within_limit CHECK (totes BETWEEN 0 AND max_totes + over_totes),
    CONSTRAINT ck_van_load_over_has_a_name CHECK (over_weight_g >= 0 AND over_volume_ml >= 0 AND over_totes >= 0 AND (over_weight_g + over_volume_ml + over_totes = 0 OR (over_by IS NOT NULL AND over_reason IS NOT NULL AND length(trim(over_reason)) > 0))),
    CONSTRAINT ck_van_load_departed_by_somebody CHECK ((departed_at IS NULL AND departed_by IS NULL) OR (departed_at IS NOT NULL AND departed_by IS NOT NULL)),
    CONSTRAINT fk_van_load_route_id FOREIGN KEY(route_id) REFERENCES route (id),
    CONSTRAINT ck_van_load_over_by_length CHECK (length(over_by) <= 40),
    CONSTRAINT ck_van_load_over_reason_length CHECK (length(over_reason) <= 200),
    CONSTRAINT ck_van_load_begun_by_length CHECK (length(begun_by) <= 40),
    CONSTRAINT ck_van_load_departed_by_length CHECK (length(departed_by) <= 40)
)
 STRICT
;
CREATE TABLE wave (
    id INTEGER NOT NULL,
    cycle_id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    state TEXT NOT NULL,
    route_id INTEGER,
    due_min INTEGER,
    products TEXT,
    released_at INTEGER,
    released_by TEXT,
    closed_at INTEGER,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_wave PRIMARY KEY (id),
    CONSTRAINT fk_wave_snapshot_id_cycle_id FOREIGN KEY(snapshot_id, cycle_id) REFERENCES snapshot (id, cycle_id),
    CONSTRAINT uq_wave_cycle_id_number UNIQUE (cycle_id, number),
    CONSTRAINT uq_wave_id_snapshot_id UNIQUE (id, snapshot_id),
    CONSTRAINT ck_wave_kind_known CHECK (kind IS NOT NULL AND kind IN ('night', 'pre_pack')),
    CONSTRAINT ck_wave_method_known CHECK (method IS NOT NULL AND method IN ('by_point', 'by_product')),
    CONSTRAINT ck_wave_state_known CHECK (state IS NOT NULL AND state IN ('planned', 'released', 'picking', 'paused', 'checking', 'closed')),
    CONSTRAINT ck_wave_number_counts CHECK (number >= 1),
    CONSTRAINT ck_wave_pre_pack_names_its_products CHECK ((kind = 'pre_pack') = (products IS NOT NULL)),
    CONSTRAINT ck_wave_released_by_somebody CHECK (state = 'planned' OR (released_at IS NOT NULL AND released_by IS NOT NULL)),
    CONSTRAINT fk_wave_route_id FOREIGN KEY(route_id) REFERENCES route (id),
    CONSTRAINT ck_wave_kind_length CHECK (length(kind) <= 10),
    CONSTRAINT ck_wave_method_length CHECK (length(method) <= 12),
    CONSTRAINT ck_wave_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_wave_released_by_length CHECK (length(released_by) <= 40)
)
 STRICT
;
CREATE TABLE refused_scan (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    command_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    code TEXT NOT NULL,
    verdict TEXT NOT NULL,
    wave_id INTEGER,
    CONSTRAINT pk_refused_scan PRIMARY KEY (id),
    CONSTRAINT ck_refused_scan_verdict_known CHECK (verdict IS NOT NULL AND verdict IN ('right', 'tote', 'in_hand', 'no_tote', 'wrong_product', 'wrong_tote', 'wrong_wave', 'sealed_tote', 'expired_lot', 'done_already', 'over', 'no_stock', 'needs_weight', 'out_of_tolerance', 'big_number', 'no_weight', 'unstable_weight', 'stale_weight', 'wrong_van', 'not_sealed', 'loaded_already', 'van_gone', 'over_limit', 'unreadable', 'unknown')),
    CONSTRAINT fk_refused_scan_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_refused_scan_wave_id FOREIGN KEY(wave_id) REFERENCES wave (id),
    CONSTRAINT ck_refused_scan_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_refused_scan_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_refused_scan_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_refused_scan_stage_length CHECK (length(stage) <= 20),
    CONSTRAINT ck_refused_scan_code_length CHECK (length(code) <= 80),
    CONSTRAINT ck_refused_scan_verdict_length CHECK (length(verdict) <= 20)
)
 STRICT
;
CREATE INDEX ix_refused_scan_wave_id ON refused_scan (wave_id)
;
CREATE TABLE stop_handover (
    stop_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    receiver TEXT NOT NULL,
    expected INTEGER NOT NULL,
    empties INTEGER DEFAULT '0' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_stop_handover PRIMARY KEY (stop_id),
    CONSTRAINT ck_stop_handover_receiver_given CHECK (length(trim(receiver)) > 0),
    CONSTRAINT ck_stop_handover_counts_not_negative CHECK (expected >= 0 AND empties >= 0),
    CONSTRAINT fk_stop_handover_stop_id FOREIGN KEY(stop_id) REFERENCES route_stop (id),
    CONSTRAINT fk_stop_handover_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_stop_handover_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_stop_handover_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_stop_handover_receiver_length CHECK (length(receiver) <= 40),
    CONSTRAINT ck_stop_handover_note_length CHECK (length(note) <= 200),
    CONSTRAINT ck_stop_handover_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE TABLE wave_point (
    wave_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    drop_no INTEGER,
    CONSTRAINT pk_wave_point PRIMARY KEY (wave_id, point_id),
    CONSTRAINT fk_wave_point_wave_id FOREIGN KEY(wave_id) REFERENCES wave (id),
    CONSTRAINT fk_wave_point_point_id FOREIGN KEY(point_id) REFERENCES point (id)
)
 STRICT
;
CREATE TABLE pick_cell (
    id INTEGER NOT NULL,
    wave_id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    weighed INTEGER NOT NULL,
    nominal_g INTEGER NOT NULL,
    tolerance_permille INTEGER NOT NULL,
    sort INTEGER DEFAULT '0' NOT NULL,
    bin_id INTEGER,
    wanted INTEGER NOT NULL,
    picked INTEGER DEFAULT '0' NOT NULL,
    substituted INTEGER DEFAULT '0' NOT NULL,
    short INTEGER DEFAULT '0' NOT NULL,
    shared_short INTEGER DEFAULT '0' NOT NULL,
    cancelled INTEGER DEFAULT '0' NOT NULL,
    picked_g INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_pick_cell PRIMARY KEY (id),
    CONSTRAINT fk_pick_cell_wave_id_snapshot_id FOREIGN KEY(wave_id, snapshot_id) REFERENCES wave (id, snapshot_id),
    CONSTRAINT fk_pick_cell_wave_id_point_id FOREIGN KEY(wave_id, point_id) REFERENCES wave_point (wave_id, point_id),
    CONSTRAINT uq_pick_cell_snapshot_id_point_id_product_id UNIQUE (snapshot_id, point_id, product_id),
    CONSTRAINT ck_pick_cell_weighed_is_flag CHECK (weighed IN (0, 1)),
    CONSTRAINT ck_pick_cell_wanted_sane CHECK (wanted > 0 AND nominal_g >= 0 AND tolerance_permille BETWEEN 0 AND 1000),
    CONSTRAINT ck_pick_cell_counts_not_negative CHECK (picked >= 0 AND substituted >= 0 AND short >= 0 AND cancelled >= 0 AND picked_g >= 0),
    CONSTRAINT ck_pick_cell_never_more_than_wanted CHECK (picked + substituted + short + cancelled <= wanted),
    CONSTRAINT ck_pick_cell_shared_short_is_short CHECK (shared_short BETWEEN 0 AND short),
    CONSTRAINT fk_pick_cell_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_pick_cell_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id)
)
 STRICT
;
CREATE INDEX ix_pick_cell_product ON pick_cell (wave_id, product_id)
;
CREATE INDEX ix_pick_cell_wave ON pick_cell (wave_id, point_id, sort)
;
CREATE TABLE tote_use (
    id INTEGER NOT NULL,
    tote_id INTEGER NOT NULL,
    cycle_id INTEGER NOT NULL,
    wave_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    is_open INTEGER DEFAULT '1' NOT NULL,
    pieces INTEGER DEFAULT '0' NOT NULL,
    content_g INTEGER DEFAULT '0' NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    station TEXT NOT NULL,
    closed_at INTEGER,
    CONSTRAINT pk_tote_use PRIMARY KEY (id),
    CONSTRAINT fk_tote_use_wave_id_point_id FOREIGN KEY(wave_id, point_id) REFERENCES wave_point (wave_id, point_id),
    CONSTRAINT uq_tote_use_cycle_id_point_id_number UNIQUE (cycle_id, point_id, number),
    CONSTRAINT ck_tote_use_is_open_is_flag CHECK (is_open IN (0, 1)),
    CONSTRAINT ck_tote_use_number_counts CHECK (number >= 1),
    CONSTRAINT ck_tote_use_content_not_negative CHECK (pieces >= 0 AND content_g >= 0),
    CONSTRAINT ck_tote_use_closed_at_its_end CHECK ((is_open = 1 AND closed_at IS NULL) OR (is_open = 0 AND closed_at IS NOT NULL)),
    CONSTRAINT fk_tote_use_tote_id FOREIGN KEY(tote_id) REFERENCES tote (id),
    CONSTRAINT fk_tote_use_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT ck_tote_use_opened_by_length CHECK (length(opened_by) <= 40),
    CONSTRAINT ck_tote_use_station_length CHECK (length(station) <= 40)
)
 STRICT
;
CREATE INDEX ix_tote_use_point ON tote_use (wave_id, point_id)
;
CREATE UNIQUE INDEX uq_tote_use_one_open ON tote_use (tote_id) WHERE is_open = 1
;
CREATE TABLE empty_tote (
    tote_use_id INTEGER NOT NULL,
    stop_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_empty_tote PRIMARY KEY (tote_use_id),
    CONSTRAINT fk_empty_tote_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_empty_tote_stop_id FOREIGN KEY(stop_id) REFERENCES route_stop (id),
    CONSTRAINT fk_empty_tote_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_empty_tote_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE TABLE left_behind (
    route_id INTEGER NOT NULL,
    tote_use_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT pk_left_behind PRIMARY KEY (route_id, tote_use_id),
    CONSTRAINT ck_left_behind_reason_given CHECK (length(trim(reason)) > 0),
    CONSTRAINT fk_left_behind_route_id FOREIGN KEY(route_id) REFERENCES van_load (route_id),
    CONSTRAINT fk_left_behind_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT ck_left_behind_reason_length CHECK (length(reason) <= 200),
    CONSTRAINT ck_left_behind_person_length CHECK (length(person) <= 40)
)
 STRICT
;
CREATE TABLE line_outcome (
    cell_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    picked INTEGER NOT NULL,
    substituted INTEGER NOT NULL,
    short INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    weight_g INTEGER,
    amount_fen INTEGER NOT NULL,
    final_fen INTEGER NOT NULL,
    CONSTRAINT pk_line_outcome PRIMARY KEY (cell_id, order_id),
    CONSTRAINT ck_line_outcome_ordered_is_accounted_for CHECK (picked >= 0 AND substituted >= 0 AND short >= 0 AND cancelled >= 0 AND wanted = picked + substituted + short + cancelled),
    CONSTRAINT ck_line_outcome_amounts_not_negative CHECK (amount_fen >= 0 AND final_fen >= 0),
    CONSTRAINT ck_line_outcome_weight_not_negative CHECK (weight_g IS NULL OR weight_g >= 0),
    CONSTRAINT ck_line_outcome_never_dearer CHECK (final_fen <= amount_fen OR weight_g IS NOT NULL),
    CONSTRAINT fk_line_outcome_cell_id FOREIGN KEY(cell_id) REFERENCES pick_cell (id),
    CONSTRAINT fk_line_outcome_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
 STRICT
;
CREATE INDEX ix_line_outcome_order_id ON line_outcome (order_id)
;
CREATE TABLE pick_event (
    id INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    part INTEGER DEFAULT '1' NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    station_seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    cell_id INTEGER NOT NULL,
    tote_use_id INTEGER,
    quantity INTEGER NOT NULL,
    weight_g INTEGER,
    order_id INTEGER,
    lot_id INTEGER,
    bin_id INTEGER,
    given_product_id INTEGER,
    given_fen INTEGER,
    consent TEXT,
    reason TEXT,
    override_by TEXT,
    manual_weight INTEGER DEFAULT '0' NOT NULL,
    undoes_id INTEGER,
    CONSTRAINT pk_pick_event PRIMARY KEY (id),
    CONSTRAINT uq_pick_event_station_station_seq UNIQUE (station, station_seq),
    CONSTRAINT uq_pick_event_command_id_part UNIQUE (command_id, part),
    CONSTRAINT ck_pick_event_kind_known CHECK (kind IS NOT NULL AND kind IN ('pick', 'short', 'substitute', 'undo')),
    CONSTRAINT ck_pick_event_manual_weight_is_flag CHECK (manual_weight IN (0, 1)),
    CONSTRAINT ck_pick_event_quantity_positive CHECK (quantity > 0 AND station_seq >= 1 AND part >= 1),
    CONSTRAINT ck_pick_event_weight_positive CHECK (weight_g IS NULL OR weight_g > 0),
    CONSTRAINT ck_pick_event_goods_go_into_a_tote CHECK (kind NOT IN ('pick', 'substitute') OR tote_use_id IS NOT NULL),
    CONSTRAINT ck_pick_event_short_has_reason CHECK (kind <> 'short' OR (reason IS NOT NULL AND length(trim(reason)) > 0)),
    CONSTRAINT ck_pick_event_substitute_has_consent CHECK (kind <> 'substitute' OR (given_product_id IS NOT NULL AND order_id IS NOT NULL AND given_fen IS NOT NULL AND given_fen >= 0 AND consent IS NOT NULL AND length(trim(consent)) > 0)),
    CONSTRAINT ck_pick_event_undo_of_one CHECK ((kind = 'undo' AND undoes_id IS NOT NULL) OR (kind <> 'undo' AND undoes_id IS NULL)),
    CONSTRAINT ck_pick_event_lot_lies_in_a_bin CHECK ((lot_id IS NULL AND bin_id IS NULL) OR (lot_id IS NOT NULL AND bin_id IS NOT NULL)),
    CONSTRAINT fk_pick_event_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_pick_event_cell_id FOREIGN KEY(cell_id) REFERENCES pick_cell (id),
    CONSTRAINT fk_pick_event_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_pick_event_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_pick_event_lot_id FOREIGN KEY(lot_id) REFERENCES lot (id),
    CONSTRAINT fk_pick_event_bin_id FOREIGN KEY(bin_id) REFERENCES bin (id),
    CONSTRAINT fk_pick_event_given_product_id FOREIGN KEY(given_product_id) REFERENCES product (id),
    CONSTRAINT fk_pick_event_undoes_id FOREIGN KEY(undoes_id) REFERENCES pick_event (id),
    CONSTRAINT ck_pick_event_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_pick_event_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_pick_event_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_pick_event_kind_length CHECK (length(kind) <= 12),
    CONSTRAINT ck_pick_event_consent_length CHECK (length(consent) <= 80),
    CONSTRAINT ck_pick_event_reason_length CHECK (length(reason) <= 200),
    CONSTRAINT ck_pick_event_override_by_length CHECK (length(override_by) <= 40)
)
 STRICT
;
CREATE INDEX ix_pick_event_cell_id ON pick_event (cell_id)
;
CREATE INDEX ix_pick_event_tote_use_id ON pick_event (tote_use_id)
;
CREATE UNIQUE INDEX uq_pick_event_undoes_id ON pick_event (undoes_id) WHERE undoes_id IS NOT NULL
;
CREATE TABLE seal (
    id INTEGER NOT NULL,
    tote_use_id INTEGER NOT NULL,
    number INTEGER DEFAULT '1' NOT NULL,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    pieces INTEGER NOT NULL,
    expected_g INTEGER NOT NULL,
    gross_g INTEGER,
    tolerance_g INTEGER NOT NULL,
    manual_weight INTEGER DEFAULT '0' NOT NULL,
    needs_check INTEGER DEFAULT '0' NOT NULL,
    checked_by TEXT,
    override_by TEXT,
    override_reason TEXT,
    print_job_id INTEGER,
    voided_at INTEGER,
    voided_by TEXT,
    void_reason TEXT,
    CONSTRAINT pk_seal PRIMARY KEY (id),
    CONSTRAINT uq_seal_tote_use_id_number UNIQUE (tote_use_id, number),
    CONSTRAINT ck_seal_manual_weight_is_flag CHECK (manual_weight IN (0, 1)),
    CONSTRAINT ck_seal_needs_check_is_flag CHECK (needs_check IN (0, 1)),
    CONSTRAINT ck_seal_counts_sane CHECK (number >= 1 AND pieces > 0 AND expected_g >= 0 AND tolerance_g >= 0),
    CONSTRAINT ck_seal_gross_positive CHECK (gross_g IS NULL OR gross_g > 0),
    CONSTRAINT ck_seal_weight_as_expected CHECK (gross_g IS NULL OR abs(gross_g - expected_g) <= tolerance_g OR (override_by IS NOT NULL AND override_reason IS NOT NULL AND length(trim(override_reason)) > 0)),
    CONSTRAINT ck_seal_checked_by_a_second_person CHECK (needs_check = 0 OR (checked_by IS NOT NULL AND checked_by <> person)),
    CONSTRAINT ck_seal_void_has_reason CHECK (voided_at IS NULL OR (voided_by IS NOT NULL AND void_reason IS NOT NULL AND length(trim(void_reason)) > 0)),
    CONSTRAINT fk_seal_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_seal_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT fk_seal_print_job_id FOREIGN KEY(print_job_id) REFERENCES print_job (id),
    CONSTRAINT ck_seal_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_seal_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_seal_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_seal_checked_by_length CHECK (length(checked_by) <= 40),
    CONSTRAINT ck_seal_override_by_length CHECK (length(override_by) <= 40),
    CONSTRAINT ck_seal_override_reason_length CHECK (length(override_reason) <= 200),
    CONSTRAINT ck_seal_voided_by_length CHECK (length(voided_by) <= 40),
    CONSTRAINT ck_seal_void_reason_length CHECK (length(void_reason) <= 200)
)
 STRICT
;
CREATE UNIQUE INDEX uq_seal_one_valid ON seal (tote_use_id) WHERE voided_at IS NULL
;
CREATE TABLE tote_handover (
    tote_use_id INTEGER NOT NULL,
    stop_id INTEGER NOT NULL,
    ended TEXT NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT pk_tote_handover PRIMARY KEY (tote_use_id),
    CONSTRAINT ck_tote_handover_ended_known CHECK (ended IS NOT NULL AND ended IN ('handed_over', 'missing', 'damaged', 'returned')),
    CONSTRAINT ck_tote_handover_trouble_is_explained CHECK (ended = 'handed_over' OR length(trim(note)) > 0),
    CONSTRAINT fk_tote_handover_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_tote_handover_stop_id FOREIGN KEY(stop_id) REFERENCES route_stop (id),
    CONSTRAINT fk_tote_handover_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_tote_handover_ended_length CHECK (length(ended) <= 12),
    CONSTRAINT ck_tote_handover_note_length CHECK (length(note) <= 200),
    CONSTRAINT ck_tote_handover_command_id_length CHECK (length(command_id) <= 40)
)
 STRICT
;
CREATE INDEX ix_tote_handover_stop_id ON tote_handover (stop_id)
;
CREATE TABLE tote_load (
    id INTEGER NOT NULL,
    route_id INTEGER NOT NULL,
    stop_id INTEGER NOT NULL,
    point_id INTEGER NOT NULL,
    tote_use_id INTEGER NOT NULL,
    weight_g INTEGER NOT NULL,
    volume_ml INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    out_of_order INTEGER DEFAULT '0' NOT NULL,
    off_at INTEGER,
    off_by TEXT,
    off_reason TEXT,
    CONSTRAINT pk_tote_load PRIMARY KEY (id),
    CONSTRAINT fk_tote_load_stop_id_point_id FOREIGN KEY(stop_id, point_id) REFERENCES route_stop (id, point_id),
    CONSTRAINT ck_tote_load_size_positive CHECK (weight_g > 0 AND volume_ml > 0),
    CONSTRAINT ck_tote_load_out_of_order_is_flag CHECK (out_of_order IN (0, 1)),
    CONSTRAINT ck_tote_load_off_with_reason CHECK (off_at IS NULL OR (off_by IS NOT NULL AND off_reason IS NOT NULL AND length(trim(off_reason)) > 0)),
    CONSTRAINT fk_tote_load_route_id FOREIGN KEY(route_id) REFERENCES van_load (route_id),
    CONSTRAINT fk_tote_load_tote_use_id FOREIGN KEY(tote_use_id) REFERENCES tote_use (id),
    CONSTRAINT fk_tote_load_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_tote_load_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_tote_load_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_tote_load_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_tote_load_off_by_length CHECK (length(off_by) <= 40),
    CONSTRAINT ck_tote_load_off_reason_length CHECK (length(off_reason) <= 200)
)
 STRICT
;
CREATE INDEX ix_tote_load_route_id ON tote_load (route_id)
;
CREATE UNIQUE INDEX uq_tote_load_one_live ON tote_load (tote_use_id) WHERE off_at IS NULL
;
