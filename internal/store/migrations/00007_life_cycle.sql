-- +goose Up
-- A fold of the log, as the tables of the first migration: a device folds its
-- log again after this, so what is made anew here is empty until then.

ALTER TABLE conversion ADD COLUMN action_type TEXT NOT NULL DEFAULT '';     -- as CJ has it
ALTER TABLE conversion ADD COLUMN locking_method TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN validation TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN pid TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN advertiser_id TEXT NOT NULL DEFAULT '';
ALTER TABLE conversion ADD COLUMN receipt_id TEXT NOT NULL DEFAULT '';      -- CJ's payment of it
ALTER TABLE conversion ADD COLUMN received_on TEXT NOT NULL DEFAULT '';
UPDATE conversion SET digest = x'';         -- which did not know of the columns: made anew
CREATE INDEX conversion_pid ON conversion (pid, sale_day) WHERE pid <> '';  -- what a promotional property brought
CREATE INDEX conversion_shop ON conversion (offer_id, advertiser_id) WHERE advertiser_id <> '';  -- whose an offer is at CJ
CREATE INDEX conversion_open ON conversion (locks_at) WHERE cj_status IN ('new', 'extended');  -- the lock calendar

ALTER TABLE cj_commission ADD COLUMN locks_at TEXT NOT NULL DEFAULT '';
ALTER TABLE cj_commission ADD COLUMN counted_minor INTEGER NOT NULL DEFAULT 0;  -- of the commission: in our books
ALTER TABLE cj_commission ADD COLUMN settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1));
UPDATE cj_commission SET digest = x'';
CREATE INDEX cj_commission_owed ON cj_commission (currency) WHERE settled = 0 AND counted_minor <> 0;  -- what CJ's next payments settle

ALTER TABLE receipt ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN settled_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipt ADD COLUMN sales INTEGER NOT NULL DEFAULT 0;
ALTER TABLE receipt ADD COLUMN short_minor INTEGER NOT NULL DEFAULT 0;      -- of what it settled: still owed
UPDATE receipt SET digest = x'';

-- What CJ's payments settled, each thing once and for ever: a commission row, a
-- balance that was brought along, what an earlier payment lacked.
CREATE TABLE receipt_commission (
    key           TEXT PRIMARY KEY,
    receipt_id    TEXT NOT NULL,
    conversion_id TEXT NOT NULL,
    currency      TEXT NOT NULL,
    amount_minor  INTEGER NOT NULL,
    digest        BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_commission_receipt ON receipt_commission (receipt_id);    -- what a payment settled

DROP TABLE dated_fact;
-- What counts from a day on: a member's group, whose a promo code or a PID is,
-- what goes first when a link and a code claim an order.
CREATE TABLE dated_fact (
    what    TEXT NOT NULL CHECK (what IN ('group', 'code', 'pid', 'attribution')),
    subject TEXT NOT NULL,
    since   TEXT NOT NULL,               -- empty is always
    value   TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (what, subject, since)
) STRICT, WITHOUT ROWID;
