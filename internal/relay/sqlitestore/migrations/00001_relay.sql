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
    revoked_at   INTEGER,
    PRIMARY KEY (workspace_id, id)
) STRICT;

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
CREATE UNIQUE INDEX log_entry_key ON log_entry (workspace_id, kind, key) WHERE key <> '';

-- A code is a path under a host. For now it is also unique on the relay, since
-- the redirect finds links by code alone.
CREATE TABLE link_code (
    host         TEXT    NOT NULL,
    code         TEXT    NOT NULL,
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    number       INTEGER NOT NULL,
    device_id    TEXT    NOT NULL,
    PRIMARY KEY (host, code)
) STRICT;
CREATE UNIQUE INDEX link_code_number ON link_code (workspace_id, number);
CREATE UNIQUE INDEX link_code_code ON link_code (code);

-- Offers decide where links lead.
CREATE TABLE offer (
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    id           TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('active', 'paused')),
    destination  TEXT NOT NULL,
    fallback_url TEXT NOT NULL, -- empty for a plain page
    preset       TEXT NOT NULL,
    currency     TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT;
CREATE TABLE offer_token (
    workspace_id TEXT NOT NULL,
    offer_id     TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    PRIMARY KEY (workspace_id, offer_id, token_hash),
    FOREIGN KEY (workspace_id, offer_id) REFERENCES offer (workspace_id, id)
) STRICT;

CREATE TABLE link (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    number       INTEGER NOT NULL,
    code         TEXT    NOT NULL,
    offer_id     TEXT    NOT NULL,
    member_id    TEXT    NOT NULL,
    status       TEXT    NOT NULL CHECK (status IN ('active', 'paused')),
    PRIMARY KEY (workspace_id, number),
    FOREIGN KEY (workspace_id, offer_id) REFERENCES offer (workspace_id, id)
) STRICT;

CREATE TABLE claim (
    workspace_id TEXT NOT NULL REFERENCES workspace (id),
    key          TEXT NOT NULL,
    payment_id   TEXT NOT NULL,
    PRIMARY KEY (workspace_id, key)
) STRICT;

CREATE TABLE conversion (
    workspace_id TEXT    NOT NULL REFERENCES workspace (id),
    id           TEXT    NOT NULL,
    click_id     TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    body         BLOB    NOT NULL, -- JSON, as in the log
    PRIMARY KEY (workspace_id, id),
    FOREIGN KEY (workspace_id, seq) REFERENCES log_entry (workspace_id, seq)
) STRICT;
CREATE INDEX conversion_click ON conversion (workspace_id, click_id, seq);

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
