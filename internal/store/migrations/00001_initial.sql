-- +goose Up
-- Everything but meta, outbox and link_block is a fold of the log and can be
-- dropped and made again from it. Amounts are minor units; days are
-- YYYY-MM-DD in the workspace's time zone; instants are RFC 3339 in UTC.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log as it was pulled, sealed bodies and unknown kinds included: enough
-- to fold everything again offline.
CREATE TABLE log_entry (
    seq     INTEGER PRIMARY KEY CHECK (seq > 0),
    id      TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL,
    schema  INTEGER NOT NULL,
    device  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    time    TEXT NOT NULL,
    key     TEXT NOT NULL,
    body    BLOB NOT NULL
) STRICT;

-- What has no place in the log yet. Entries of one batch are pushed in one
-- request, all or none.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    batch    TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('change', 'cj', 'claim')),
    schema   INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    time     TEXT NOT NULL,
    key      TEXT NOT NULL,
    body     BLOB NOT NULL,           -- not sealed yet
    noun     TEXT NOT NULL,           -- of a change, to show it at once
    subject  TEXT NOT NULL,           -- what the change is about
    place    INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0), -- in the log, once the relay has told; 0 before
    refused  TEXT NOT NULL DEFAULT ''   -- the relay's words, when it will never take it; a person decides then
) STRICT;
CREATE INDEX outbox_batch ON outbox (batch);                -- push one batch
CREATE INDEX outbox_subject ON outbox (noun, subject);      -- show what waits for one thing

-- The relay's public rows that go with a batch.
CREATE TABLE outbox_public (
    batch TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('link', 'offer')),
    id    TEXT NOT NULL,
    row   BLOB NOT NULL,
    PRIMARY KEY (batch, kind, id)
) STRICT, WITHOUT ROWID;

-- Link numbers and codes that the relay reserved for this device.
CREATE TABLE link_block (
    number INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    used   INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
) STRICT;

CREATE TABLE setting (
    key    TEXT PRIMARY KEY,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE offer (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'expired', 'archived')),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE payout_rule (
    id         TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0),
    level      TEXT NOT NULL CHECK (level IN ('offer', 'group', 'member')),
    offer_id   TEXT NOT NULL,
    subject    TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    fields     TEXT NOT NULL CHECK (json_valid(fields)),
    seq        INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX payout_rule_offer ON payout_rule (offer_id);   -- rules for a conversion

CREATE TABLE member_group (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seq  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'archived')),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    id         TEXT PRIMARY KEY,
    number     INTEGER NOT NULL UNIQUE CHECK (number > 0),
    code       TEXT NOT NULL UNIQUE,
    offer_id   TEXT NOT NULL,
    member_id  TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('active', 'paused')),
    test       INTEGER NOT NULL CHECK (test IN (0, 1)),
    created_at TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_member ON link (member_id);               -- a member's links
CREATE INDEX link_offer ON link (offer_id);                 -- an offer's links

