-- +goose Up
-- Test purchase checks, of this device alone: no fold of the log. The body is
-- the check's own JSON.
CREATE TABLE test_check (
    id          TEXT PRIMARY KEY,
    offer_id    TEXT NOT NULL,
    offer_name  TEXT NOT NULL,
    state       TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    watch_until TEXT NOT NULL,   -- how long it is looked at; empty when it is not any more
    seen        INTEGER NOT NULL CHECK (seen IN (0, 1)),
    body        TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX test_check_offer ON test_check (offer_id, started_at);    -- an offer's checks, and the one before
CREATE INDEX test_check_started ON test_check (started_at);            -- all of them
