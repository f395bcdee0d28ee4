-- +goose Up
-- A fold of the log, as the tables of the first migration: the aggregates that
-- reports read (see internal/cube). The log is folded again after this.

-- What is known of a sale beside its money: when it was, in the workspace's time
-- zone, and the click that it came by.
ALTER TABLE conversion ADD COLUMN sold_at TEXT NOT NULL DEFAULT '';     -- RFC 3339 with the zone's offset
ALTER TABLE conversion ADD COLUMN clicked_at TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN click_country TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN click_device TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN click_browser TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN click_referrer TEXT NOT NULL DEFAULT '';  -- a host
UPDATE conversion SET digest = x'';

-- The texts that cells name, in the order in which the log told of them.
CREATE TABLE cube_word (
    id     INTEGER PRIMARY KEY,
    text   TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL DEFAULT x''
) STRICT;

-- The cells of each day, packed; a part that has none has no row. A change is
-- seen by the digest, which stands before the cells so that they need not be read.
CREATE TABLE cube_day (
    day    TEXT NOT NULL,
    part   TEXT NOT NULL CHECK (part IN ('clicks', 'rejected', 'facets', 'sales')),
    digest BLOB NOT NULL DEFAULT x'',
    cells  BLOB NOT NULL,
    PRIMARY KEY (day, part)
) STRICT, WITHOUT ROWID;

-- What became known of a day after it was over, by the day on which it did.
CREATE TABLE cube_late (
    known  TEXT NOT NULL,
    day    TEXT NOT NULL CHECK (day < known),
    part   TEXT NOT NULL CHECK (part IN ('clicks', 'rejected', 'facets', 'sales')),
    digest BLOB NOT NULL DEFAULT x'',
    cells  BLOB NOT NULL,
    PRIMARY KEY (known, day, part)
) STRICT, WITHOUT ROWID;

-- The cells that each cause of the ledger has in the days' now.
CREATE TABLE cube_sale (
    cause  TEXT PRIMARY KEY,
    digest BLOB NOT NULL DEFAULT x'',
    cells  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The last day of which the fold has learned anything, and the last that the
-- relay's own clock told.
CREATE TABLE cube_known (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    day    TEXT NOT NULL,
    relay  TEXT NOT NULL,
    digest BLOB NOT NULL DEFAULT x''
) STRICT;

-- Months whose figures stand: what becomes known of them later counts on the
-- day on which it did.
CREATE TABLE month_close (
    month  TEXT NOT NULL,
    seq    INTEGER NOT NULL,             -- the last word counts
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    digest BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (month, seq)
) STRICT, WITHOUT ROWID;

DROP TABLE offer_day;   -- the cells have what it had
