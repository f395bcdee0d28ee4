-- +goose Up
-- What an offer credits counts from a day on, too: until which day, for how
-- long after a click, by which promo codes.
CREATE TABLE dated_fact_again (
    what    TEXT NOT NULL CHECK (what IN ('group', 'code', 'pid', 'attribution', 'offer')),
    subject TEXT NOT NULL,
    since   TEXT NOT NULL,               -- empty is always
    value   TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (what, subject, since)
) STRICT, WITHOUT ROWID;
INSERT INTO dated_fact_again (what, subject, since, value, seq) SELECT what, subject, since, value, seq FROM dated_fact;
DROP TABLE dated_fact;
ALTER TABLE dated_fact_again RENAME TO dated_fact;
