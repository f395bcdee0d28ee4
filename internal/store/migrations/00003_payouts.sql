-- +goose Up
-- A fold of the log, as the tables of the first migration: a device folds its
-- log again after this, so what is made anew here is empty until then.

DROP TABLE payment_line;
DROP TABLE earning;

-- What a transfer made a member earn. Its id follows from the cause and its
-- number of that cause.
CREATE TABLE earning (
    id            TEXT PRIMARY KEY,
    cause         TEXT NOT NULL,         -- of the ledger
    number        INTEGER NOT NULL CHECK (number > 0),
    conversion_id TEXT NOT NULL,         -- empty when no conversion caused it
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
    UNIQUE (cause, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX earning_member ON earning (member_id, state);  -- what a member is owed
CREATE INDEX earning_transfer ON earning (transfer_id);     -- what moves with a pending transfer
CREATE INDEX earning_conversion ON earning (conversion_id) WHERE conversion_id <> '';  -- what a conversion earned
CREATE INDEX earning_owed ON earning (currency, member_id, id) WHERE state = 'posted';  -- what payments settle

-- One earning settles once: at most one line of it is alive.
CREATE TABLE payment_line (
    payment_id TEXT NOT NULL REFERENCES payment (id),
    earning_id TEXT NOT NULL REFERENCES earning (id),
    member_id  TEXT NOT NULL,
    alive      INTEGER NOT NULL CHECK (alive IN (0, 1)),
    PRIMARY KEY (payment_id, earning_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_line_once ON payment_line (earning_id) WHERE alive = 1;

ALTER TABLE conversion ADD COLUMN order_facts TEXT NOT NULL DEFAULT '';  -- JSON of what the network tells of the order
ALTER TABLE conversion ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';   -- the member whose claim did not get it
CREATE INDEX conversion_link ON conversion (link_number);   -- what a link brought

-- The promo codes of conversions, in upper case.
CREATE TABLE conversion_code (
    code          TEXT NOT NULL,
    conversion_id TEXT NOT NULL,
    digest        BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (code, conversion_id)
) STRICT, WITHOUT ROWID;

-- What each cause comes to now by the payout rules, and what it counts for
-- others. The book converges to it.
CREATE TABLE payout (
    cause          TEXT PRIMARY KEY,
    offer_id       TEXT NOT NULL,
    member_id      TEXT NOT NULL,
    day            TEXT NOT NULL,         -- with the instant and the cause its place in the order of sales
    at             INTEGER NOT NULL,      -- Unix milliseconds
    click_id       TEXT NOT NULL,
    counts         INTEGER NOT NULL CHECK (counts IN (0, 1)),
    sale_currency  TEXT NOT NULL,
    sale_minor     INTEGER NOT NULL,      -- that counts
    currency       TEXT NOT NULL,
    by_rule_minor  INTEGER NOT NULL,      -- what the rule pays
    amount_minor   INTEGER NOT NULL,      -- with adjustments
    rule_id        TEXT NOT NULL,
    rule_version   INTEGER NOT NULL,
    inputs         TEXT NOT NULL,
    explanation    TEXT NOT NULL,
    digest         BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
-- What came before a place on its day, and whom a change there reaches.
CREATE INDEX payout_offer ON payout (offer_id, day, at, cause);
CREATE INDEX payout_member ON payout (offer_id, member_id, day, at, cause);
CREATE INDEX payout_person ON payout (member_id, day);      -- a member's, of any offer
CREATE INDEX payout_click ON payout (click_id, day, at) WHERE click_id <> '';

-- The same by day, so that a period is the sum of a few rows. The member '' is
-- everybody together.
CREATE TABLE payout_day (
    offer_id    TEXT NOT NULL,
    member_id   TEXT NOT NULL,
    day         TEXT NOT NULL,
    currency    TEXT NOT NULL,
    conversions INTEGER NOT NULL,
    sales       INTEGER NOT NULL,
    payouts     INTEGER NOT NULL,
    digest      BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (offer_id, member_id, day, currency)
) STRICT, WITHOUT ROWID;

-- What counts from a day on: a member's group, whose a promo code is, what goes
-- first when a link and a code claim an order.
CREATE TABLE dated_fact (
    what    TEXT NOT NULL CHECK (what IN ('group', 'code', 'attribution')),
    subject TEXT NOT NULL,
    since   TEXT NOT NULL,               -- empty is always
    value   TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (what, subject, since)
) STRICT, WITHOUT ROWID;
