-- +goose Up
CREATE TABLE snapshot (
    workspace_id TEXT    NOT NULL PRIMARY KEY REFERENCES workspace (id),
    id           TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    schema       INTEGER NOT NULL,
    parts        INTEGER NOT NULL,
    device_id    TEXT    NOT NULL,
    time         INTEGER NOT NULL
) STRICT;

-- Parts of the snapshot, and of those that are being uploaded.
CREATE TABLE snapshot_part (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    snapshot_id  TEXT    NOT NULL,
    part         INTEGER NOT NULL CHECK (part BETWEEN 0 AND 511),
    uploaded_at  INTEGER NOT NULL,
    size         INTEGER NOT NULL, -- so that adding up reads no bodies
    body         BLOB    NOT NULL,
    PRIMARY KEY (workspace_id, snapshot_id, part)
) STRICT;
