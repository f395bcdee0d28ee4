-- +goose Up
-- Folds of the log, as the tables of the first migration: the shop's orders,
-- by the files that they were read from, and what people decided on cases of the
-- reconciliation.
CREATE TABLE order_import (
    id      TEXT PRIMARY KEY,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    fields  TEXT NOT NULL CHECK (json_valid(fields)),
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE shop_order (
    import_id TEXT NOT NULL,
    part      INTEGER NOT NULL CHECK (part >= 0),
    line      INTEGER NOT NULL CHECK (line >= 0),   -- within the part
    day       TEXT NOT NULL,
    fields    TEXT NOT NULL CHECK (json_valid(fields)),
    seq       INTEGER NOT NULL,
    digest    BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (import_id, part, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX shop_order_day ON shop_order (day);    -- compare a period

CREATE TABLE case_decision (
    key    TEXT PRIMARY KEY,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    seq    INTEGER NOT NULL,
    digest BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
