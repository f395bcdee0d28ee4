-- +goose Up
CREATE TABLE conversion (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    id           TEXT    NOT NULL,
    scope        TEXT    NOT NULL, -- the click id, or what stands for it: reports of one scope are judged together
    seq          INTEGER NOT NULL,
    body         BLOB    NOT NULL, -- JSON, as in the log
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, seq) REFERENCES log_entry (workspace_id, seq)
) STRICT;
CREATE INDEX conversion_scope ON conversion (workspace_id, scope, seq);

-- What an offer changes of its preset, as JSON; empty for nothing.
ALTER TABLE offer ADD COLUMN postback TEXT NOT NULL DEFAULT '';

-- A postback whose workspace nobody can tell has an empty one.
CREATE TABLE postback (
    workspace_id  TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    received_at   INTEGER NOT NULL,
    method        TEXT    NOT NULL,
    path          TEXT    NOT NULL,
    query         TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    accepted      INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    known         INTEGER NOT NULL CHECK (known IN (0, 1)), -- its token was right
    reply         TEXT    NOT NULL,
    conversion_id TEXT    NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT;
CREATE INDEX postback_time ON postback (workspace_id, received_at, id);
