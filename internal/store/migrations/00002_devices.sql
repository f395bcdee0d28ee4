-- +goose Up
-- A fold of the log, as the tables of the first migration.

-- What each device says of itself.
CREATE TABLE device (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    public_key TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may read on, from an entry on.
CREATE TABLE key_change (
    seq    INTEGER PRIMARY KEY,
    time   TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields))
) STRICT;

-- The last change of each subject that must not be merged.
CREATE TABLE version (
    noun    TEXT NOT NULL,
    subject TEXT NOT NULL,
    entry   TEXT NOT NULL,
    fields  TEXT NOT NULL CHECK (json_valid(fields)),
    device  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    time    TEXT NOT NULL,
    PRIMARY KEY (noun, subject)
) STRICT, WITHOUT ROWID;

-- Changes that expected another version, until somebody resolves them.
CREATE TABLE conflict (
    id      TEXT PRIMARY KEY,         -- of the entry
    noun    TEXT NOT NULL,
    subject TEXT NOT NULL,
    fields  TEXT NOT NULL CHECK (json_valid(fields)),
    device  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    time    TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

