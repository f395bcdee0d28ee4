-- +goose Up
-- Folds of the log, as the tables of the first migration. No log had a closed
-- month before.

-- The first entry of each known day (see cube_known): what was known in the
-- evening of a day is what stands before the first entry of a later one.
CREATE TABLE known_since (
    day    TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL,
    digest BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

-- What each cause of the ledger moved of closed months, by the known day on
-- which it did: those cells of cube_late that are adjustments, with their cause.
CREATE TABLE month_adjustment (
    known  TEXT NOT NULL,
    cause  TEXT NOT NULL,
    digest BLOB NOT NULL DEFAULT x'',
    cells  BLOB NOT NULL,
    PRIMARY KEY (known, cause)
) STRICT, WITHOUT ROWID;
