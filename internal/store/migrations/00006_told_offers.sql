-- +goose Up
-- A fold of the log, as the tables of the first migration.
ALTER TABLE conversion ADD COLUMN told_offer TEXT NOT NULL DEFAULT '';  -- what a postback said it is of
UPDATE conversion SET digest = x'';         -- which did not know of the column: made anew

DROP INDEX conversion_order;
CREATE INDEX conversion_order ON conversion (order_id) WHERE order_id <> '';  -- match CJ's row and a postback of which one knows no click
