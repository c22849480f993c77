CREATE TABLE column_profile (
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_column_profile PRIMARY KEY (name),
    CONSTRAINT ck_column_profile_name_length CHECK (length(name) <= 60)
)
;
CREATE TABLE command (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body_sha TEXT NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    at BIGINT NOT NULL,
    answer TEXT,
    CONSTRAINT pk_command PRIMARY KEY (id),
    CONSTRAINT ck_command_id_given CHECK (length(id) >= 8),
    CONSTRAINT ck_command_actor_given CHECK (length(person) > 0 AND length(station) > 0),
    CONSTRAINT ck_command_body_sha_whole CHECK (length(body_sha) = 64),
    CONSTRAINT ck_command_id_length CHECK (length(id) <= 40),
    CONSTRAINT ck_command_kind_length CHECK (length(kind) <= 60),
    CONSTRAINT ck_command_body_sha_length CHECK (length(body_sha) <= 64),
    CONSTRAINT ck_command_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_command_station_length CHECK (length(station) <= 40)
)
;
CREATE TABLE person (
    id BIGSERIAL NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    active BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_role_known CHECK (role IS NOT NULL AND role IN ('owner', 'manager', 'clerk', 'picker')),
    CONSTRAINT ck_person_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT ck_person_name_given CHECK (length(trim(name)) > 0),
    CONSTRAINT uq_person_name UNIQUE (name),
    CONSTRAINT ck_person_name_length CHECK (length(name) <= 40),
    CONSTRAINT ck_person_role_length CHECK (length(role) <= 20)
)
;
CREATE TABLE pick_demand (
    snapshot_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    weight_g BIGINT NOT NULL,
    orders BIGINT NOT NULL,
    CONSTRAINT pk_pick_demand PRIMARY KEY (snapshot_id, point_id, product_id),
    CONSTRAINT ck_pick_demand_demand_sane CHECK (quantity > 0 AND weight_g >= 0 AND orders > 0)
)
;
CREATE TABLE schema_gate (
    id BIGSERIAL NOT NULL,
    schema_version TEXT NOT NULL,
    min_app BIGINT NOT NULL,
    migrating_by TEXT,
    epoch BIGINT NOT NULL,
    CONSTRAINT pk_schema_gate PRIMARY KEY (id),
    CONSTRAINT ck_schema_gate_one_row CHECK (id = 1),
    CONSTRAINT ck_schema_gate_schema_version_length CHECK (length(schema_version) <= 40),
    CONSTRAINT ck_schema_gate_migrating_by_length CHECK (length(migrating_by) <= 60)
)
;
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name),
    CONSTRAINT ck_setting_name_length CHECK (length(name) <= 60)
)
;
CREATE TABLE snapshot_line (
    snapshot_id BIGINT NOT NULL,
    line_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    cycle_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    weight_g BIGINT NOT NULL,
    volume_ml BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    CONSTRAINT pk_snapshot_line PRIMARY KEY (snapshot_id, line_id),
    CONSTRAINT ck_snapshot_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT ck_snapshot_line_sizes_not_negative CHECK (weight_g >= 0 AND volume_ml >= 0 AND amount_fen >= 0)
)
;
CREATE TABLE state_move (
    machine TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    CONSTRAINT pk_state_move PRIMARY KEY (machine, from_state, to_state),
    CONSTRAINT ck_state_move_machine_length CHECK (length(machine) <= 20),
    CONSTRAINT ck_state_move_from_state_length CHECK (length(from_state) <= 20),
    CONSTRAINT ck_state_move_to_state_length CHECK (length(to_state) <= 20)
)
;
CREATE TABLE supplier (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    lead_days BIGINT DEFAULT '0' NOT NULL,
    active BIGINT DEFAULT '1' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_supplier PRIMARY KEY (id),
    CONSTRAINT ck_supplier_name_given CHECK (length(trim(name)) > 0 AND length(trim(code)) > 0),
    CONSTRAINT ck_supplier_lead_days_sane CHECK (lead_days BETWEEN 0 AND 60),
    CONSTRAINT ck_supplier_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT uq_supplier_code UNIQUE (code),
    CONSTRAINT uq_supplier_name UNIQUE (name),
    CONSTRAINT ck_supplier_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_supplier_name_length CHECK (length(name) <= 80),
    CONSTRAINT ck_supplier_contact_length CHECK (length(contact) <= 40),
    CONSTRAINT ck_supplier_phone_length CHECK (length(phone) <= 40),
    CONSTRAINT ck_supplier_address_length CHECK (length(address) <= 200)
)
;
CREATE TABLE trail_chain (
    station TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_trail_chain PRIMARY KEY (station),
    CONSTRAINT ck_trail_chain_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_trail_chain_hash_length CHECK (length(hash) <= 64)
)
;
CREATE TABLE warehouse (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    lat_e6 BIGINT,
    lon_e6 BIGINT,
    datum TEXT DEFAULT 'WGS-84' NOT NULL,
    active BIGINT DEFAULT '1' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_warehouse PRIMARY KEY (id),
    CONSTRAINT ck_warehouse_name_given CHECK (length(trim(name)) > 0 AND length(trim(code)) > 0),
    CONSTRAINT ck_warehouse_on_earth CHECK ((lat_e6 IS NULL AND lon_e6 IS NULL) OR (lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL AND lat_e6 BETWEEN -90000000 AND 90000000 AND lon_e6 BETWEEN -180000000 AND 180000000)),
    CONSTRAINT ck_warehouse_datum_known CHECK (datum IS NOT NULL AND datum IN ('WGS-84', 'GCJ-02', 'BD-09')),
    CONSTRAINT ck_warehouse_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT uq_warehouse_code UNIQUE (code),
    CONSTRAINT uq_warehouse_name UNIQUE (name),
    CONSTRAINT ck_warehouse_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_warehouse_name_length CHECK (length(name) <= 80),
    CONSTRAINT ck_warehouse_address_length CHECK (length(address) <= 200),
    CONSTRAINT ck_warehouse_datum_length CHECK (length(datum) <= 10)
)
;
CREATE TABLE outbox (
    id BIGSERIAL NOT NULL,
    command_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    at BIGINT NOT NULL,
    done_at BIGINT,
    CONSTRAINT pk_outbox PRIMARY KEY (id),
    CONSTRAINT fk_outbox_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_outbox_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_outbox_kind_length CHECK (length(kind) <= 40)
)
;
CREATE INDEX ix_outbox_command_id ON outbox (command_id)
;
CREATE TABLE product (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    spec TEXT DEFAULT '' NOT NULL,
    name_key TEXT NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    guarantee_category TEXT DEFAULT '' NOT NULL,
    sale_unit TEXT DEFAULT '份' NOT NULL,
    base_unit TEXT DEFAULT '份' NOT NULL,
    base_per_sale BIGINT DEFAULT '1' NOT NULL,
    case_size BIGINT DEFAULT '1' NOT NULL,
    weighed BIGINT DEFAULT '0' NOT NULL,
    weight_g BIGINT DEFAULT '0' NOT NULL,
    volume_ml BIGINT DEFAULT '0' NOT NULL,
    tolerance_permille BIGINT DEFAULT '50' NOT NULL,
    price_fen BIGINT,
    cost_fen BIGINT,
    zone TEXT DEFAULT 'ambient' NOT NULL,
    shelf_life_days BIGINT,
    supplier_id BIGINT,
    state TEXT DEFAULT 'active' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    made_by TEXT,
    CONSTRAINT pk_product PRIMARY KEY (id),
    CONSTRAINT ck_product_name_key_given CHECK (length(name_key) > 0),
    CONSTRAINT ck_product_name_given CHECK (length(trim(name)) > 0 AND length(trim(code)) > 0),
    CONSTRAINT ck_product_units_positive CHECK (base_per_sale >= 1 AND case_size >= 1),
    CONSTRAINT ck_product_size_not_negative CHECK (weight_g >= 0 AND volume_ml >= 0),
    CONSTRAINT ck_product_weighed_has_weight CHECK (weighed = 0 OR weight_g > 0),
    CONSTRAINT ck_product_tolerance_sane CHECK (tolerance_permille BETWEEN 0 AND 1000),
    CONSTRAINT ck_product_price_not_negative CHECK (price_fen IS NULL OR price_fen >= 0),
    CONSTRAINT ck_product_cost_not_negative CHECK (cost_fen IS NULL OR cost_fen >= 0),
    CONSTRAINT ck_product_shelf_life_sane CHECK (shelf_life_days IS NULL OR shelf_life_days >= 0),
    CONSTRAINT ck_product_zone_known CHECK (zone IS NOT NULL AND zone IN ('ambient', 'chilled', 'frozen')),
    CONSTRAINT ck_product_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'active', 'retired')),
    CONSTRAINT ck_product_weighed_is_flag CHECK (weighed IN (0, 1)),
    CONSTRAINT uq_product_code UNIQUE (code),
    CONSTRAINT fk_product_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id),
    CONSTRAINT fk_product_made_by FOREIGN KEY(made_by) REFERENCES command (id),
    CONSTRAINT ck_product_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_product_name_length CHECK (length(name) <= 120),
    CONSTRAINT ck_product_spec_length CHECK (length(spec) <= 80),
    CONSTRAINT ck_product_name_key_length CHECK (length(name_key) <= 240),
    CONSTRAINT ck_product_category_length CHECK (length(category) <= 40),
    CONSTRAINT ck_product_guarantee_category_length CHECK (length(guarantee_category) <= 40),
    CONSTRAINT ck_product_sale_unit_length CHECK (length(sale_unit) <= 12),
    CONSTRAINT ck_product_base_unit_length CHECK (length(base_unit) <= 12),
    CONSTRAINT ck_product_zone_length CHECK (length(zone) <= 10),
    CONSTRAINT ck_product_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_product_made_by_length CHECK (length(made_by) <= 40)
)
;
CREATE INDEX ix_product_name_key ON product (name_key, id)
;
CREATE INDEX ix_product_supplier_id ON product (supplier_id)
;
CREATE UNIQUE INDEX uq_product_name_key ON product (name_key) WHERE state <> 'retired'
;
CREATE TABLE trail (
    station TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person TEXT NOT NULL,
    command_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_trail PRIMARY KEY (station, seq),
    CONSTRAINT uq_trail_station_prev_hash UNIQUE (station, prev_hash),
    CONSTRAINT ck_trail_seq_counts CHECK (seq >= 1),
    CONSTRAINT ck_trail_hash_whole CHECK (length(hash) = 64 AND length(prev_hash) = 64),
    CONSTRAINT fk_trail_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_trail_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_trail_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_trail_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_trail_stage_length CHECK (length(stage) <= 20),
    CONSTRAINT ck_trail_what_length CHECK (length(what) <= 60),
    CONSTRAINT ck_trail_subject_length CHECK (length(subject) <= 120),
    CONSTRAINT ck_trail_prev_hash_length CHECK (length(prev_hash) <= 64),
    CONSTRAINT ck_trail_hash_length CHECK (length(hash) <= 64)
)
;
CREATE INDEX ix_trail_command_id ON trail (command_id)
;
CREATE INDEX ix_trail_subject ON trail (subject)
;
CREATE TABLE van (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    plate TEXT DEFAULT '' NOT NULL,
    warehouse_id BIGINT NOT NULL,
    max_weight_g BIGINT NOT NULL,
    max_volume_ml BIGINT NOT NULL,
    max_totes BIGINT NOT NULL,
    cold_box BIGINT DEFAULT '0' NOT NULL,
    shift_start_min BIGINT DEFAULT '300' NOT NULL,
    shift_end_min BIGINT DEFAULT '720' NOT NULL,
    fixed_cost_fen BIGINT DEFAULT '0' NOT NULL,
    km_cost_fen BIGINT DEFAULT '0' NOT NULL,
    hour_cost_fen BIGINT DEFAULT '0' NOT NULL,
    active BIGINT DEFAULT '1' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_van PRIMARY KEY (id),
    CONSTRAINT ck_van_code_given CHECK (length(trim(code)) > 0),
    CONSTRAINT ck_van_limits_positive CHECK (max_weight_g > 0 AND max_volume_ml > 0 AND max_totes > 0),
    CONSTRAINT ck_van_shift_sane CHECK (shift_start_min >= 0 AND shift_end_min > shift_start_min AND shift_end_min <= 1440),
    CONSTRAINT ck_van_costs_not_negative CHECK (fixed_cost_fen >= 0 AND km_cost_fen >= 0 AND hour_cost_fen >= 0),
    CONSTRAINT ck_van_cold_box_is_flag CHECK (cold_box IN (0, 1)),
    CONSTRAINT ck_van_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT uq_van_code UNIQUE (code),
    CONSTRAINT fk_van_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT ck_van_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_van_plate_length CHECK (length(plate) <= 20)
)
;
CREATE UNIQUE INDEX uq_van_plate ON van (plate) WHERE plate <> ''
;
CREATE TABLE driver (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    van_id BIGINT,
    active BIGINT DEFAULT '1' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_driver PRIMARY KEY (id),
    CONSTRAINT ck_driver_name_given CHECK (length(trim(name)) > 0 AND length(trim(code)) > 0),
    CONSTRAINT ck_driver_active_is_flag CHECK (active IN (0, 1)),
    CONSTRAINT uq_driver_code UNIQUE (code),
    CONSTRAINT fk_driver_van_id FOREIGN KEY(van_id) REFERENCES van (id),
    CONSTRAINT ck_driver_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_driver_name_length CHECK (length(name) <= 40),
    CONSTRAINT ck_driver_phone_length CHECK (length(phone) <= 40)
)
;
CREATE TABLE point (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    leader TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    lat_e6 BIGINT,
    lon_e6 BIGINT,
    datum TEXT DEFAULT 'GCJ-02' NOT NULL,
    opens_min BIGINT,
    closes_min BIGINT,
    service_min BIGINT DEFAULT '5' NOT NULL,
    max_totes BIGINT,
    max_cold_totes BIGINT,
    warehouse_id BIGINT DEFAULT '1' NOT NULL,
    van_id BIGINT,
    state TEXT DEFAULT 'active' NOT NULL,
    version BIGINT DEFAULT '1' NOT NULL,
    made_by TEXT,
    CONSTRAINT pk_point PRIMARY KEY (id),
    CONSTRAINT ck_point_name_key_given CHECK (length(name_key) > 0),
    CONSTRAINT ck_point_name_given CHECK (length(trim(name)) > 0 AND length(trim(code)) > 0),
    CONSTRAINT ck_point_on_earth CHECK ((lat_e6 IS NULL AND lon_e6 IS NULL) OR (lat_e6 IS NOT NULL AND lon_e6 IS NOT NULL AND lat_e6 BETWEEN -90000000 AND 90000000 AND lon_e6 BETWEEN -180000000 AND 180000000)),
    CONSTRAINT ck_point_window_sane CHECK ((opens_min IS NULL AND closes_min IS NULL) OR (opens_min IS NOT NULL AND closes_min IS NOT NULL AND opens_min >= 0 AND closes_min > opens_min AND closes_min <= 1440)),
    CONSTRAINT ck_point_service_sane CHECK (service_min BETWEEN 0 AND 240),
    CONSTRAINT ck_point_totes_positive CHECK (max_totes IS NULL OR max_totes > 0),
    CONSTRAINT ck_point_cold_totes_sane CHECK (max_cold_totes IS NULL OR max_cold_totes >= 0),
    CONSTRAINT ck_point_datum_known CHECK (datum IS NOT NULL AND datum IN ('WGS-84', 'GCJ-02', 'BD-09')),
    CONSTRAINT ck_point_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'active', 'retired')),
    CONSTRAINT uq_point_code UNIQUE (code),
    CONSTRAINT uq_point_name UNIQUE (name),
    CONSTRAINT uq_point_name_key UNIQUE (name_key),
    CONSTRAINT fk_point_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT fk_point_van_id FOREIGN KEY(van_id) REFERENCES van (id),
    CONSTRAINT fk_point_made_by FOREIGN KEY(made_by) REFERENCES command (id),
    CONSTRAINT ck_point_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_point_name_length CHECK (length(name) <= 80),
    CONSTRAINT ck_point_name_key_length CHECK (length(name_key) <= 240),
    CONSTRAINT ck_point_leader_length CHECK (length(leader) <= 40),
    CONSTRAINT ck_point_phone_length CHECK (length(phone) <= 40),
    CONSTRAINT ck_point_address_length CHECK (length(address) <= 200),
    CONSTRAINT ck_point_datum_length CHECK (length(datum) <= 10),
    CONSTRAINT ck_point_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_point_made_by_length CHECK (length(made_by) <= 40)
)
;
CREATE TABLE product_alias (
    channel TEXT NOT NULL,
    alias TEXT NOT NULL,
    product_id BIGINT NOT NULL,
    CONSTRAINT pk_product_alias PRIMARY KEY (channel, alias),
    CONSTRAINT ck_product_alias_alias_given CHECK (length(alias) > 0),
    CONSTRAINT fk_product_alias_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT ck_product_alias_channel_length CHECK (length(channel) <= 40),
    CONSTRAINT ck_product_alias_alias_length CHECK (length(alias) <= 240)
)
;
CREATE INDEX ix_product_alias_alias ON product_alias (alias)
;
CREATE INDEX ix_product_alias_product_id ON product_alias (product_id)
;
CREATE TABLE product_barcode (
    code TEXT NOT NULL,
    product_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_product_barcode PRIMARY KEY (code),
    CONSTRAINT ck_product_barcode_kind_known CHECK (kind IS NOT NULL AND kind IN ('ean13', 'in_store', 'own')),
    CONSTRAINT ck_product_barcode_code_given CHECK (length(code) >= 4),
    CONSTRAINT ck_product_barcode_ean13_check_digit CHECK (CASE WHEN kind <> 'ean13' THEN 1 = 1 WHEN length(code) <> 13 OR NOT (ltrim(code, '0123456789') = '') THEN 1 = 0 ELSE (10 - (1 * CAST(substr(code, 1, 1) AS INTEGER) + 3 * CAST(substr(code, 2, 1) AS INTEGER) + 1 * CAST(substr(code, 3, 1) AS INTEGER) + 3 * CAST(substr(code, 4, 1) AS INTEGER) + 1 * CAST(substr(code, 5, 1) AS INTEGER) + 3 * CAST(substr(code, 6, 1) AS INTEGER) + 1 * CAST(substr(code, 7, 1) AS INTEGER) + 3 * CAST(substr(code, 8, 1) AS INTEGER) + 1 * CAST(substr(code, 9, 1) AS INTEGER) + 3 * CAST(substr(code, 10, 1) AS INTEGER) + 1 * CAST(substr(code, 11, 1) AS INTEGER) + 3 * CAST(substr(code, 12, 1) AS INTEGER)) % 10) % 10 = CAST(substr(code, 13, 1) AS INTEGER) END),
    CONSTRAINT ck_product_barcode_in_store_is_item_prefix CHECK (kind <> 'in_store' OR (length(code) = 7 AND substr(code, 1, 1) = '2' AND ltrim(code, '0123456789') = '')),
    CONSTRAINT fk_product_barcode_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT ck_product_barcode_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_product_barcode_kind_length CHECK (length(kind) <= 10)
)
;
CREATE INDEX ix_product_barcode_product_id ON product_barcode (product_id)
;
CREATE TABLE cycle (
    id BIGSERIAL NOT NULL,
    code TEXT NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    warehouse_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    cutoff_at BIGINT NOT NULL,
    delivery_day DATE NOT NULL,
    default_point_id BIGINT,
    last_number BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_cycle PRIMARY KEY (id),
    CONSTRAINT ck_cycle_state_known CHECK (state IS NOT NULL AND state IN ('draft', 'open', 'cutting', 'cut', 'fulfilling', 'completed', 'settled', 'failed')),
    CONSTRAINT ck_cycle_code_given CHECK (length(trim(code)) > 0),
    CONSTRAINT ck_cycle_last_number_not_negative CHECK (last_number >= 0),
    CONSTRAINT uq_cycle_code UNIQUE (code),
    CONSTRAINT fk_cycle_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
    CONSTRAINT fk_cycle_default_point_id FOREIGN KEY(default_point_id) REFERENCES point (id),
    CONSTRAINT ck_cycle_code_length CHECK (length(code) <= 40),
    CONSTRAINT ck_cycle_title_length CHECK (length(title) <= 80),
    CONSTRAINT ck_cycle_state_length CHECK (length(state) <= 12)
)
;
CREATE INDEX ix_cycle_open ON cycle (warehouse_id, delivery_day) WHERE state = 'open'
;
CREATE TABLE point_alias (
    channel TEXT NOT NULL,
    alias TEXT NOT NULL,
    point_id BIGINT NOT NULL,
    CONSTRAINT pk_point_alias PRIMARY KEY (channel, alias),
    CONSTRAINT ck_point_alias_alias_given CHECK (length(alias) > 0),
    CONSTRAINT fk_point_alias_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT ck_point_alias_channel_length CHECK (length(channel) <= 40),
    CONSTRAINT ck_point_alias_alias_length CHECK (length(alias) <= 240)
)
;
CREATE INDEX ix_point_alias_alias ON point_alias (alias)
;
CREATE INDEX ix_point_alias_point_id ON point_alias (point_id)
;
CREATE TABLE import_batch (
    id BIGSERIAL NOT NULL,
    cycle_id BIGINT NOT NULL,
    command_id TEXT NOT NULL,
    source TEXT NOT NULL,
    channel TEXT NOT NULL,
    files TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at BIGINT NOT NULL,
    counts TEXT NOT NULL,
    CONSTRAINT pk_import_batch PRIMARY KEY (id),
    CONSTRAINT fk_import_batch_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_import_batch_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_import_batch_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_import_batch_source_length CHECK (length(source) <= 40),
    CONSTRAINT ck_import_batch_channel_length CHECK (length(channel) <= 40),
    CONSTRAINT ck_import_batch_sha256_length CHECK (length(sha256) <= 64)
)
;
CREATE INDEX ix_import_batch_cycle_id ON import_batch (cycle_id)
;
CREATE TABLE snapshot (
    id BIGSERIAL NOT NULL,
    cycle_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    cut_at BIGINT NOT NULL,
    cut_by TEXT NOT NULL,
    station TEXT NOT NULL,
    command_id TEXT NOT NULL,
    orders BIGINT DEFAULT '0' NOT NULL,
    lines BIGINT DEFAULT '0' NOT NULL,
    pieces BIGINT DEFAULT '0' NOT NULL,
    hash TEXT,
    locked_at BIGINT,
    CONSTRAINT pk_snapshot PRIMARY KEY (id),
    CONSTRAINT uq_snapshot_cycle_id_version UNIQUE (cycle_id, version),
    CONSTRAINT uq_snapshot_id_cycle_id UNIQUE (id, cycle_id),
    CONSTRAINT ck_snapshot_state_known CHECK (state IS NOT NULL AND state IN ('building', 'live', 'superseded')),
    CONSTRAINT ck_snapshot_version_counts CHECK (version >= 1),
    CONSTRAINT ck_snapshot_live_has_hash CHECK (state = 'building' OR (hash IS NOT NULL AND length(hash) = 64)),
    CONSTRAINT ck_snapshot_sums_not_negative CHECK (orders >= 0 AND lines >= 0 AND pieces >= 0),
    CONSTRAINT fk_snapshot_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_snapshot_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_snapshot_state_length CHECK (length(state) <= 12),
    CONSTRAINT ck_snapshot_cut_by_length CHECK (length(cut_by) <= 40),
    CONSTRAINT ck_snapshot_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_snapshot_command_id_length CHECK (length(command_id) <= 40),
    CONSTRAINT ck_snapshot_hash_length CHECK (length(hash) <= 64)
)
;
CREATE UNIQUE INDEX uq_snapshot_one_live ON snapshot (cycle_id) WHERE state <> 'superseded'
;
CREATE TABLE delivery_demand (
    snapshot_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    orders BIGINT NOT NULL,
    products BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    weight_g BIGINT NOT NULL,
    volume_ml BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    CONSTRAINT pk_delivery_demand PRIMARY KEY (snapshot_id, point_id),
    CONSTRAINT ck_delivery_demand_demand_sane CHECK (quantity > 0 AND orders > 0 AND products > 0),
    CONSTRAINT ck_delivery_demand_load_not_negative CHECK (weight_g >= 0 AND volume_ml >= 0 AND amount_fen >= 0),
    CONSTRAINT fk_delivery_demand_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
    CONSTRAINT fk_delivery_demand_point_id FOREIGN KEY(point_id) REFERENCES point (id)
)
;
CREATE TABLE held_row (
    id BIGSERIAL NOT NULL,
    import_id BIGINT NOT NULL,
    cycle_id BIGINT NOT NULL,
    row BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    settled TEXT,
    settled_by TEXT,
    CONSTRAINT pk_held_row PRIMARY KEY (id),
    CONSTRAINT uq_held_row_cycle_id_fingerprint UNIQUE (cycle_id, fingerprint),
    CONSTRAINT ck_held_row_settled_known CHECK (settled IS NULL OR settled IN ('accepted', 'dropped')),
    CONSTRAINT ck_held_row_settled_by_a_person CHECK ((settled IS NULL AND settled_by IS NULL) OR (settled IS NOT NULL AND settled_by IS NOT NULL)),
    CONSTRAINT fk_held_row_import_id FOREIGN KEY(import_id) REFERENCES import_batch (id),
    CONSTRAINT fk_held_row_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT ck_held_row_fingerprint_length CHECK (length(fingerprint) <= 64),
    CONSTRAINT ck_held_row_settled_length CHECK (length(settled) <= 12),
    CONSTRAINT ck_held_row_settled_by_length CHECK (length(settled_by) <= 40)
)
;
CREATE INDEX ix_held_row_cycle_id ON held_row (cycle_id)
;
CREATE INDEX ix_held_row_import_id ON held_row (import_id)
;
CREATE TABLE orders (
    id BIGSERIAL NOT NULL,
    cycle_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    channel TEXT NOT NULL,
    group_key TEXT NOT NULL,
    external_no TEXT NOT NULL,
    sequence BIGINT,
    buyer TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone_tail TEXT NOT NULL,
    address TEXT NOT NULL,
    note TEXT NOT NULL,
    leader_note TEXT NOT NULL,
    slot TEXT NOT NULL,
    ordered_at BIGINT,
    paid_fen BIGINT NOT NULL,
    lines_fen BIGINT NOT NULL,
    refunded_fen BIGINT DEFAULT '0' NOT NULL,
    refund_due_fen BIGINT DEFAULT '0' NOT NULL,
    pieces BIGINT NOT NULL,
    lines BIGINT NOT NULL,
    pickup_code TEXT NOT NULL,
    is_late BIGINT DEFAULT '0' NOT NULL,
    source_row BIGINT NOT NULL,
    content_sha TEXT NOT NULL,
    head_check BIGINT,
    import_id BIGINT,
    amendment_id BIGINT,
    version BIGINT DEFAULT '1' NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT uq_orders_channel_group_key_external_no UNIQUE (channel, group_key, external_no),
    CONSTRAINT uq_orders_cycle_id_id UNIQUE (cycle_id, id),
    CONSTRAINT ck_orders_state_known CHECK (state IS NOT NULL AND state IN ('review', 'confirmed', 'cancelled')),
    CONSTRAINT ck_orders_is_late_is_flag CHECK (is_late IN (0, 1)),
    CONSTRAINT ck_orders_external_no_given CHECK (length(external_no) > 0),
    CONSTRAINT ck_orders_amounts_not_negative CHECK (paid_fen >= 0 AND lines_fen >= 0),
    CONSTRAINT ck_orders_refund_within_paid CHECK (refunded_fen >= 0 AND refund_due_fen >= 0 AND refunded_fen + refund_due_fen <= paid_fen),
    CONSTRAINT ck_orders_counts_not_negative CHECK (pieces >= 0 AND lines >= 0),
    CONSTRAINT ck_orders_pickup_code_given CHECK (length(pickup_code) > 0),
    CONSTRAINT fk_orders_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_orders_point_id FOREIGN KEY(point_id) REFERENCES point (id),
    CONSTRAINT fk_orders_import_id FOREIGN KEY(import_id) REFERENCES import_batch (id),
    CONSTRAINT ck_orders_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_orders_channel_length CHECK (length(channel) <= 40),
    CONSTRAINT ck_orders_group_key_length CHECK (length(group_key) <= 120),
    CONSTRAINT ck_orders_external_no_length CHECK (length(external_no) <= 64),
    CONSTRAINT ck_orders_buyer_length CHECK (length(buyer) <= 80),
    CONSTRAINT ck_orders_phone_length CHECK (length(phone) <= 40),
    CONSTRAINT ck_orders_phone_tail_length CHECK (length(phone_tail) <= 4),
    CONSTRAINT ck_orders_address_length CHECK (length(address) <= 300),
    CONSTRAINT ck_orders_note_length CHECK (length(note) <= 500),
    CONSTRAINT ck_orders_leader_note_length CHECK (length(leader_note) <= 500),
    CONSTRAINT ck_orders_slot_length CHECK (length(slot) <= 60),
    CONSTRAINT ck_orders_pickup_code_length CHECK (length(pickup_code) <= 12),
    CONSTRAINT ck_orders_content_sha_length CHECK (length(content_sha) <= 32)
)
;
CREATE INDEX ix_orders_not_confirmed ON orders (cycle_id, state) WHERE state <> 'confirmed'
;
CREATE INDEX ix_orders_phone_tail ON orders (phone_tail, id)
;
CREATE UNIQUE INDEX uq_orders_amendment_id ON orders (amendment_id) WHERE amendment_id IS NOT NULL
;
CREATE UNIQUE INDEX uq_orders_pickup_code ON orders (point_id, cycle_id, pickup_code)
;
CREATE TABLE paper_copy (
    snapshot_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    copy_no BIGINT NOT NULL,
    amendments BIGINT NOT NULL,
    person TEXT NOT NULL,
    station TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_paper_copy PRIMARY KEY (snapshot_id, kind, copy_no),
    CONSTRAINT ck_paper_copy_copy_counts CHECK (copy_no >= 1 AND amendments >= 0),
    CONSTRAINT fk_paper_copy_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
    CONSTRAINT ck_paper_copy_kind_length CHECK (length(kind) <= 20),
    CONSTRAINT ck_paper_copy_person_length CHECK (length(person) <= 40),
    CONSTRAINT ck_paper_copy_station_length CHECK (length(station) <= 40)
)
;
CREATE TABLE purchase_demand (
    snapshot_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    supplier_id BIGINT,
    quantity BIGINT NOT NULL,
    weight_g BIGINT NOT NULL,
    case_size BIGINT NOT NULL,
    CONSTRAINT pk_purchase_demand PRIMARY KEY (snapshot_id, product_id),
    CONSTRAINT ck_purchase_demand_demand_sane CHECK (quantity > 0 AND weight_g >= 0 AND case_size >= 1),
    CONSTRAINT fk_purchase_demand_snapshot_id FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
    CONSTRAINT fk_purchase_demand_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_purchase_demand_supplier_id FOREIGN KEY(supplier_id) REFERENCES supplier (id)
)
;
CREATE TABLE amendment (
    id BIGSERIAL NOT NULL,
    cycle_id BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    number BIGINT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    order_id BIGINT,
    channel TEXT NOT NULL,
    group_key TEXT NOT NULL,
    external_no TEXT NOT NULL,
    content_sha TEXT NOT NULL,
    body TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    proposed_by TEXT NOT NULL,
    settled_at BIGINT,
    settled_by TEXT,
    station TEXT,
    reason TEXT,
    contact TEXT,
    CONSTRAINT pk_amendment PRIMARY KEY (id),
    CONSTRAINT fk_amendment_snapshot_id_cycle_id FOREIGN KEY(snapshot_id, cycle_id) REFERENCES snapshot (id, cycle_id),
    CONSTRAINT uq_amendment_snapshot_id_number UNIQUE (snapshot_id, number),
    CONSTRAINT uq_amendment_cycle_id_channel_group_key_external_no_content_sha UNIQUE (cycle_id, channel, group_key, external_no, content_sha),
    CONSTRAINT ck_amendment_kind_known CHECK (kind IS NOT NULL AND kind IN ('new', 'changed', 'vanished')),
    CONSTRAINT ck_amendment_state_known CHECK (state IS NOT NULL AND state IN ('proposed', 'accepted', 'rejected', 'moved')),
    CONSTRAINT ck_amendment_settled_with_person_and_reason CHECK (state = 'proposed' OR (settled_by IS NOT NULL AND settled_at IS NOT NULL AND reason IS NOT NULL AND length(trim(reason)) > 0 AND station IS NOT NULL)),
    CONSTRAINT ck_amendment_number_counts CHECK (number IS NULL OR number >= 1),
    CONSTRAINT ck_amendment_accepted_is_numbered CHECK (state <> 'accepted' OR number IS NOT NULL),
    CONSTRAINT ck_amendment_accepted_has_order CHECK (state <> 'accepted' OR order_id IS NOT NULL),
    CONSTRAINT ck_amendment_contact_changes_when_accepted CHECK (contact IS NULL OR (state = 'accepted' AND length(contact) > 2)),
    CONSTRAINT fk_amendment_cycle_id FOREIGN KEY(cycle_id) REFERENCES cycle (id),
    CONSTRAINT fk_amendment_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT ck_amendment_kind_length CHECK (length(kind) <= 10),
    CONSTRAINT ck_amendment_state_length CHECK (length(state) <= 10),
    CONSTRAINT ck_amendment_channel_length CHECK (length(channel) <= 40),
    CONSTRAINT ck_amendment_group_key_length CHECK (length(group_key) <= 120),
    CONSTRAINT ck_amendment_external_no_length CHECK (length(external_no) <= 64),
    CONSTRAINT ck_amendment_content_sha_length CHECK (length(content_sha) <= 32),
    CONSTRAINT ck_amendment_proposed_by_length CHECK (length(proposed_by) <= 40),
    CONSTRAINT ck_amendment_settled_by_length CHECK (length(settled_by) <= 40),
    CONSTRAINT ck_amendment_station_length CHECK (length(station) <= 40),
    CONSTRAINT ck_amendment_reason_length CHECK (length(reason) <= 200)
)
;
CREATE INDEX ix_amendment_cycle_id ON amendment (cycle_id)
;
CREATE INDEX ix_amendment_order_id ON amendment (order_id)
;
CREATE TABLE order_line (
    id BIGSERIAL NOT NULL,
    order_id BIGINT NOT NULL,
    cycle_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    cancelled_quantity BIGINT DEFAULT '0' NOT NULL,
    amount_fen BIGINT NOT NULL,
    source_row BIGINT NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (id),
    CONSTRAINT fk_order_line_order_id_cycle_id FOREIGN KEY(order_id, cycle_id) REFERENCES orders (id, cycle_id),
    CONSTRAINT uq_order_line_order_id_line_no UNIQUE (order_id, line_no),
    CONSTRAINT ck_order_line_quantity_sane CHECK (quantity BETWEEN 1 AND 10000),
    CONSTRAINT ck_order_line_cancelled_within_quantity CHECK (cancelled_quantity BETWEEN 0 AND quantity),
    CONSTRAINT ck_order_line_amount_not_negative CHECK (amount_fen >= 0),
    CONSTRAINT fk_order_line_product_id FOREIGN KEY(product_id) REFERENCES product (id)
)
;
CREATE TABLE refund_due (
    id BIGSERIAL NOT NULL,
    order_id BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    command_id TEXT NOT NULL,
    CONSTRAINT pk_refund_due PRIMARY KEY (id),
    CONSTRAINT uq_refund_due_order_id_command_id UNIQUE (order_id, command_id),
    CONSTRAINT ck_refund_due_amount_positive CHECK (amount_fen > 0),
    CONSTRAINT ck_refund_due_reason_given CHECK (length(trim(reason)) > 0),
    CONSTRAINT fk_refund_due_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_refund_due_command_id FOREIGN KEY(command_id) REFERENCES command (id),
    CONSTRAINT ck_refund_due_reason_length CHECK (length(reason) <= 40),
    CONSTRAINT ck_refund_due_command_id_length CHECK (length(command_id) <= 40)
)
;
CREATE INDEX ix_refund_due_order_id ON refund_due (order_id)
;
CREATE TABLE amendment_line (
    amendment_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    point_id BIGINT NOT NULL,
    before BIGINT NOT NULL,
    after BIGINT NOT NULL,
    CONSTRAINT pk_amendment_line PRIMARY KEY (amendment_id, order_id, product_id, point_id),
    CONSTRAINT ck_amendment_line_changes_something CHECK (before >= 0 AND after >= 0 AND before <> after),
    CONSTRAINT fk_amendment_line_amendment_id FOREIGN KEY(amendment_id) REFERENCES amendment (id),
    CONSTRAINT fk_amendment_line_order_id FOREIGN KEY(order_id) REFERENCES orders (id),
    CONSTRAINT fk_amendment_line_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_amendment_line_point_id FOREIGN KEY(point_id) REFERENCES point (id)
)
;
CREATE INDEX ix_amendment_line_order_id ON amendment_line (order_id)
;
