-- +goose Up
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
    pass_through TEXT NOT NULL, -- names with spaces between
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
