-- +goose Up
-- Which entries of the log changed a thing that a manager set up: its history
-- is read by them, not by all of the log.
CREATE TABLE edit (
    noun    TEXT NOT NULL,
    subject TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (noun, subject, seq)
) STRICT, WITHOUT ROWID;
