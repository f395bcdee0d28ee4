-- +goose Up
-- Slugs are paths as codes are, and unique together with them. A link has one
-- code; the slugs that it had lead to it for ever.
ALTER TABLE link_code ADD COLUMN is_slug INTEGER NOT NULL DEFAULT 0 CHECK (is_slug IN (0, 1));
DROP INDEX link_code_number;
CREATE UNIQUE INDEX link_code_number ON link_code (workspace_id, number) WHERE is_slug = 0;
CREATE INDEX link_code_slug ON link_code (workspace_id, number) WHERE is_slug = 1;

ALTER TABLE link ADD COLUMN slug TEXT NOT NULL DEFAULT ''; -- the one that is shown
ALTER TABLE link ADD COLUMN page TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN variables TEXT NOT NULL DEFAULT ''; -- JSON object; empty for none
ALTER TABLE link ADD COLUMN test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1));

ALTER TABLE offer ADD COLUMN landing TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN landing_query TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN ends_at TEXT NOT NULL DEFAULT ''; -- RFC 3339; empty for never
ALTER TABLE offer ADD COLUMN protocol TEXT NOT NULL DEFAULT '';

-- A token that opens nothing any more is kept, so that a call with it can be
-- told from one that never had a right one.
ALTER TABLE offer_token ADD COLUMN purpose TEXT NOT NULL DEFAULT 'postback' CHECK (purpose IN ('postback', 'tag', 'old'));
