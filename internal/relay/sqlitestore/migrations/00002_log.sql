-- +goose Up
CREATE TABLE log_entry (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    seq          INTEGER NOT NULL CHECK (seq > 0),
    id           TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    schema       INTEGER NOT NULL,
    device       TEXT    NOT NULL,
    actor        TEXT    NOT NULL,
    time         INTEGER NOT NULL,
    key          TEXT    NOT NULL,
    body         BLOB    NOT NULL, -- JSON
    PRIMARY KEY (workspace_id, seq)
) STRICT;
CREATE UNIQUE INDEX log_entry_id ON log_entry (workspace_id, id);
-- The table of conversions sees to theirs, in the order of clicks: an index of
-- hashes would touch a page of its own for each.
CREATE UNIQUE INDEX log_entry_key ON log_entry (workspace_id, kind, key) WHERE key <> '' AND kind <> 'conversion';

CREATE TABLE claim (
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    key          TEXT NOT NULL,
    payment_id   TEXT NOT NULL,
    PRIMARY KEY (workspace_id, key)
) STRICT;
