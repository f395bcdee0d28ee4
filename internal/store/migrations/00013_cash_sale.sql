-- +goose Up
-- A fold of the log: how far the money of each conversion has come, kept narrow
-- so that the cash timeline reads a year of them at once.
CREATE TABLE cash_sale (
    conversion_id    TEXT PRIMARY KEY,
    currency         TEXT NOT NULL,
    sale_day         TEXT NOT NULL,
    member_id        TEXT NOT NULL,
    offer_id         TEXT NOT NULL,
    cj_locked        INTEGER NOT NULL CHECK (cj_locked IN (0, 1)),
    has              INTEGER NOT NULL CHECK (has BETWEEN -1 AND 7),  -- 1 locked, 2 received, 4 paid; -1: not in the timeline
    commission_minor INTEGER NOT NULL,
    earned_minor     INTEGER NOT NULL,
    due_minor        INTEGER NOT NULL,   -- of it: not paid
    digest           BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
INSERT INTO cash_sale (conversion_id, currency, sale_day, member_id, offer_id, cj_locked, has, commission_minor, earned_minor, due_minor)
SELECT conversion_id, currency, sale_day, member_id, offer_id, cj_locked,
    iif(status = 'unresolved' OR status = 'reversed' AND received_on = '', -1,
        locked + 2 * received + 4 * (due_minor <= 0 AND (received OR cj_status <> '' AND earns))),
    commission_minor, earned_minor, due_minor
FROM (SELECT *, received_on <> '' OR locked AND commission_minor = 0 AS received
    FROM (SELECT conversion.id AS conversion_id, conversion.currency, sale_day, conversion.member_id, offer_id, status, cj_status, received_on, commission_minor,
            cj_status IN ('locked', 'closed') OR received_on <> '' AS locked,
            cj_status IN ('locked', 'closed') AND status <> 'unresolved' AS cj_locked,
            coalesce(sum(iif(earning.currency = conversion.currency, amount_minor, 0)), 0) AS earned_minor,
            coalesce(sum(iif(earning.currency = conversion.currency AND NOT EXISTS (SELECT 1 FROM payment_line CROSS JOIN payment
                ON payment.id = payment_id AND payment.state = 'paid' WHERE earning_id = earning.id AND alive = 1), amount_minor, 0)), 0) AS due_minor,
            coalesce(max(amount_minor), 0) > 0 AS earns
        FROM conversion LEFT JOIN earning ON earning.conversion_id = conversion.id AND conversion_id <> '' AND state <> 'void'
        GROUP BY conversion.id));
CREATE INDEX cash_sale_has ON cash_sale (currency, has, sale_day, conversion_id, member_id, offer_id, cj_locked, commission_minor, earned_minor, due_minor);
DROP INDEX conversion_cash;
DROP INDEX payout_person;
CREATE INDEX payout_person ON payout (member_id, day);      -- a member's, of any offer
