-- +goose Up
-- A fold of the log, as the tables of the first migration. Manual amounts and
-- balances that a programme brought along; neither is ever edited, only
-- cancelled.
CREATE TABLE adjustment (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('conversion', 'bonus', 'correction')),
    member_id     TEXT NOT NULL,
    conversion_id TEXT NOT NULL CHECK ((conversion_id <> '') = (kind = 'conversion')),
    currency      TEXT NOT NULL,
    amount_minor  INTEGER NOT NULL CHECK (amount_minor <> 0),
    cancelled     INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    fields        TEXT NOT NULL CHECK (json_valid(fields)),
    seq           INTEGER NOT NULL,
    digest        BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
CREATE INDEX adjustment_conversion ON adjustment (conversion_id) WHERE conversion_id <> '';  -- what is added to a payout
CREATE INDEX adjustment_member ON adjustment (member_id);   -- a member's

CREATE TABLE opening (
    id        TEXT PRIMARY KEY,
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    fields    TEXT NOT NULL CHECK (json_valid(fields)),
    seq       INTEGER NOT NULL,
    digest    BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

-- An account's transfers in order, and within days, without a look at the rows.
CREATE INDEX transfer_debit ON transfer (debit, currency, position, effective_on);
CREATE INDEX transfer_credit ON transfer (credit, currency, position, effective_on);
CREATE INDEX transfer_day ON transfer (effective_on);       -- what counts for a period
