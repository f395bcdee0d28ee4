-- +goose Up
-- Where the log has the conversions.
CREATE TABLE conversion (
    workspace_id TEXT    NOT NULL,
    scope        TEXT    NOT NULL, -- the click id, or what stands for it: reports of one scope are judged together
    id           TEXT    NOT NULL, -- made of what it says, its scope too
    seq          INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, scope, id),
    FOREIGN KEY (workspace_id, seq) REFERENCES log_entry (workspace_id, seq)
) STRICT, WITHOUT ROWID;

-- What an offer changes of its preset, as JSON; empty for nothing.
ALTER TABLE offer ADD COLUMN postback TEXT NOT NULL DEFAULT '';

-- A postback whose workspace nobody can tell has an empty one. Ids grow with
-- time (UUIDv7), so the key is the order in which they are listed.
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
) STRICT, WITHOUT ROWID;
CREATE INDEX postback_unknown ON postback (workspace_id, id) WHERE known = 0;
