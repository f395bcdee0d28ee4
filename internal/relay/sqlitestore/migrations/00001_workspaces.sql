-- +goose Up
-- Times are milliseconds since 1970 in UTC. Every key starts with the workspace.

CREATE TABLE workspace (
    id          TEXT    NOT NULL PRIMARY KEY,
    time_zone   TEXT    NOT NULL,
    link_base   TEXT    NOT NULL,
    epoch       TEXT    NOT NULL,
    head        INTEGER NOT NULL DEFAULT 0 CHECK (head >= 0),        -- last sequence number of the log
    last_number INTEGER NOT NULL DEFAULT 0 CHECK (last_number >= 0), -- last link number reserved
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE click_key (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    idx          INTEGER NOT NULL CHECK (idx BETWEEN 0 AND 3),
    secret       BLOB    NOT NULL CHECK (length(secret) = 32),
    PRIMARY KEY (workspace_id, idx)
) STRICT;

CREATE TABLE device (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    id           TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    token_hash   TEXT    NOT NULL UNIQUE,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER, -- to the hour
    revoked_at   INTEGER,
    owes         INTEGER NOT NULL DEFAULT 0 CHECK (owes IN (0, 1)), -- what a restored relay lost
    PRIMARY KEY (workspace_id, id)
) STRICT;