CREATE TABLE link_day (
    number       INTEGER NOT NULL,
    day          TEXT NOT NULL,
    gross        INTEGER NOT NULL,
    unique_count INTEGER NOT NULL,
    PRIMARY KEY (number, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_day_rejected (
    number INTEGER NOT NULL,
    day    TEXT NOT NULL,
    reason TEXT NOT NULL,
    clicks INTEGER NOT NULL,
    PRIMARY KEY (number, day, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE offer_day (
    offer_id  TEXT NOT NULL,
    day       TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value     TEXT NOT NULL,
    clicks    INTEGER NOT NULL,
    PRIMARY KEY (offer_id, day, dimension, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversion (
    id               TEXT PRIMARY KEY,
    offer_id         TEXT NOT NULL,
    member_id        TEXT NOT NULL,      -- empty when no link is known
    link_number      INTEGER NOT NULL,
    test             INTEGER NOT NULL CHECK (test IN (0, 1)),
    click_id         TEXT NOT NULL,
    promo_code       TEXT NOT NULL,      -- stands for a click that nobody knows
    order_id         TEXT NOT NULL,
    action_id        TEXT NOT NULL,      -- CJ's originalActionId
    status           TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'on_hold', 'unresolved', 'reversed')),
    reason           TEXT NOT NULL,
    cj_status        TEXT NOT NULL,
    currency         TEXT NOT NULL,
    sale_minor       INTEGER NOT NULL,
    commission_minor INTEGER NOT NULL,
    sale_day         TEXT NOT NULL,
    reported_at      TEXT NOT NULL,
    locks_at         TEXT NOT NULL,
    conflicts_with   TEXT NOT NULL,
    decided          TEXT NOT NULL DEFAULT '',   -- a person's last word, which outlives what CJ does to the status
    seq              INTEGER NOT NULL    -- the entry that made it
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX conversion_action ON conversion (action_id) WHERE action_id <> '';  -- one conversion for each CJ action
CREATE INDEX conversion_click ON conversion (click_id);     -- match CJ's row to a postback
CREATE INDEX conversion_order ON conversion (order_id) WHERE click_id = '' AND order_id <> '';  -- match CJ's row to a promo code's postback
CREATE INDEX conversion_day ON conversion (sale_day);       -- reports by period
CREATE INDEX conversion_member ON conversion (member_id);   -- a member's conversions

-- What postbacks told, each thing once. Those of a scope are judged together.
CREATE TABLE report (
    id       TEXT PRIMARY KEY,
    scope    TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('sale', 'correction', 'reversal', 'restatement')),
    corrects TEXT NOT NULL,              -- the sale that anything but a sale is about; empty while none is known
    fields   TEXT NOT NULL CHECK (json_valid(fields)),
    seq      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX report_scope ON report (scope);
CREATE INDEX report_loose ON report (seq) WHERE kind <> 'sale' AND corrects = '';

CREATE TABLE conversion_event (
    conversion_id TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    at            TEXT NOT NULL,
    what          TEXT NOT NULL,
    source        TEXT NOT NULL CHECK (source IN ('postback', 'cj', 'person')),
    PRIMARY KEY (conversion_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE cj_commission (
    commission_id    TEXT PRIMARY KEY,
    action_id        TEXT NOT NULL,
    original         INTEGER NOT NULL CHECK (original IN (0, 1)),
    status           TEXT NOT NULL,
    posted_at        TEXT NOT NULL,
    currency         TEXT NOT NULL,
    sale_minor       INTEGER NOT NULL,
    commission_minor INTEGER NOT NULL,
    row              TEXT NOT NULL CHECK (json_valid(row)),   -- verbatim, decimal texts included
    hash             TEXT NOT NULL,      -- of the row, to tell a changed one
    seq              INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cj_commission_action ON cj_commission (action_id);   -- sum of an action
CREATE INDEX cj_commission_open ON cj_commission (status) WHERE status NOT IN ('closed');  -- rows to read again

CREATE TABLE earning (
    id            TEXT PRIMARY KEY,
    conversion_id TEXT NOT NULL,
    number        INTEGER NOT NULL CHECK (number > 0),
    member_id     TEXT NOT NULL,
    currency      TEXT NOT NULL,
    amount_minor  INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'void')),
    account       TEXT NOT NULL,
    rule_id       TEXT NOT NULL,
    rule_version  INTEGER NOT NULL,
    inputs        TEXT NOT NULL CHECK (json_valid(inputs)),
    explanation   TEXT NOT NULL,
    day           TEXT NOT NULL,
    transfer_id   TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    UNIQUE (conversion_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX earning_member ON earning (member_id, state);  -- what a member is owed

CREATE TABLE account (
    name            TEXT NOT NULL,
    currency        TEXT NOT NULL,
    debits_pending  INTEGER NOT NULL CHECK (debits_pending >= 0),
    credits_pending INTEGER NOT NULL CHECK (credits_pending >= 0),
    debits_posted   INTEGER NOT NULL CHECK (debits_posted >= 0),
    credits_posted  INTEGER NOT NULL CHECK (credits_posted >= 0),
    PRIMARY KEY (name, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT NOT NULL UNIQUE,
    debit         TEXT NOT NULL,
    credit        TEXT NOT NULL CHECK (credit <> debit),
    currency      TEXT NOT NULL,
    amount        INTEGER NOT NULL CHECK (amount > 0),
    phase         TEXT NOT NULL CHECK (phase IN ('direct', 'pending', 'post', 'void')),
    pending_id    TEXT UNIQUE REFERENCES transfer (id),   -- resolved once
    cause         TEXT NOT NULL,
    memo          TEXT NOT NULL,
    effective_on  TEXT NOT NULL,
    recorded_at   TEXT NOT NULL,
    entry         INTEGER NOT NULL,
    idem_key      TEXT NOT NULL UNIQUE,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL UNIQUE,
    CHECK ((phase IN ('post', 'void')) = (pending_id IS NOT NULL))
) STRICT;
CREATE INDEX transfer_cause ON transfer (cause);            -- what a conversion or payment posted
-- +goose StatementBegin
CREATE TRIGGER transfer_is_never_changed BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never changed: reverse them'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER transfer_is_never_deleted BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never deleted: reverse them'); END;
-- +goose StatementEnd

CREATE TABLE payment (
    id     TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    state  TEXT NOT NULL CHECK (state IN ('intent', 'exported', 'paid', 'cancelled', 'refused')),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One earning settles once: at most one line of it is alive.
CREATE TABLE payment_line (
    payment_id TEXT NOT NULL REFERENCES payment (id),
    earning_id TEXT NOT NULL REFERENCES earning (id),
    member_id  TEXT NOT NULL,
    alive      INTEGER NOT NULL CHECK (alive IN (0, 1)),
    PRIMARY KEY (payment_id, earning_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_line_once ON payment_line (earning_id) WHERE alive = 1;

-- What the relay granted.
CREATE TABLE claim (
    key        TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    id     TEXT PRIMARY KEY,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries that could not be folded as they were meant, and why.
CREATE TABLE fold_problem (
    seq   INTEGER PRIMARY KEY,
    what  TEXT NOT NULL,
    money INTEGER NOT NULL CHECK (money IN (0, 1))   -- the books may lack something
) STRICT;
