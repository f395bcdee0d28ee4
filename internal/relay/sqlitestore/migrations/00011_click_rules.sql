-- +goose Up
-- What a workspace itself does not count.
CREATE TABLE click_rules (
    workspace_id TEXT NOT NULL PRIMARY KEY REFERENCES workspace (id),
    rules        TEXT NOT NULL -- JSON
) STRICT;
