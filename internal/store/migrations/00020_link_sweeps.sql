-- +goose Up
-- Link health sweeps, of this device alone: no fold of the log. The bodies are
-- the sweep's own JSON.
CREATE TABLE link_sweep (
    id         TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    started_at TEXT NOT NULL,
    seen       INTEGER NOT NULL CHECK (seen IN (0, 1)),
    body       TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX link_sweep_started ON link_sweep (started_at);

-- A destination that was walked in one kind of browser. A sweep that was cut
-- off goes on where these end.
CREATE TABLE link_walk (
    sweep_id    TEXT NOT NULL REFERENCES link_sweep (id) ON DELETE CASCADE,
    destination TEXT NOT NULL,
    agent       TEXT NOT NULL,
    body        TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (sweep_id, destination, agent)
) STRICT, WITHOUT ROWID;
