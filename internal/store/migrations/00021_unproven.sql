-- +goose Up
-- A fold of the log, as the tables of the first migration.
ALTER TABLE conversion ADD COLUMN via TEXT NOT NULL DEFAULT '';  -- browser, while no server has told of it
UPDATE conversion SET digest = x'';         -- which did not know of the column: made anew
