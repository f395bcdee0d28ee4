-- +goose Up
-- A fold of the log, as the tables of the first migration. What CJ owes on a
-- row is what it counts less what payments settled of it: one that changes
-- after it was paid is owed, or owed back, again.
DROP INDEX cj_commission_owed;
ALTER TABLE cj_commission ADD COLUMN owed_minor INTEGER NOT NULL DEFAULT 0;
UPDATE cj_commission SET owed_minor = iif(settled = 1, 0, counted_minor), digest = x'';
ALTER TABLE cj_commission DROP COLUMN settled;
CREATE INDEX cj_commission_owed ON cj_commission (currency, action_id, owed_minor) WHERE owed_minor <> 0;  -- what CJ's next payments settle

-- What CJ's payments settled: of a commission row what was owed then, of a
-- balance that was brought along and of what an earlier payment lacked all.
CREATE TABLE receipt_commission_again (
    key           TEXT NOT NULL,
    receipt_id    TEXT NOT NULL,
    conversion_id TEXT NOT NULL,
    currency      TEXT NOT NULL,
    amount_minor  INTEGER NOT NULL,
    other         INTEGER NOT NULL DEFAULT 0 CHECK (other IN (0, 1)),  -- the row is in another currency by now
    digest        BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (key, receipt_id)
) STRICT, WITHOUT ROWID;
INSERT INTO receipt_commission_again (key, receipt_id, conversion_id, currency, amount_minor)
    SELECT key, receipt_id, conversion_id, currency, amount_minor FROM receipt_commission;
DROP TABLE receipt_commission;
ALTER TABLE receipt_commission_again RENAME TO receipt_commission;
CREATE INDEX receipt_commission_receipt ON receipt_commission (receipt_id);    -- what a payment settled
CREATE INDEX receipt_commission_other ON receipt_commission (currency, key, amount_minor) WHERE other = 1;  -- owed back in a currency of before
