-- +goose Up
-- A fold of the log, as the tables of the first migration: what all days of a
-- link come to, so that a list of members or links need not add them up.
CREATE TABLE link_total (
    number       INTEGER PRIMARY KEY,
    gross        INTEGER NOT NULL,
    unique_count INTEGER NOT NULL,
    rejected     INTEGER NOT NULL,
    digest       BLOB NOT NULL DEFAULT x''
) STRICT;
INSERT INTO link_total (number, gross, unique_count, rejected)
    SELECT number, sum(gross), sum(unique_count), sum(rejected) FROM (
        SELECT number, gross, unique_count, 0 AS rejected FROM link_day
        UNION ALL SELECT number, 0, 0, clicks FROM link_day_rejected) GROUP BY number;
