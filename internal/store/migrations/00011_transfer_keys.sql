-- +goose Up
-- A transfer's id follows from its idem_key and its hash from the chain, so one
-- unique index of the three is enough; those of the others cost a large book a
-- third of the time that writing it takes.
DROP TRIGGER transfer_is_never_changed;
DROP TRIGGER transfer_is_never_deleted;
CREATE TABLE transfer_again (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT NOT NULL UNIQUE,
    debit         TEXT NOT NULL,
    credit        TEXT NOT NULL CHECK (credit <> debit),
    currency      TEXT NOT NULL,
    amount        INTEGER NOT NULL CHECK (amount > 0),
    phase         TEXT NOT NULL CHECK (phase IN ('direct', 'pending', 'post', 'void')),
    pending_id    TEXT REFERENCES transfer_again (id),
    cause         TEXT NOT NULL,
    memo          TEXT NOT NULL,
    effective_on  TEXT NOT NULL,
    recorded_at   TEXT NOT NULL,
    entry         INTEGER NOT NULL,
    idem_key      TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    CHECK ((phase IN ('post', 'void')) = (pending_id IS NOT NULL))
) STRICT;
INSERT INTO transfer_again SELECT position, id, debit, credit, currency, amount, phase, pending_id, cause, memo, effective_on, recorded_at, entry,
    idem_key, previous_hash, hash FROM transfer ORDER BY position;
DROP TABLE transfer;
ALTER TABLE transfer_again RENAME TO transfer;
CREATE UNIQUE INDEX transfer_pending ON transfer (pending_id) WHERE pending_id IS NOT NULL;  -- resolved once
CREATE INDEX transfer_cause ON transfer (cause);            -- what a conversion or payment posted
CREATE INDEX transfer_debit ON transfer (debit, currency, position, effective_on);    -- an account's, in order
CREATE INDEX transfer_credit ON transfer (credit, currency, position, effective_on);
CREATE INDEX transfer_day ON transfer (effective_on);       -- what counts for a period
-- +goose StatementBegin
CREATE TRIGGER transfer_is_never_changed BEFORE UPDATE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never changed: reverse them'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER transfer_is_never_deleted BEFORE DELETE ON transfer
BEGIN SELECT RAISE(ABORT, 'transfers are never deleted: reverse them'); END;
-- +goose StatementEnd
