-- +goose Up
-- A link may have a landing page and a readable path of its own, and be put
-- away. What its path was before leads to it for ever.
CREATE TABLE link_again (
    id         TEXT PRIMARY KEY,
    number     INTEGER NOT NULL UNIQUE CHECK (number > 0),
    code       TEXT NOT NULL UNIQUE,
    offer_id   TEXT NOT NULL,
    member_id  TEXT NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('active', 'paused', 'archived')),
    test       INTEGER NOT NULL CHECK (test IN (0, 1)),
    created_at TEXT NOT NULL,
    page       TEXT NOT NULL,
    slug       TEXT NOT NULL,
    aliases    TEXT NOT NULL CHECK (json_valid(aliases)),
    seq        INTEGER NOT NULL,
    digest     BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
INSERT INTO link_again (id, number, code, offer_id, member_id, status, test, created_at, page, slug, aliases, seq)
SELECT id, number, code, offer_id, member_id, status, test, created_at, '', '', '[]', seq FROM link;
DROP TABLE link;
ALTER TABLE link_again RENAME TO link;
CREATE INDEX link_member ON link (member_id);               -- a member's links
CREATE INDEX link_offer ON link (offer_id);                 -- an offer's links
