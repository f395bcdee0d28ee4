-- +goose Up
-- A slot belongs to the relay: who joins knows no workspace yet.
CREATE TABLE pairing (
    slot         INTEGER NOT NULL PRIMARY KEY CHECK (slot BETWEEN 1 AND 9999),
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    by_operator  INTEGER NOT NULL CHECK (by_operator IN (0, 1)),
    verifier     BLOB    NOT NULL CHECK (length(verifier) = 32),
    opened_at    INTEGER NOT NULL,
    tries        INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'asked', 'approved', 'refused', 'closed')),
    name         TEXT    NOT NULL, -- of who asks
    public_key   TEXT    NOT NULL,
    proof        BLOB    NOT NULL,
    token_hash   TEXT    NOT NULL,
    device_id    TEXT    NOT NULL,
    package      BLOB    NOT NULL,
    package_proof BLOB NOT NULL
) STRICT;
CREATE INDEX pairing_opened ON pairing (workspace_id, opened_at);
