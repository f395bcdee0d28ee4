-- +goose Up
-- What an offer credits is dated fact by fact: a change of its window does not
-- date its end. The log is folded again, which writes them.
CREATE TABLE dated_fact_again (
    what    TEXT NOT NULL CHECK (what IN ('group', 'code', 'pid', 'attribution', 'offer_end', 'offer_window', 'offer_by_code', 'offer_codes')),
    subject TEXT NOT NULL,
    since   TEXT NOT NULL,               -- empty is always
    value   TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    digest  BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (what, subject, since)
) STRICT, WITHOUT ROWID;
INSERT INTO dated_fact_again (what, subject, since, value, seq) SELECT what, subject, since, value, seq FROM dated_fact WHERE what <> 'offer';
DROP TABLE dated_fact;
ALTER TABLE dated_fact_again RENAME TO dated_fact;
