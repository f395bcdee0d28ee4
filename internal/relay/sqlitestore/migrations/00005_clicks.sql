-- +goose Up
-- What browsers called themselves, and what that was taken for when it was
-- judged last. The id is a hash of the three, so that it needs no look-up.
CREATE TABLE click_agent (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    id           INTEGER NOT NULL,
    agent        TEXT    NOT NULL,
    device       TEXT    NOT NULL,
    browser      TEXT    NOT NULL,
    used_until   INTEGER NOT NULL, -- no click that has it is later
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE click (
    workspace_id TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    link_number  INTEGER NOT NULL,
    time         INTEGER NOT NULL,
    agent_id     INTEGER NOT NULL,
    country      TEXT    NOT NULL,
    referrer     TEXT    NOT NULL,
    signal       TEXT    NOT NULL,
    rejected     TEXT    NOT NULL,
    is_unique    INTEGER NOT NULL CHECK (is_unique IN (0, 1)),
    visitor      BLOB    NOT NULL CHECK (length(visitor) IN (0, 16)), -- empty when forgotten
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX click_link ON click (workspace_id, link_number, time, id);
-- For forgetting: first those that have a visitor, oldest first.
CREATE INDEX click_age ON click (workspace_id, length(visitor) = 0, time);

-- Visitors that had a click counted; their hash is of link and day, too.
CREATE TABLE visit (
    workspace_id TEXT    NOT NULL,
    day          TEXT    NOT NULL, -- local
    visitor      BLOB    NOT NULL,
    counted_at   INTEGER NOT NULL, -- the last one
    PRIMARY KEY (workspace_id, day, visitor)
) STRICT, WITHOUT ROWID;

-- Counts that have not become an entry of the log yet.
CREATE TABLE click_pending (
    workspace_id TEXT    NOT NULL PRIMARY KEY REFERENCES workspace (id),
    since        INTEGER NOT NULL,
    counts       BLOB    NOT NULL -- JSON
) STRICT;

-- Local days before these are being forgotten.
CREATE TABLE click_kept (
    workspace_id  TEXT NOT NULL PRIMARY KEY REFERENCES workspace (id),
    clicks_from   TEXT NOT NULL,
    visitors_from TEXT NOT NULL
) STRICT;

-- How far each node's click files are in this database.
CREATE TABLE click_file (
    node   INTEGER NOT NULL PRIMARY KEY,
    file   INTEGER NOT NULL,
    offset INTEGER NOT NULL
) STRICT;
