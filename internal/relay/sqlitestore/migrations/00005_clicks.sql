-- +goose Up
CREATE TABLE click (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    id           TEXT    NOT NULL,
    link_number  INTEGER NOT NULL,
    time         INTEGER NOT NULL,
    device       TEXT    NOT NULL,
    browser      TEXT    NOT NULL,
    country      TEXT    NOT NULL,
    referrer     TEXT    NOT NULL,
    rejected     TEXT    NOT NULL,
    is_unique    INTEGER NOT NULL CHECK (is_unique IN (0, 1)),
    visitor      BLOB    NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT;
CREATE INDEX click_link ON click (workspace_id, link_number, time);

CREATE TABLE visit (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    day          TEXT    NOT NULL,
    link_number  INTEGER NOT NULL,
    visitor      BLOB    NOT NULL,
    PRIMARY KEY (workspace_id, day, link_number, visitor)
) STRICT;

-- How far each node's click files are in this database.
CREATE TABLE click_file (
    node   INTEGER NOT NULL PRIMARY KEY,
    file   INTEGER NOT NULL,
    offset INTEGER NOT NULL
) STRICT;
