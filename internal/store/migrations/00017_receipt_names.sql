-- +goose Up
-- A fold of the log: the commissions that CJ's payments name, in parts, where
-- they are too many for the payment's own entry.
CREATE TABLE receipt_names (
    id        TEXT NOT NULL,
    part      INTEGER NOT NULL,
    only_keys TEXT NOT NULL CHECK (json_valid(only_keys)),
    digest    BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (id, part)
) STRICT, WITHOUT ROWID;
